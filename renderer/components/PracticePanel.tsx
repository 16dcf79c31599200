// Practice only: gives the pretend server faults, to see what the check makes of them.
import { Body1, Button, Drawer, DrawerBody, DrawerHeader, DrawerHeaderTitle, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { Announcements } from './Announcements.tsx';
import { ProblemMessage } from './Message.tsx';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  body: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, paddingBottom: tokens.spacingVerticalXXL },
  lead: { color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
});

export function PracticePanel() {
  const { say } = useWords();
  const styles = useStyles();
  const { open, value, problem } = useApp((state) => state.practice);
  const faults = useApp((state) => state.session.start?.faults);
  const showPractice = useApp((state) => state.showPractice);
  const setFault = useApp((state) => state.setFault);
  return (
    <Drawer type="overlay" position="end" open={open} onOpenChange={(_, change) => showPractice(change.open)} className={styles.drawer}>
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button appearance="subtle" aria-label={say('page:close')} icon={<Dismiss20Regular />} onClick={() => showPractice(false)} />
          }
        >
          {say('page:practice.title')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        <Body1 className={styles.lead}>{say('page:practice.lead')}</Body1>
        <Announcements>
          <ProblemMessage problem={problem} />
        </Announcements>
        <ul className={styles.list}>
          {faults?.map(({ id }) => (
            <li key={id}>
              <Switch
                label={say(`page:fault.${id}`)}
                checked={value?.includes(id) ?? false}
                onChange={(_, { checked }) => void setFault(id, checked)}
              />
            </li>
          ))}
        </ul>
      </DrawerBody>
    </Drawer>
  );
}
