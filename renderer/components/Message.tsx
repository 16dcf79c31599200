// A sentence that must be seen where it stands: what went well, what to know, what stands in the way.
import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Problem } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';

const useStyles = makeStyles({
  text: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

interface MessageProps {
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title?: string;
  readonly action?: ReactNode | undefined;
  readonly children?: ReactNode;
}

export function Message({ intent, title, action, children }: MessageProps) {
  const styles = useStyles();
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody className={styles.text}>
        {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>} {children}
      </MessageBarBody>
      {action !== undefined && <MessageBarActions>{action}</MessageBarActions>}
    </MessageBar>
  );
}

interface ProblemMessageProps {
  readonly problem: Problem | null;
  /** Where nothing could be read, the way to read again. */
  readonly again?: (() => unknown) | undefined;
}

/** The sentence of a problem; nothing when there is none. What a person stopped is told, not complained about. */
export function ProblemMessage({ problem, again }: ProblemMessageProps) {
  const { say } = useWords();
  if (!problem) return null;
  const action = again && <Button onClick={() => void again()}>{say('page:pc.again')}</Button>;
  return (
    <Message intent={problem.code === 'cancelled' ? 'info' : 'error'} action={action}>
      {say(`problems:${problem.code}`, problem.data)}
    </Message>
  );
}
