// The page's shell: head, practice banner, the rail of steps, and the step that is open.
import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { createElement, Suspense, useEffect, useState, type ComponentType } from 'react';
import type { StepId } from '../electron/bridge/contract.ts';
import { Broken, BugPage } from './components/Broken.tsx';
import { Header } from './components/Header.tsx';
import { PracticeBanner } from './components/PracticeBanner.tsx';
import { Rail } from './components/Rail.tsx';
import { useWords } from './i18n.ts';
import { FirstStartStep, KeysStep, loadLater, PracticePanel, ProfileStep, ReachStep, ReportStep, SelfService } from './later.ts';
import { InspectStep } from './steps/InspectStep.tsx';
import { useApp } from './store/context.tsx';

const steps: Readonly<Record<StepId, ComponentType>> = {
  inspect: InspectStep,
  reach: ReachStep,
  keys: KeysStep,
  profile: ProfileStep,
  firstStart: FirstStartStep,
  report: ReportStep,
};

const narrow = '@media (max-width: 860px)';

const useStyles = makeStyles({
  app: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    [narrow]: { height: 'auto', minHeight: '100%' },
    '@media (max-height: 480px)': { height: 'auto', minHeight: '100%' },
  },
  body: { display: 'flex', flexGrow: 1, minHeight: 0, [narrow]: { flexDirection: 'column' } },
  main: {
    flexGrow: 1,
    minWidth: 0,
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXXL}`,
    [narrow]: { padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`, overflowY: 'visible' },
  },
  opening: { margin: '20vh auto 0' },
});

export function App() {
  const { say } = useWords();
  const styles = useStyles();
  const practising = useApp((state) => state.practice.wasOpen);
  const broken = useApp((state) => state.session.broken);
  const problem = useApp((state) => state.session.problem);
  const start = useApp((state) => state.session.start);
  const step = useApp((state) => state.session.step);

  useEffect(() => {
    if (start) loadLater();
  }, [start]);

  if (broken !== null) return <BugPage detail={broken} />;
  if (problem) return <Broken title={say('page:closed.title')} text={say(`problems:${problem.code}`, problem.data)} />;
  if (!start) return <Opening />;
  return (
    <div className={styles.app}>
      <Header />
      {start.practice && <PracticeBanner />}
      <div className={styles.body}>
        {start.mode === 'technician' && <Rail />}
        <main className={styles.main}>
          <Suspense>{start.mode === 'technician' ? createElement(steps[step]) : <SelfService />}</Suspense>
        </main>
      </div>
      {practising && (
        <Suspense>
          <PracticePanel />
        </Suspense>
      )}
    </div>
  );
}

/** Shorter waits than this are over before anybody has read a word. */
const unnoticedMs = 400;

function Opening() {
  const { say } = useWords();
  const styles = useStyles();
  const [noticed, setNoticed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setNoticed(true), unnoticedMs);
    return () => clearTimeout(timer);
  }, []);
  return noticed ? <Spinner className={styles.opening} label={say('page:opening')} /> : null;
}
