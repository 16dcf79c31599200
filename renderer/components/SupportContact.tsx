// Whom a person may turn to, where IT has said it.
import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { PersonSupport20Regular } from '@fluentui/react-icons';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';

const useStyles = makeStyles({
  contact: {
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
  },
  icon: { flexShrink: 0 },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0 },
});

export function SupportContact() {
  const { say } = useWords();
  const styles = useStyles();
  const contact = useApp((state) => state.session.start?.supportContact ?? null);
  if (contact === null) return null;
  return (
    <aside className={styles.contact} aria-label={say('page:support.label')} data-support>
      <PersonSupport20Regular aria-hidden className={styles.icon} />
      <div className={styles.text}>
        <Body1Strong>{say('page:support.label')}</Body1Strong>
        <Body1>{say('page:support.text', { contact })}</Body1>
      </div>
    </aside>
  );
}
