// Step 5: what the person will see in Outlook, opening it, and watching until BlueMind's account is there.
import { Body1, Body1Strong, Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Eye20Regular, MailInbox20Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { Announcements } from '../components/Announcements.tsx';
import { Message, ProblemMessage } from '../components/Message.tsx';
import { Panel } from '../components/Panel.tsx';
import { SignInPanel } from '../components/SignInPanel.tsx';
import { StepPage } from '../components/StepPage.tsx';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { accountIn, targetIsPending, targetProfile } from '../store/stepState.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  words: { display: 'flex', flexDirection: 'column', rowGap: '2px', maxWidth: '70ch', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** The windows Outlook shows after it was opened with a blank profile, in their order. */
const windows = ['opens', 'address', 'signIn', 'added', 'sync'] as const;

export function FirstStartStep() {
  const { say } = useWords();
  const styles = useStyles();
  const email = useApp((state) => state.address.email);
  const name = useApp((state) => state.profile.name);
  const listed = useApp((state) => state.profile.value !== null);
  const unread = useApp((state) => state.profile.problem);
  const there = useApp((state) => targetProfile(state) !== undefined || targetIsPending(state));
  const seen = useApp((state) => state.firstStart.seen);
  const loadProfiles = useApp((state) => state.loadProfiles);
  const openStep = useApp((state) => state.openStep);

  useEffect(() => void loadProfiles(), [loadProfiles]);
  useFirstStart(there);

  return (
    <StepPage step="firstStart" lead={say('page:first.lead')} nextIsMain={seen?.state === 'bluemind'}>
      <Announcements>
        <ProblemMessage problem={unread} again={loadProfiles} />
      </Announcements>
      {listed && !there && (
        <Message intent="info" action={<Button onClick={() => openStep('profile')}>{say('page:first.goProfile')}</Button>}>
          {say('page:first.noProfile', { name })}
        </Message>
      )}
      <Panel title={say('page:first.whatTitle')}>
        <ol className={styles.list}>
          {windows.map((window) => (
            <li key={window}>
              <div className={styles.words}>
                <Body1Strong>{say(`page:first.${window}.title`, { name })}</Body1Strong>
                <Body1 className={styles.quiet}>{say(`page:first.${window}.text`, { name, email: email.trim() })}</Body1>
              </div>
            </li>
          ))}
        </ol>
      </Panel>
      {seen?.state !== 'bluemind' && <SignInPanel />}
      {there && <OpenAndWatch />}
    </StepPage>
  );
}

/** Looks for what would get in the way, and watches the profile once it is there: whoever opens Outlook without this page is noticed as well. */
export function useFirstStart(there: boolean): void {
  const loadSignIns = useApp((state) => state.loadSignIns);
  const watchProfile = useApp((state) => state.watchProfile);
  const stopWatching = useApp((state) => state.stopWatching);

  useEffect(() => {
    void loadSignIns();
    return stopWatching;
  }, [loadSignIns, stopWatching]);
  useEffect(() => {
    if (there) void watchProfile();
  }, [there, watchProfile]);
}

/** Opens Outlook, and watches its profile until BlueMind's account is there. */
export function OpenAndWatch() {
  const { say } = useWords();
  const styles = useStyles();
  const name = useApp((state) => state.profile.name);
  const { opening, watching, opened, seen, problem } = useApp((state) => state.firstStart);
  const openOutlook = useApp((state) => state.openOutlook);
  const watchProfile = useApp((state) => state.watchProfile);
  const stopWatching = useApp((state) => state.stopWatching);
  const done = seen?.state === 'bluemind';
  return (
    <Panel title={say('page:first.doTitle')}>
      <div className={styles.actions}>
        <Button
          appearance={done ? 'secondary' : 'primary'}
          icon={<MailInbox20Regular />}
          disabledFocusable={opening}
          onClick={() => void openOutlook()}
        >
          {say('page:first.open')}
        </Button>
        {watching ? (
          <Button onClick={stopWatching}>{say('page:first.stop')}</Button>
        ) : (
          <Button icon={<Eye20Regular />} disabledFocusable={opening} onClick={() => void watchProfile()}>
            {say('page:first.look')}
          </Button>
        )}
      </div>
      <Announcements>
        <ProblemMessage problem={problem} />
        {watching && <Spinner size="small" labelPosition="after" label={say('page:first.watching', { name })} />}
        {!watching && seen && (
          <Message intent={done ? 'success' : seen.state === 'blank' ? 'info' : 'warning'}>
            {say(seen.state === 'blank' && opened ? 'page:first.stillBlank' : `page:verified.${seen.state}`, {
              name: seen.name,
              account: accountIn(seen),
            })}
          </Message>
        )}
      </Announcements>
    </Panel>
  );
}
