// One finding: what is, where, what to do about it and who can, and what was seen.
import { Badge, Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Finding, FindingStatus, Remedy } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { CopyBlock } from './CopyBlock.tsx';
import { Disclosure } from './Disclosure.tsx';
import { StateIcon, type Tone } from './StateIcon.tsx';

const tones: Readonly<Record<FindingStatus, Tone>> = { fail: 'bad', warn: 'warn', info: 'info', pass: 'good', skipped: 'passed' };

const useStyles = makeStyles({
  item: {
    display: 'flex',
    columnGap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
  text: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0, flexGrow: 1, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  remedy: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalS,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
  },
  who: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  evidence: { margin: 0, paddingLeft: tokens.spacingHorizontalL, fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

export function FindingItem({ finding }: { readonly finding: Finding }) {
  const { say, has } = useWords();
  const styles = useStyles();
  const { id, status, subject, evidence, remedy } = finding;
  const data = { subject, ...finding.data };
  const detail = `findings:${id}.${status}.detail` as const;
  return (
    <li className={styles.item} data-finding={id} data-status={status}>
      <StateIcon tone={tones[status]} />
      <div className={styles.text}>
        <Body1Strong>{say(`findings:${id}.${status}`, data)}</Body1Strong>
        <Caption1 className={styles.quiet}>
          {say(`common:status.${status}`)} · {subject}
        </Caption1>
        {has(detail, data) && <Body1 className={styles.quiet}>{say(detail, data)}</Body1>}
        {remedy && <RemedyText remedy={remedy} subject={subject} />}
        {evidence && evidence.length > 0 && (
          <Disclosure title={say('page:evidence')} size="small">
            <ul className={styles.evidence}>
              {evidence.map((line, at) => (
                <li key={at}>{line}</li>
              ))}
            </ul>
          </Disclosure>
        )}
      </div>
    </li>
  );
}

function RemedyText({ remedy, subject }: { readonly remedy: Remedy; readonly subject: string }) {
  const { say } = useWords();
  const styles = useStyles();
  return (
    <div className={styles.remedy} data-remedy={remedy.id}>
      <Body1>{say(`findings:remedy.${remedy.id}`, { subject, ...remedy.data })}</Body1>
      <div className={styles.who}>
        <Caption1 className={styles.quiet}>{say('page:who')}</Caption1>
        {remedy.who.map((who) => (
          <Badge key={who} appearance="outline" color="informative">
            {say(`common:who.${who}`)}
          </Badge>
        ))}
      </div>
      {remedy.copy !== undefined && <CopyBlock text={remedy.copy} />}
    </div>
  );
}
