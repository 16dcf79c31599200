// The frame of a step: its heading, which takes the focus when the step opens, its one-sentence purpose, and the way on.
import { Body1, Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowLeft20Regular, ArrowRight20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactNode } from 'react';
import { stepIds, type StepId } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    maxWidth: '1040px',
    marginLeft: 'auto',
    marginRight: 'auto',
  },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none', overflowWrap: 'anywhere', hyphens: 'auto' },
  lead: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalL,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  next: { marginLeft: 'auto' },
});

interface StepPageProps {
  readonly step: StepId;
  readonly lead: string;
  /** The step's own way on, where it is more than opening the next step. */
  readonly onNext?: () => void;
  readonly nextBusy?: boolean;
  /** Whether going on is the main thing to do now; otherwise the step has a main button of its own. */
  readonly nextIsMain?: boolean;
  readonly children: ReactNode;
}

export function StepPage({ step, lead, onNext, nextBusy = false, nextIsMain = false, children }: StepPageProps) {
  const { say } = useWords();
  const styles = useStyles();
  const openStep = useApp((state) => state.openStep);
  const heading = useFocusOnArrival();
  const at = stepIds.indexOf(step);
  const previous = stepIds[at - 1];
  const next = stepIds[at + 1];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {say(`common:step.${step}`)}
        </h1>
        <Body1 className={styles.lead}>{lead}</Body1>
      </header>
      {children}
      <nav className={styles.foot} aria-label={say('page:ways')} data-print="no">
        {previous && (
          <Button icon={<ArrowLeft20Regular />} onClick={() => openStep(previous)}>
            {say('page:back')}
          </Button>
        )}
        {next && (
          <Button
            className={styles.next}
            appearance={nextIsMain ? 'primary' : 'secondary'}
            icon={<ArrowRight20Regular />}
            iconPosition="after"
            disabledFocusable={nextBusy}
            onClick={onNext ?? (() => openStep(next))}
          >
            {say('page:next', { step: say(`common:step.${next}`) })}
          </Button>
        )}
      </nav>
    </div>
  );
}

let arrivedBefore = false;

/** A heading to be read first when a step opens; the page's very first screen leaves the focus where the browser put it. */
export function useFocusOnArrival() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Scrolling has the browser lay everything out at once: at first there is nothing to scroll back.
    if (arrivedBefore) {
      heading.current?.focus({ preventScroll: true });
      heading.current?.closest('main')?.scrollTo({ top: 0 });
    }
    arrivedBefore = true;
  }, []);
  return heading;
}
