// Step 3: the registry values before and after; apply them, or take them back.
import { Body1, Button, makeStyles, Spinner, Switch, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { ArrowUndo20Regular, CheckmarkCircle20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { Plan, Problem } from '../../electron/bridge/contract.ts';
import { Announcements } from '../components/Announcements.tsx';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { KeyGroups } from '../components/KeyGroups.tsx';
import { Message, ProblemMessage } from '../components/Message.tsx';
import { StepPage } from '../components/StepPage.tsx';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';

const useStyles = makeStyles({
  places: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center', outlineStyle: 'none' },
});

export function KeysStep() {
  const { say } = useWords();
  const running = useApp((state) => state.keys.running);
  const plan = useApp((state) => state.keys.value);
  const loadPlan = useApp((state) => state.loadPlan);
  const [sources, setSources] = useState(false);

  useEffect(() => {
    void loadPlan();
  }, [loadPlan]);

  const settled = plan !== null && plan.counts.change === 0 && plan.interrupted === null;
  return (
    <StepPage step="keys" lead={say('page:keys.lead')} nextIsMain={settled}>
      <Outcomes plan={plan} />
      {running && !plan && <Spinner label={say('page:keys.reading')} />}
      {plan && <Actions plan={plan} />}
      {plan && (
        <div>
          <Switch label={say('page:keys.sources')} checked={sources} onChange={(_, { checked }) => setSources(checked)} />
        </div>
      )}
      {plan && <KeyGroups plan={plan} sources={sources} />}
    </StepPage>
  );
}

/** What happened last, and what must be known before anything else happens. */
function Outcomes({ plan }: { readonly plan: Plan | null }) {
  const { say } = useWords();
  const applied = useApp((state) => state.keys.applied);
  const restored = useApp((state) => state.keys.restored);
  const problem = useApp((state) => state.keys.problem);
  const checked = useApp((state) => state.reach.value !== null);
  const openStep = useApp((state) => state.openStep);
  const loadPlan = useApp((state) => state.loadPlan);
  return (
    <>
      <Announcements>
        <ProblemMessage problem={problem} again={plan ? undefined : loadPlan} />
        {applied && (
          <Message intent="success" title={say('page:keys.applied', { count: applied.changed })}>
            {applied.backup !== null && say('page:keys.backup', { file: applied.backup })}
          </Message>
        )}
        {restored !== null && <Message intent="success">{say('page:keys.restored', { count: restored })}</Message>}
      </Announcements>
      {plan && !checked && (
        <Message intent="info" action={<Button onClick={() => openStep('reach')}>{say('page:keys.goCheck')}</Button>}>
          {say('page:keys.notChecked')}
        </Message>
      )}
      {(plan?.interrupted ?? null) !== null && (
        <Message intent="warning" title={say('page:keys.interruptedTitle')}>
          {say('page:keys.interrupted')}
        </Message>
      )}
    </>
  );
}

/** The values that kept an undo from going on, as its problem names them. */
function changedSince(problem: Problem | null): readonly string[] {
  const values = problem?.code === 'keys.changedSince' ? problem.data.values : [];
  return Array.isArray(values) ? values.map(String) : [];
}

function Actions({ plan }: { readonly plan: Plan }) {
  const { say } = useWords();
  const styles = useStyles();
  const writing = useApp((state) => state.keys.writing);
  const reading = useApp((state) => state.keys.running);
  const applyKeys = useApp((state) => state.applyKeys);
  const undoKeys = useApp((state) => state.undoKeys);
  const [asking, setAsking] = useState<'apply' | 'undo' | 'undoAll' | null>(null);
  const { change, blockedByPolicy, right } = plan.counts;
  const changed = changedSince(useApp((state) => state.keys.problem));
  const busy = writing || reading;
  const focusBack = useRestoreFocusTarget();
  const group = useRef<HTMLDivElement>(null);
  /** The button that was pressed may be gone when the work is done: the focus stays with its group. */
  const then = (work: Promise<void>): void => void work.then(() => group.current?.focus());
  return (
    <div className={styles.actions} ref={group} tabIndex={-1} role="group" aria-label={say('page:keys.actions')}>
      {(change > 0 || plan.interrupted !== null) && (
        <Button
          {...focusBack}
          appearance="primary"
          icon={<CheckmarkCircle20Regular />}
          disabledFocusable={busy}
          onClick={() => setAsking('apply')}
        >
          {change > 0 ? say('page:keys.apply', { count: change }) : say('page:keys.finish')}
        </Button>
      )}
      {(plan.undoable !== null || plan.interrupted !== null) && (
        <Button {...focusBack} icon={<ArrowUndo20Regular />} disabledFocusable={busy} onClick={() => setAsking('undo')}>
          {say('page:keys.undo')}
        </Button>
      )}
      {changed.length > 0 && (
        <Button {...focusBack} icon={<ArrowUndo20Regular />} disabledFocusable={busy} onClick={() => setAsking('undoAll')}>
          {say('page:keys.undoAll')}
        </Button>
      )}
      {writing ? <Spinner size="tiny" label={say('page:keys.writing')} /> : <Body1>{summary()}</Body1>}
      {asking === 'apply' && (
        <ConfirmDialog
          title={say('page:keys.applyTitle', { count: change })}
          yes={say('page:keys.applyYes')}
          onYes={() => then(applyKeys())}
          onClose={() => setAsking(null)}
        >
          <Body1>{say('page:keys.applyText')}</Body1>
        </ConfirmDialog>
      )}
      {asking === 'undoAll' && (
        <ConfirmDialog
          title={say('page:keys.undoAllTitle')}
          yes={say('page:keys.undoAllYes')}
          onYes={() => then(undoKeys(changed))}
          onClose={() => setAsking(null)}
        >
          <Body1>{say('page:keys.undoAllText', { count: changed.length })}</Body1>
          <ul className={styles.places}>
            {changed.map((place) => (
              <li key={place}>{place}</li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
      {asking === 'undo' && (
        <ConfirmDialog
          title={say('page:keys.undoTitle')}
          yes={say('page:keys.undoYes')}
          onYes={() => then(undoKeys([]))}
          onClose={() => setAsking(null)}
        >
          <Body1>{say('page:keys.undoText')}</Body1>
        </ConfirmDialog>
      )}
    </div>
  );

  function summary(): string {
    const blocked = blockedByPolicy > 0 ? ` ${say('page:keys.summaryBlocked', { count: blockedByPolicy })}` : '';
    return `${change === 0 ? say('page:keys.nothing', { count: right }) : say('page:keys.summaryRight', { count: right })}${blocked}`;
  }
}
