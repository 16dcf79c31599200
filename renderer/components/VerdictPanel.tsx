// The verdict, first and largest: one word, and the sentence that says what to do now.
import { Body1, Body1Strong, makeStyles, mergeClasses, Subtitle1, tokens } from '@fluentui/react-components';
import { CheckmarkCircle32Filled, DismissCircle32Filled, Warning32Filled } from '@fluentui/react-icons';
import { findingOfNext, type Finding, type NextStep, type Verdict } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';

const icons = { ready: CheckmarkCircle32Filled, attention: Warning32Filled, blocked: DismissCircle32Filled } as const;

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: '1px solid',
    '@media (max-width: 480px)': { padding: tokens.spacingHorizontalL, columnGap: tokens.spacingHorizontalM },
  },
  ready: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    borderTopColor: tokens.colorStatusSuccessBorder1,
    borderRightColor: tokens.colorStatusSuccessBorder1,
    borderBottomColor: tokens.colorStatusSuccessBorder1,
    borderLeftColor: tokens.colorStatusSuccessBorder1,
  },
  attention: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderTopColor: tokens.colorStatusWarningBorder1,
    borderRightColor: tokens.colorStatusWarningBorder1,
    borderBottomColor: tokens.colorStatusWarningBorder1,
    borderLeftColor: tokens.colorStatusWarningBorder1,
  },
  blocked: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    borderTopColor: tokens.colorStatusDangerBorder1,
    borderRightColor: tokens.colorStatusDangerBorder1,
    borderBottomColor: tokens.colorStatusDangerBorder1,
    borderLeftColor: tokens.colorStatusDangerBorder1,
  },
  icon: { flexShrink: 0 },
  readyIcon: { color: tokens.colorStatusSuccessForeground1 },
  attentionIcon: { color: tokens.colorStatusWarningForeground3 },
  blockedIcon: { color: tokens.colorStatusDangerForeground1 },
  text: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0, overflowWrap: 'anywhere' },
  title: { margin: 0 },
});

interface VerdictProps {
  readonly verdict: Verdict;
  readonly text: string;
  /** What to do first, and the findings it is one of. */
  readonly next?: NextStep | null | undefined;
  readonly findings: readonly Finding[];
}

export function VerdictPanel({ verdict, text, next, findings }: VerdictProps) {
  const { say } = useWords();
  const styles = useStyles();
  const Icon = icons[verdict];
  return (
    <section className={mergeClasses(styles.panel, styles[verdict])} data-verdict={verdict}>
      <Icon aria-hidden className={mergeClasses(styles.icon, styles[`${verdict}Icon`])} />
      <div className={styles.text}>
        <Subtitle1 as="h2" className={styles.title}>
          {say(`common:verdict.${verdict}`)}
        </Subtitle1>
        <NextLine next={next} findings={findings} />
        <Body1>{text}</Body1>
      </div>
    </section>
  );
}

/** One sentence: what to do first, and who can do it. */
function NextLine({ next, findings }: Pick<VerdictProps, 'next' | 'findings'>) {
  const { say } = useWords();
  const finding = findingOfNext(findings, next);
  if (!finding?.remedy) return null;
  const { remedy, subject } = finding;
  const who = remedy.who.map((each) => say(`common:who.${each}`)).join(' / ');
  return (
    <Body1Strong data-next={remedy.id}>
      {say('common:next.line', {
        text: say('common:next.text', { remedy: say(`findings:remedy.${remedy.id}`, { subject, ...remedy.data }), who }),
      })}
    </Body1Strong>
  );
}
