// Asks before something is written: says what will happen, and waits for a yes; leaving is always possible.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useWords } from '../i18n.ts';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
    paddingBottom: tokens.spacingVerticalM,
  },
});

interface ConfirmDialogProps {
  readonly title: string;
  readonly yes: string;
  /** What must be typed before the yes can be given, with the label of its field. */
  readonly typed?: { readonly label: string; readonly text: string };
  readonly onYes: (typed: string) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Shown while it is mounted; the button that opens it carries `useRestoreFocusTarget`, so that the focus comes back to it. */
export function ConfirmDialog({ title, yes, typed, onYes, onClose, children }: ConfirmDialogProps) {
  const { say } = useWords();
  const styles = useStyles();
  const [text, setText] = useState('');
  const ready = typed === undefined || text === typed.text;
  return (
    <Dialog open modalType="modal" onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!ready) return;
            onClose();
            onYes(text);
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              {typed && (
                <Field label={typed.label}>
                  <Input value={text} onChange={(_, { value }) => setText(value)} autoComplete="off" spellCheck={false} />
                </Field>
              )}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabled={!ready}>
                {yes}
              </Button>
              <Button type="button" onClick={onClose}>
                {say('page:cancel')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
