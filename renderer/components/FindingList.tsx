// Findings in the order in which they need a person: what fails, what warns, what is worth knowing; what is well stays folded.
import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import type { Finding, FindingStatus } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { Disclosure } from './Disclosure.tsx';
import { FindingItem } from './FindingItem.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, '& > li + li': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` } },
  folded: { display: 'flex', flexDirection: 'column' },
});

const open: readonly FindingStatus[] = ['fail', 'warn'];
const folded: readonly FindingStatus[] = ['info', 'pass', 'skipped'];

/** What was found about Outlook's choice follows from its routes, and they from what lies below them: causes come first. */
const consequences = ['route.', 'outlook.now', 'outlook.afterKeys'];

function rank({ id }: Finding): number {
  return consequences.findIndex((beginning) => id.startsWith(beginning));
}

export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const { say } = useWords();
  const styles = useStyles();
  const causesFirst = findings.toSorted((a, b) => rank(a) - rank(b));
  const of = (status: FindingStatus): readonly Finding[] => causesFirst.filter((finding) => finding.status === status);
  const urgent = open.flatMap(of);
  return (
    <>
      {urgent.length === 0 ? <Body1>{say('page:findings.none')}</Body1> : <Items findings={urgent} />}
      <div className={styles.folded}>
        {folded
          .map((status) => ({ status, findings: of(status) }))
          .filter((group) => group.findings.length > 0)
          .map((group) => (
            <Disclosure key={group.status} title={say(`page:findings.${group.status}`, { count: group.findings.length })}>
              <Items findings={group.findings} />
            </Disclosure>
          ))}
      </div>
    </>
  );
}

function Items({ findings }: { readonly findings: readonly Finding[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {findings.map((finding, at) => (
        <FindingItem key={`${finding.id} ${finding.subject} ${at}`} finding={finding} />
      ))}
    </ul>
  );
}
