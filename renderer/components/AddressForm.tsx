// Asks for the mail address, the other mail domains of the mailbox, and the version of BlueMind.
import { Button, Caption1, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { Add20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useRef } from 'react';
import type { Problem } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { usePainted } from '../painted.ts';
import { isLocked } from '../store/decided.ts';
import type { AddressPart } from '../store/state.ts';
import { AddressNotice } from './AddressNotice.tsx';
import { LockedField } from './LockedField.tsx';
import { Panel } from './Panel.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL, maxWidth: '560px' },
  add: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    '& > :first-child': { flex: '1 1 180px', minWidth: 0 },
  },
  button: { flexShrink: 0 },
  aliases: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
  },
  alias: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS, overflowWrap: 'anywhere' },
  bad: { color: tokens.colorStatusDangerForeground1, flexBasis: '100%' },
});

/** Where to go when something is to be corrected. */
const fieldIds: Readonly<Record<AddressPart, string>> = { email: 'address', aliases: 'aliases' };

/** Leads the person to what is to be corrected. */
export const focusAddress = (part: AddressPart): void => document.getElementById(fieldIds[part])?.focus();

interface AddressFormProps {
  readonly onDone: () => void;
}

export function AddressForm({ onDone }: AddressFormProps) {
  const { say } = useWords();
  const styles = useStyles();
  const aliasesLocked = useApp((state) => isLocked(state, 'aliases'));
  const catalogueLocked = useApp((state) => isLocked(state, 'catalogue'));
  const aliases = useApp((state) => state.address.aliases);
  const painted = usePainted();
  return (
    <Panel title={say('page:address.title')}>
      <EmailForm onDone={onDone} />
      <AddressNotice />
      {painted && (
        <div className={styles.form}>
          {aliasesLocked ? (
            <LockedField label={say('page:alias.locked')} value={aliases.join(', ')} />
          ) : (
            <Aliases fieldId={fieldIds.aliases} />
          )}
          {catalogueLocked ? <LockedCatalogue /> : <Catalogues />}
        </div>
      )}
    </Panel>
  );
}

/** The address alone; Enter in it goes on. */
export function EmailForm({ onDone }: AddressFormProps) {
  const { say } = useWords();
  const styles = useStyles();
  const { email, problem } = useApp((state) => state.address);
  const setEmail = useApp((state) => state.setEmail);
  const locked = useApp((state) => isLocked(state, 'email'));
  const domain = useApp((state) => state.session.start?.mailDomain ?? null);
  const problemText = useProblemText(problem);
  if (locked) return <LockedField label={say('page:address.email')} value={email} size="large" className={styles.form} />;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <Field
        label={{ children: say('page:address.email'), htmlFor: fieldIds.email }}
        hint={domain === null ? say('page:address.emailHint') : say('page:address.inDomain', { domain })}
        required
        {...atField(problemText)}
      >
        <Input
          id={fieldIds.email}
          size="large"
          value={email}
          onChange={(_, { value }) => setEmail(value)}
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={320}
        />
      </Field>
      {/* Enter in the address goes on, as it does in every form of one field. */}
      <button type="submit" hidden />
    </form>
  );
}

function Aliases({ fieldId }: { readonly fieldId: string }) {
  const { say } = useWords();
  const styles = useStyles();
  const { aliases, aliasProblems } = useApp((state) => state.address);
  const addAlias = useApp((state) => state.addAlias);
  const removeAlias = useApp((state) => state.removeAlias);
  const acceptAddress = useApp((state) => state.acceptAddress);
  const text = useApp((state) => state.address.typedAlias);
  const typeAlias = useApp((state) => state.typeAlias);
  const field = useRef<HTMLDivElement>(null);

  const add = (): void => {
    if (addAlias()) void acceptAddress();
  };

  return (
    <div>
      <Field label={{ children: say('page:alias.label'), htmlFor: fieldId }} hint={say('page:alias.hint')}>
        {(props) => (
          <div className={styles.add} ref={field}>
            <Input
              {...props}
              id={fieldId}
              value={text}
              onChange={(_, { value }) => typeAlias(value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') add();
              }}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              maxLength={253}
            />
            <Button className={styles.button} icon={<Add20Regular />} onClick={add} disabledFocusable={text.trim() === ''}>
              {say('page:alias.add')}
            </Button>
          </div>
        )}
      </Field>
      {aliases.length > 0 && (
        <ul className={styles.aliases}>
          {aliases.map((alias, at) => (
            <li key={`${at} ${alias}`} className={styles.alias}>
              <span>{alias}</span>
              <Button
                appearance="subtle"
                size="small"
                icon={<Dismiss16Regular />}
                aria-label={say('page:alias.remove', { domain: alias })}
                onClick={() => {
                  removeAlias(at);
                  // The button goes with its domain.
                  field.current?.querySelector('input')?.focus();
                  void acceptAddress();
                }}
              />
              <AliasProblem problem={aliasProblems[at] ?? null} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function AliasProblem({ problem }: { readonly problem: Problem | null }) {
  const styles = useStyles();
  const text = useProblemText(problem);
  return text === null ? null : (
    <Caption1 role="alert" className={styles.bad}>
      {text}
    </Caption1>
  );
}

function Catalogues() {
  const { say } = useWords();
  const name = useCatalogueName();
  const start = useApp((state) => state.session.start);
  const chosen = useApp((state) => state.address.catalogue);
  const setCatalogue = useApp((state) => state.setCatalogue);
  return (
    <Field label={say('page:catalogue.label')} hint={say('page:catalogue.hint')}>
      <RadioGroup value={chosen} onChange={(_, { value }) => setCatalogue(value)}>
        {start?.catalogues.map((id) => (
          <Radio key={id} value={id} label={name(id)} />
        ))}
      </RadioGroup>
    </Field>
  );
}

function LockedCatalogue() {
  const { say } = useWords();
  const id = useApp((state) => state.address.catalogue);
  const name = useCatalogueName();
  return <LockedField label={say('page:catalogue.label')} value={name(id)} />;
}

/** The name of a built-in catalogue, the file of one's own. */
function useCatalogueName(): (id: string) => string {
  const { say, has } = useWords();
  return (id) => (has(`keys:catalogue.${id}.title`) ? say(`keys:catalogue.${id}.title`) : id);
}

function useProblemText(problem: Problem | null): string | null {
  const { say } = useWords();
  return problem && say(`problems:${problem.code}`, problem.data);
}

function atField(text: string | null) {
  return text === null ? {} : ({ validationState: 'error', validationMessage: text } as const);
}
