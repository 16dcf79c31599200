// The PC's DNS beside another server, name by name; what differs comes first.
import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { DnsComparison } from '../../electron/bridge/contract.ts';
import { useWords, type Words } from '../i18n.ts';
import { DataTable } from './DataTable.tsx';
import { StateIcon } from './StateIcon.tsx';

const useStyles = makeStyles({
  name: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
});

export function DnsComparisonTable({ comparison }: { readonly comparison: DnsComparison }) {
  const words = useWords();
  const { say } = words;
  const styles = useStyles();
  const rows = [...comparison.rows.filter(({ same }) => !same), ...comparison.rows.filter(({ same }) => same)];
  return (
    <DataTable
      label={say('page:dns.title', { server: comparison.server })}
      columns={['name', 'type', 'here', 'there'].map((column) => say(`page:dns.${column}`))}
      tight={[1]}
      rows={rows.map(({ name, type, here, there, same }) => ({
        id: `${name} ${type}`,
        cells: [
          <span className={styles.name}>
            <StateIcon tone={same ? 'passed' : 'warn'} />
            <span>
              {name}
              {!same && <Caption1 block>{say('page:dns.differs')}</Caption1>}
            </span>
          </span>,
          type,
          answerText(words, here),
          answerText(words, there),
        ],
      }))}
    />
  );
}

function answerText({ say }: Words, { kind, values, aliases }: DnsComparison['rows'][number]['here']): string {
  return [...aliases, values.length > 0 ? values.join(', ') : say(`common:dnsAnswer.${kind}`)].join(' → ');
}
