// The steps in their order, each with its state: a list at the side, a row of numbers on a narrow window.
import { Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { stepIds, type StepId } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { canOpen } from '../store/session.ts';
import { railState, railWord, type RailState } from '../store/stepState.ts';
import { StateIcon, type Tone } from './StateIcon.tsx';

const narrow = '@media (max-width: 860px)';

const tones: Readonly<Record<Exclude<RailState, 'waiting'>, Tone>> = { running: 'running', done: 'good', attention: 'warn', failed: 'bad' };

const useStyles = makeStyles({
  rail: {
    width: '288px',
    flexShrink: 0,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowY: 'auto',
    [narrow]: {
      width: '100%',
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
      borderRightStyle: 'none',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: '4px',
    [narrow]: { flexDirection: 'row', columnGap: '2px' },
  },
  item: { [narrow]: { flexGrow: 1, minWidth: 0, display: 'flex' } },
  step: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    width: '100%',
    minHeight: '52px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    ':disabled': { color: tokens.colorNeutralForeground3, cursor: 'not-allowed', backgroundColor: 'transparent' },
    [narrow]: { justifyContent: 'center', minHeight: '44px', padding: '2px' },
  },
  current: { backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow2, [narrow]: { boxShadow: tokens.shadow4 } },
  mark: { position: 'relative', flexShrink: 0, width: '28px', height: '28px', display: 'grid', placeItems: 'center' },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '26px',
    height: '26px',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    boxSizing: 'border-box',
  },
  numberCurrent: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `1px solid ${tokens.colorBrandBackground}`,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere', hyphens: 'auto' },
  wordsAside: { [narrow]: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' } },
  name: { fontWeight: tokens.fontWeightRegular },
  nameCurrent: { fontWeight: tokens.fontWeightSemibold },
  state: { color: tokens.colorNeutralForeground3 },
  hint: {
    display: 'block',
    marginTop: tokens.spacingVerticalM,
    padding: `0 ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    [narrow]: { marginTop: tokens.spacingVerticalXS },
  },
});

function Step({ step, number }: { readonly step: StepId; readonly number: number }) {
  const { say } = useWords();
  const styles = useStyles();
  const current = useApp((state) => state.session.step === step);
  const open = useApp((state) => canOpen(state, step));
  const state = useApp((app) => railState(app, step));
  const word = useApp((app) => railWord(app, step));
  const openStep = useApp((app) => app.openStep);
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={mergeClasses(styles.step, current && styles.current)}
        aria-current={current ? 'step' : undefined}
        disabled={!open}
        onClick={() => openStep(step)}
      >
        <span className={styles.mark} aria-hidden>
          {state === 'waiting' || current ? (
            <span className={mergeClasses(styles.number, current && styles.numberCurrent)}>{number}</span>
          ) : (
            <StateIcon tone={tones[state]} />
          )}
        </span>
        <span className={mergeClasses(styles.words, styles.wordsAside)}>
          <span className={current ? styles.nameCurrent : styles.name}>{say(`common:step.${step}`)}</span>
          <Caption1 className={styles.state}>{say(word)}</Caption1>
        </span>
      </button>
    </li>
  );
}

export function Rail() {
  const { say } = useWords();
  const styles = useStyles();
  const accepted = useApp((state) => state.address.accepted);
  const contact = useApp((state) => state.session.start?.supportContact ?? null);
  return (
    <nav className={styles.rail} aria-label={say('page:steps')} data-print="no">
      <ol className={styles.list}>
        {stepIds.map((step, at) => (
          <Step key={step} step={step} number={at + 1} />
        ))}
      </ol>
      {!accepted && <Caption1 className={styles.hint}>{say('page:stepsClosed')}</Caption1>}
      {contact !== null && <Caption1 className={styles.hint}>{say('page:support.text', { contact })}</Caption1>}
    </nav>
  );
}
