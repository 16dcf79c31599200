// Makes a blank profile: its name, and whether Outlook opens it by itself.
import { Button, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { PersonAdd20Regular } from '@fluentui/react-icons';
import { defaultModes } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { isLocked } from '../store/decided.ts';
import { targetProfile } from '../store/stepState.ts';
import { LockedField } from './LockedField.tsx';
import { Panel } from './Panel.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: tokens.spacingVerticalXL },
  name: { width: '100%', maxWidth: '420px' },
});

export function CreateProfileForm() {
  const { say } = useWords();
  const styles = useStyles();
  const { name, mode, writing, nameProblem } = useApp((state) => state.profile);
  const nameLocked = useApp((state) => isLocked(state, 'profileName'));
  const modeLocked = useApp((state) => isLocked(state, 'defaultProfile'));
  const there = useApp((state) => targetProfile(state) !== undefined);
  const setProfileName = useApp((state) => state.setProfileName);
  const setDefaultMode = useApp((state) => state.setDefaultMode);
  const createProfile = useApp((state) => state.createProfile);
  const atName = nameProblem ? say(`problems:${nameProblem.code}`, nameProblem.data) : undefined;
  return (
    <Panel title={say('page:profile.createTitle')}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!writing) void createProfile();
        }}
      >
        {nameLocked ? (
          <LockedField className={styles.name} label={say('page:profile.name')} value={name} problem={atName} />
        ) : (
          <Field
            className={styles.name}
            label={say('page:profile.name')}
            hint={say('page:profile.nameHint')}
            {...(atName === undefined ? {} : { validationState: 'error', validationMessage: atName })}
          >
            <Input value={name} onChange={(_, { value }) => setProfileName(value)} autoComplete="off" spellCheck={false} maxLength={320} />
          </Field>
        )}
        {modeLocked ? (
          <LockedField className={styles.name} label={say('page:profile.mode')} value={say(`page:profile.mode.${mode}`)} />
        ) : (
          <Field label={say('page:profile.mode')}>
            <RadioGroup
              value={mode}
              onChange={(_, { value }) => {
                const chosen = defaultModes.find((known) => known === value);
                if (chosen) setDefaultMode(chosen);
              }}
            >
              {defaultModes.map((known) => (
                <Radio key={known} value={known} label={say(`page:profile.mode.${known}`)} />
              ))}
            </RadioGroup>
          </Field>
        )}
        <Button type="submit" appearance={there ? 'secondary' : 'primary'} icon={<PersonAdd20Regular />} disabledFocusable={writing}>
          {say('page:profile.create')}
        </Button>
      </form>
    </Panel>
  );
}
