// Registry values before and after: what is there now, what will be there, and why.
import { Badge, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { PlannedKey, RegistryData } from '../../electron/bridge/contract.ts';
import { useWords, type Words } from '../i18n.ts';
import { DataTable } from './DataTable.tsx';

const useStyles = makeStyles({
  facts: { display: 'flex', flexDirection: 'column', rowGap: '2px', minWidth: 0 },
  side: { color: tokens.colorStatusWarningForeground1 },
  path: {
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  why: { color: tokens.colorNeutralForeground1, marginTop: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  value: { fontFamily: tokens.fontFamilyMonospace, whiteSpace: 'pre-wrap', minWidth: '64px', display: 'inline-block' },
  absent: { color: tokens.colorNeutralForeground2, fontStyle: 'italic', whiteSpace: 'nowrap' },
  badges: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: tokens.spacingVerticalXS },
});

const stateColors = { right: 'success', change: 'brand', blockedByPolicy: 'danger', notNeeded: 'informative' } as const;

interface KeyTableProps {
  readonly label: string;
  readonly keys: readonly PlannedKey[];
  readonly sources: boolean;
}

export function KeyTable({ label, keys, sources }: KeyTableProps) {
  const words = useWords();
  const { say } = words;
  const styles = useStyles();
  return (
    <DataTable
      label={label}
      tight={[1, 2, 3]}
      columns={['value', 'now', 'after', 'state'].map((column) => say(`page:keys.column.${column}`))}
      rows={keys.map((key) => ({
        id: key.id,
        cells: [
          <>
            <Body1Strong>{key.name}</Body1Strong>
            <KeyFacts planned={key} sources={sources} />
          </>,
          <Data data={key.now} />,
          key.state === 'change' ? <Data data={key.wanted} /> : <Caption1 className={styles.quiet}>{say('page:keys.unchanged')}</Caption1>,
          <span className={styles.badges}>
            <Badge appearance="tint" color={stateColors[key.state]}>
              {say(`common:keyState.${key.state}`)}
            </Badge>
            <Caption1 className={styles.quiet}>{say(`common:keyLevel.${key.level}`)}</Caption1>
            {key.because !== null && <Caption1 className={styles.quiet}>{reason(words, key.because)}</Caption1>}
          </span>,
        ],
      }))}
    />
  );
}

interface KeyFactsProps {
  readonly planned: PlannedKey;
  readonly sources: boolean;
  readonly id?: string;
}

/** Place and reason of one value, with its sources when they are asked for. */
export function KeyFacts({ planned, sources, id }: KeyFactsProps) {
  const { say } = useWords();
  const styles = useStyles();
  return (
    <span className={styles.facts} id={id} data-key={planned.id} data-state={planned.state}>
      <span className={styles.path}>{planned.path}</span>
      <Caption1 className={styles.why}>{planned.why}</Caption1>
      {sources && <Caption1 className={styles.quiet}>{say('page:keys.source', { source: planned.source.join(' · ') })}</Caption1>}
      {planned.policy && (
        <Caption1 className={styles.quiet}>
          {say('page:keys.policy', { place: `${planned.policy.path}\\${planned.policy.name}`, value: shown(planned.policy.data) })}
        </Caption1>
      )}
      {planned.sideEffect !== null && (
        <Caption1 className={styles.side}>{say('page:keys.sideEffect', { effect: planned.sideEffect })}</Caption1>
      )}
    </span>
  );
}

function Data({ data }: { readonly data: RegistryData | null }) {
  const { say } = useWords();
  const styles = useStyles();
  if (data === null) return <Caption1 className={styles.absent}>{say('page:keys.absent')}</Caption1>;
  return (
    <span>
      <span className={styles.value}>{shown(data)}</span>
      <br />
      <Caption1 className={styles.quiet}>{data.type}</Caption1>
    </span>
  );
}

/** Registry data as regedit shows it: numbers as they are, long binary data cut off. */
function shown({ data }: RegistryData): string {
  if (Array.isArray(data)) return data.join('\n');
  const text = String(data);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function reason({ say, has }: Words, word: string): string {
  return has(`keys:because.${word}`) ? say(`keys:because.${word}`) : word;
}
