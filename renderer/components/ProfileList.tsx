// The profiles of this PC with the accounts in them; each can be verified, or removed after it was named a second time.
import { Badge, Body1, Body1Strong, Button, Caption1, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { CheckmarkCircle20Regular, Delete20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { Profile, ProfileList as Profiles } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { isLocked } from '../store/decided.ts';
import { isTarget } from '../store/stepState.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { Panel } from './Panel.tsx';

const useStyles = makeStyles({
  group: { outlineStyle: 'none' },
  list: { listStyleType: 'none', margin: 0, padding: 0, '& > li + li': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` } },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
  words: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0, overflowWrap: 'anywhere' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function ProfileList({ list }: { readonly list: Profiles }) {
  const { say } = useWords();
  const styles = useStyles();
  const removeProfile = useApp((state) => state.removeProfile);
  const applet = useApp((state) => state.session.start?.mailApplet ?? false);
  const openMailApplet = useApp((state) => state.openMailApplet);
  const writing = useApp((state) => state.profile.writing);
  const readAgain = useReadingOnReturn();
  const group = useRef<HTMLDivElement>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <Panel
      title={say('page:profile.listTitle')}
      action={
        applet && (
          <Button
            size="small"
            disabledFocusable={writing}
            onClick={() => {
              readAgain();
              void openMailApplet();
            }}
          >
            {say('page:profile.applet')}
          </Button>
        )
      }
    >
      <div ref={group} tabIndex={-1} className={styles.group}>
        {list.prompt && <Body1>{say('page:profile.prompts')}</Body1>}
        {list.profiles.length === 0 ? (
          <Body1 className={styles.quiet}>{say('page:profile.none')}</Body1>
        ) : (
          <ul className={styles.list}>
            {list.profiles.map((profile) => (
              <Item
                key={profile.name}
                profile={profile}
                prompts={list.prompt}
                onRemove={() => setRemoving(profile.name)}
                onDone={() => group.current?.focus()}
              />
            ))}
          </ul>
        )}
      </div>
      {removing !== null && (
        <ConfirmDialog
          title={say('page:profile.removeTitle', { name: removing })}
          yes={say('page:profile.removeYes')}
          typed={{ label: say('page:profile.removeType', { name: removing }), text: removing }}
          onYes={(typed) => void removeProfile(removing, typed).then(() => group.current?.focus())}
          onClose={() => setRemoving(null)}
        >
          <Body1>{say('page:profile.removeText')}</Body1>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

/** The applet is a program of its own that tells nobody what it did: once it was opened, the list is read whenever the person comes back. */
function useReadingOnReturn(): () => void {
  const loadProfiles = useApp((state) => state.loadProfiles);
  const [left, setLeft] = useState(false);
  useEffect(() => {
    if (!left) return undefined;
    const read = (): void => void loadProfiles();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [left, loadProfiles]);
  return () => setLeft(true);
}

interface ItemProps {
  readonly profile: Profile;
  /** Outlook asks at its start which profile to open. */
  readonly prompts: boolean;
  readonly onRemove: () => void;
  /** Its button is gone. */
  readonly onDone: () => void;
}

function Item({ profile, prompts, onRemove, onDone }: ItemProps) {
  const { say } = useWords();
  const styles = useStyles();
  const writing = useApp((state) => state.profile.writing);
  const verifyProfile = useApp((state) => state.verifyProfile);
  const focusBack = useRestoreFocusTarget();
  const { name, accounts } = profile;
  // The profile of this job that something else stands before: made by hand, or in a set-up that did not come to its end.
  const isOurs = useApp((state) => isTarget(state, name));
  const isHeld = useApp((state) => isLocked(state, 'defaultProfile') && state.profile.mode !== 'always');
  const isPassedOver = prompts || !profile.default;
  const canBeOpened = isOurs && isPassedOver && !isHeld && (profile.blank || accounts.some(({ kind }) => kind === 'exchange'));
  const ensureProfile = useApp((state) => state.ensureProfile);
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <span className={styles.line}>
          <Body1Strong>{name}</Body1Strong>
          {profile.default && (
            <Badge appearance="tint" color="brand">
              {say('page:profile.default')}
            </Badge>
          )}
          {profile.blank && (
            <Badge appearance="tint" color="informative">
              {say('page:profile.blank')}
            </Badge>
          )}
        </span>
        {accounts.map((account, at) => (
          <Caption1 key={at} className={styles.quiet}>
            {say(`common:accountKind.${account.kind}`)}
            {account.name !== '' && ` · ${account.name}`}
            {account.server !== null && ` · ${account.server}`}
          </Caption1>
        ))}
        {accounts.length === 0 && <Caption1 className={styles.quiet}>{say('page:profile.noAccounts')}</Caption1>}
      </div>
      <div className={styles.actions}>
        {canBeOpened && (
          <Button
            size="small"
            disabledFocusable={writing}
            aria-label={say('page:profile.ensureNamed', { name })}
            onClick={() => void ensureProfile('always').then(onDone)}
          >
            {say('page:profile.ensure')}
          </Button>
        )}
        <Button
          size="small"
          icon={<CheckmarkCircle20Regular />}
          disabledFocusable={writing}
          aria-label={say('page:profile.verifyNamed', { name })}
          onClick={() => void verifyProfile(name)}
        >
          {say('page:profile.verify')}
        </Button>
        <Button
          {...focusBack}
          size="small"
          appearance="subtle"
          icon={<Delete20Regular />}
          disabledFocusable={writing}
          aria-label={say('page:profile.removeNamed', { name })}
          onClick={onRemove}
        >
          {say('page:profile.remove')}
        </Button>
      </div>
    </li>
  );
}
