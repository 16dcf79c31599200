// Opens the faults that can be practised with, and gets the focus back; in a file of its own, because what watches over the focus is large.
import { Button, makeStyles, useRestoreFocusTarget } from '@fluentui/react-components';
import { Bug20Regular } from '@fluentui/react-icons';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';

const useStyles = makeStyles({
  button: {
    color: '#201f1e',
    border: '1px solid #201f1e',
    backgroundColor: 'transparent',
    ':hover': { color: '#201f1e', backgroundColor: '#ffb300' },
    ':hover:active': { color: '#201f1e', backgroundColor: '#f2a000' },
  },
});

export function PracticeButton() {
  const { say } = useWords();
  const styles = useStyles();
  const showPractice = useApp((state) => state.showPractice);
  const on = useApp((state) => state.practice.value?.length ?? 0);
  const focusBack = useRestoreFocusTarget();
  return (
    <Button
      {...focusBack}
      size="small"
      className={styles.button}
      icon={<Bug20Regular />}
      onClick={() => showPractice(true)}
      data-print="no"
    >
      {on === 0 ? say('page:practice.open') : say('page:practice.openOn', { count: on })}
    </Button>
  );
}
