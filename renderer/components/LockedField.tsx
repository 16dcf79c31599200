// A value that a policy holds: to be read, with a lock and the sentence that says why it cannot be changed.
import { Field, Input, type InputProps } from '@fluentui/react-components';
import { LockClosed16Regular } from '@fluentui/react-icons';
import { useWords } from '../i18n.ts';

interface LockedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly size?: InputProps['size'];
  readonly className?: string;
  /** What is wrong with the value, in words: only who holds it can change that. */
  readonly problem?: string | undefined;
}

/** Read-only instead of disabled, so that the keyboard and screen readers come to it. */
export function LockedField({ label, value, size, className, problem }: LockedFieldProps) {
  const { say } = useWords();
  return (
    <Field
      label={label}
      hint={say('page:locked')}
      {...(className === undefined ? {} : { className })}
      {...(problem === undefined ? {} : { validationState: 'error', validationMessage: problem })}
    >
      <Input
        readOnly
        data-locked
        appearance="filled-darker"
        value={value}
        contentBefore={<LockClosed16Regular aria-hidden />}
        {...(size === undefined ? {} : { size })}
      />
    </Field>
  );
}
