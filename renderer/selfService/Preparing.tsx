// The second screen of self-service: what is being done, and what stands in the way when it cannot go on.
import { Body1, Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import type { ProfileVerification } from '../../electron/bridge/contract.ts';
import { Announcements } from '../components/Announcements.tsx';
import { Message, ProblemMessage } from '../components/Message.tsx';
import { Panel } from '../components/Panel.tsx';
import { SavedReport } from '../components/SavedReport.tsx';
import { StateIcon, type Tone } from '../components/StateIcon.tsx';
import { VerdictPanel } from '../components/VerdictPanel.tsx';
import { AddressNotice } from '../components/AddressNotice.tsx';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { accountIn } from '../store/stepState.ts';
import { selfServiceTasks, type SelfServiceState, type SelfServiceTask } from '../store/state.ts';
import { Screen } from './Screen.tsx';

type TaskState = 'waiting' | 'running' | 'done' | 'failed';
const tones: Readonly<Record<TaskState, Tone>> = { waiting: 'quiet', running: 'running', done: 'good', failed: 'bad' };

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    outlineStyle: 'none',
  },
  task: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  state: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

function stateOf(task: SelfServiceTask, { done, running, stopped }: SelfServiceState): TaskState {
  if (done.includes(task)) return 'done';
  if (running === task) return 'running';
  return stopped === task ? 'failed' : 'waiting';
}

export function Preparing() {
  const { say } = useWords();
  const styles = useStyles();
  const state = useApp((app) => app.selfService);
  const prepare = useApp((app) => app.prepare);
  const changeAddress = useApp((app) => app.changeAddress);
  const saveReport = useApp((app) => app.saveReport);
  const { saving, problem: reportProblem } = useApp((app) => app.report);
  const list = useRef<HTMLUListElement>(null);
  const stopped = state.stopped !== null;
  const title = say(stopped ? 'page:self.preparing.stopped' : 'page:self.preparing.title');
  const lead = say(stopped ? 'page:self.preparing.stoppedLead' : 'page:self.preparing.lead');
  return (
    <Screen title={title} lead={lead}>
      <AddressNotice />
      <Panel title={say('page:steps')}>
        <ul className={styles.list} ref={list} tabIndex={-1}>
          {selfServiceTasks.map((task) => (
            <li key={task} className={styles.task} data-task={task} data-state={stateOf(task, state)}>
              <StateIcon tone={tones[stateOf(task, state)]} />
              <div className={styles.words}>
                <Body1Strong>{say(`page:self.task.${task}`)}</Body1Strong>
                <Caption1 className={styles.state}>{say(`common:stepState.${stateOf(task, state)}`)}</Caption1>
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      <Announcements>{state.stopped !== null && <Obstacle task={state.stopped} />}</Announcements>
      {/* Apart from the obstacle, which is not to be read again when the report was saved. */}
      <Announcements>
        {stopped && <SavedReport />}
        {stopped && <ProblemMessage problem={reportProblem} />}
      </Announcements>
      {stopped && (
        <div className={styles.actions}>
          <Button
            appearance="primary"
            onClick={() => {
              void prepare();
              // The button goes while it is tried again: what is being done takes the focus.
              list.current?.focus();
            }}
          >
            {say('page:self.preparing.again')}
          </Button>
          <Button disabledFocusable={saving !== null} onClick={() => void saveReport('html')}>
            {say('page:self.preparing.save')}
          </Button>
          <Button onClick={changeAddress}>{say('page:self.preparing.address')}</Button>
        </div>
      )}
    </Screen>
  );
}

/** What keeps a profile from being used; one that could be is not the one that Outlook opens. */
function wordsOfProfile(state: ProfileVerification['state']) {
  if (state === 'otherAccount' || state === 'severalAccounts') return `page:self.verified.${state}` as const;
  return state === 'missing' ? 'page:verified.missing' : 'page:self.notOpened';
}

/** Why a task did not get to its end, from what the store knows about it. */
function Obstacle({ task }: { readonly task: SelfServiceTask }) {
  const { say } = useWords();
  const inspection = useApp((state) => state.inspection);
  const reach = useApp((state) => state.reach);
  const keys = useApp((state) => state.keys);
  const { problem, nameProblem, verified } = useApp((state) => state.profile);
  switch (task) {
    case 'inspect':
      if (inspection.value?.outlooks.length === 0) return <Message intent="error">{say('page:self.preparing.noOutlook')}</Message>;
      if (inspection.value && inspection.value.running.length > 0) {
        const { running } = inspection.value;
        return <Message intent="warning">{say('page:self.running', { programs: running, count: running.length })}</Message>;
      }
      return <ProblemMessage problem={inspection.problem} />;
    case 'reach': {
      const report = reach.value;
      if (!report) return <ProblemMessage problem={reach.problem} />;
      return (
        <VerdictPanel verdict={report.verdict} text={say('page:self.preparing.server')} next={report.next} findings={report.findings} />
      );
    }
    case 'keys':
      return keys.problem ? <ProblemMessage problem={keys.problem} /> : <Body1>{say('page:keys.blockedText')}</Body1>;
    case 'profile':
      if (verified && problem === null && nameProblem === null) {
        const { name, state } = verified;
        const words = wordsOfProfile(state);
        return <Message intent="warning">{say(words, { name, account: accountIn(verified) })}</Message>;
      }
      return <ProblemMessage problem={problem ?? nameProblem} />;
  }
}
