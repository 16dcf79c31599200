// The two answers side by side: where Outlook goes now, and where it will go after set-up, each with its reasons.
import { Body1Strong, Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { stepText, type CheckReport, type FindingStatus, type OutlookChoice, type RouteReport } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { Disclosure } from './Disclosure.tsx';
import { StateIcon, type Tone } from './StateIcon.tsx';

type Step = OutlookChoice['steps'][number];

const tones: Readonly<Record<Step['decision'], Tone>> = {
  taken: 'good',
  passed: 'passed',
  excluded: 'passed',
  notReached: 'quiet',
  restarted: 'info',
};

const answerTones: Readonly<Record<FindingStatus, Tone>> = { pass: 'good', warn: 'warn', fail: 'bad', info: 'info', skipped: 'quiet' };

const useStyles = makeStyles({
  pair: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))', gap: tokens.spacingHorizontalL },
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    minWidth: 0,
    padding: tokens.spacingHorizontalXL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 480px)': { padding: tokens.spacingHorizontalL },
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
  answer: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  steps: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  step: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
});

export function OutlookChoices({ report }: { readonly report: CheckReport }) {
  const { outlook, routes, findings } = report;
  const statusOf = (id: string): FindingStatus | undefined => findings.find((finding) => finding.id === id)?.status;
  const { say } = useWords();
  const styles = useStyles();
  return (
    <div className={styles.pair}>
      <Choice title={say('page:choice.now')} choice={outlook.now} routes={routes} status={statusOf('outlook.now')} />
      <Choice title={say('page:choice.afterKeys')} choice={outlook.afterKeys} routes={routes} status={statusOf('outlook.afterKeys')} />
    </div>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly choice: OutlookChoice;
  readonly routes: readonly RouteReport[];
  /** What the check says about this answer. */
  readonly status: FindingStatus | undefined;
}

function Choice({ title, choice, routes, status }: ChoiceProps) {
  const words = useWords();
  const { say } = words;
  const styles = useStyles();
  const taken = choice.steps.find((step) => step.decision === 'taken');
  return (
    <section className={styles.card} aria-label={title} data-route={choice.route ?? 'none'}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.answer}>
        <StateIcon tone={status ? answerTones[status] : 'quiet'} />
        <Subtitle2>{choice.route === null ? say('page:choice.nowhere') : say(`common:route.${choice.route}`)}</Subtitle2>
      </div>
      <Caption1 className={styles.quiet}>{choice.url ?? say('page:choice.nowhereText')}</Caption1>
      {taken?.asks !== undefined && <Caption1 className={styles.quiet}>{say(`common:asks.${taken.asks}`)}</Caption1>}
      <Disclosure title={say('page:choice.why')} size="small">
        <ol className={styles.steps}>
          {choice.steps.map((step, at) => (
            <li key={at} className={styles.step}>
              <StateIcon tone={tones[step.decision]} />
              <span className={styles.words}>
                <Body1Strong>{say(`common:route.${step.route}`)}</Body1Strong>
                <Caption1 className={styles.quiet}>{stepText(step, routes, words)}</Caption1>
              </span>
            </li>
          ))}
        </ol>
      </Disclosure>
    </section>
  );
}
