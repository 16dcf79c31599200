// Step 4: the Outlook profiles of this PC; a blank one is made for BlueMind, the others stay as they are.
import { Spinner } from '@fluentui/react-components';
import { useEffect } from 'react';
import { Announcements } from '../components/Announcements.tsx';
import { CreateProfileForm } from '../components/CreateProfileForm.tsx';
import { Message, ProblemMessage } from '../components/Message.tsx';
import { ProfileList } from '../components/ProfileList.tsx';
import { StepPage } from '../components/StepPage.tsx';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { accountIn, targetProfile } from '../store/stepState.ts';

export function ProfileStep() {
  const { say } = useWords();
  const running = useApp((state) => state.profile.running);
  const list = useApp((state) => state.profile.value);
  const loadProfiles = useApp((state) => state.loadProfiles);
  const there = useApp((state) => targetProfile(state) !== undefined);

  useEffect(() => {
    void loadProfiles();
  }, [loadProfiles]);

  return (
    <StepPage step="profile" lead={say('page:profile.lead')} nextIsMain={there}>
      <Outcomes />
      {running && !list && <Spinner label={say('page:profile.reading')} />}
      <CreateProfileForm />
      {list && <ProfileList list={list} />}
    </StepPage>
  );
}

function Outcomes() {
  const { say } = useWords();
  const { problem, created, ensured, removed, verified, name, value: list } = useApp((state) => state.profile);
  const loadProfiles = useApp((state) => state.loadProfiles);
  const isBlank = list?.profiles.some((profile) => profile.name === created && profile.blank) ?? false;
  return (
    <>
      <Announcements>
        <ProblemMessage problem={problem} again={list ? undefined : loadProfiles} />
        {/* Once Outlook has put the account into it, this is no news any more. */}
        {created !== null && isBlank && <Message intent="success">{say('page:profile.created', { name: created })}</Message>}
        {removed && <Message intent="success">{say('page:profile.removed', { name: removed.name, file: removed.backup })}</Message>}
        {verified && (
          <Message intent={verified.state === 'blank' || verified.state === 'bluemind' ? 'success' : 'warning'}>
            {say(`page:verified.${verified.state}`, { name: verified.name, account: accountIn(verified) })}
          </Message>
        )}
        {ensured && (
          <Message intent={ensured.opens ? 'success' : 'warning'}>
            {say(ensured.opens ? 'page:profile.ensured' : 'page:profile.notEnsured', { name })}
          </Message>
        )}
      </Announcements>
    </>
  );
}
