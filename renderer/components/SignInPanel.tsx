// Saved sign-ins that Outlook would use before it asks: each with its reason and a tick; removed after a question.
import { Body1, Button, Caption1, Checkbox, makeStyles, Spinner, tokens, useId, useRestoreFocusTarget } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import type { SignIn } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { Announcements } from './Announcements.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { Message, ProblemMessage } from './Message.tsx';
import { Panel } from './Panel.tsx';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, outlineStyle: 'none' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  label: { overflowWrap: 'anywhere' },
  facts: { margin: 0, paddingLeft: '36px', color: tokens.colorNeutralForeground2 },
  text: { maxWidth: '80ch', overflowWrap: 'anywhere' },
  names: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

/** Shows nothing where there is nothing to decide. */
export function SignInPanel() {
  const { say } = useWords();
  const styles = useStyles();
  const { value, running, removing, removed, refused, problem } = useApp((state) => state.signIns);
  const group = useRef<HTMLDivElement>(null);
  // Beside an account that is there already they are what Outlook signs in with.
  const signIns = value && !value.inUse ? value.signIns : [];
  const done = removed > 0 || refused.length > 0;
  const isEmpty = signIns.length === 0 && !done;
  // A problem comes where nothing was before: it is read aloud outside of the panel, which is not there yet.
  return (
    <>
      <Announcements>
        <ProblemMessage problem={problem} />
      </Announcements>
      {isEmpty && running && !value && <Spinner size="small" label={say('page:first.signIns.reading')} />}
      {!isEmpty && (
        <Panel title={say('page:first.signIns.title')}>
          <div className={styles.body} ref={group} tabIndex={-1}>
            <Announcements>
              {removed > 0 && <Message intent="success">{say('page:first.signIns.removed', { count: removed })}</Message>}
              {refused.map(({ target, reason }) => (
                <Message key={target} intent="error">
                  {say('page:first.signIns.refused', { target, reason })}
                </Message>
              ))}
            </Announcements>
            {value && signIns.length > 0 && (
              <>
                <Body1 className={styles.text}>{say('page:first.signIns.found', { count: signIns.length, email: value.email })}</Body1>
                <ul className={styles.list}>
                  {signIns.map((signIn) => (
                    <Item key={`${signIn.kind} ${signIn.target}`} signIn={signIn} />
                  ))}
                </ul>
                <Remove signIns={signIns} disabled={removing} onDone={() => group.current?.focus()} />
              </>
            )}
          </div>
        </Panel>
      )}
    </>
  );
}

function Item({ signIn }: { readonly signIn: SignIn }) {
  const { say } = useWords();
  const styles = useStyles();
  const ticked = useApp((state) => !state.signIns.unticked.includes(signIn.target));
  const removing = useApp((state) => state.signIns.removing);
  const tickSignIn = useApp((state) => state.tickSignIn);
  const id = useId();
  return (
    <li>
      <Checkbox
        label={{ children: signIn.target, className: styles.label }}
        aria-describedby={id}
        checked={ticked}
        disabled={removing}
        onChange={(_, { checked }) => tickSignIn(signIn.target, checked === true)}
      />
      <Caption1 id={id} as="p" block className={styles.facts}>
        {say(`common:signInReason.${signIn.reason}`)} · {say('page:keys.source', { source: signIn.source })}
      </Caption1>
    </li>
  );
}

function Remove({
  signIns,
  disabled,
  onDone,
}: {
  readonly signIns: readonly SignIn[];
  readonly disabled: boolean;
  readonly onDone: () => void;
}) {
  const { say } = useWords();
  const styles = useStyles();
  const unticked = useApp((state) => state.signIns.unticked);
  const removeSignIns = useApp((state) => state.removeSignIns);
  const focusBack = useRestoreFocusTarget();
  const [asking, setAsking] = useState(false);
  const chosen = signIns.filter(({ target }) => !unticked.includes(target));
  const count = chosen.length;
  return (
    <div>
      <Button {...focusBack} icon={<Delete20Regular />} disabledFocusable={disabled || count === 0} onClick={() => setAsking(true)}>
        {say('page:first.signIns.remove', { count })}
      </Button>
      {asking && (
        <ConfirmDialog
          title={say('page:first.signIns.confirmTitle', { count })}
          yes={say('page:first.signIns.confirmYes')}
          onYes={() => void removeSignIns(chosen).then(onDone)}
          onClose={() => setAsking(false)}
        >
          <ul className={styles.names}>
            {chosen.map(({ kind, target }) => (
              <li key={`${kind} ${target}`}>{target}</li>
            ))}
          </ul>
          <Body1>{say('page:first.signIns.confirmText', { count })}</Body1>
        </ConfirmDialog>
      )}
    </div>
  );
}
