// The page for a person who is alone: the address, everything else in one go, and Outlook's first start.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useWords } from '../i18n.ts';
import { EmailForm, focusAddress } from '../components/AddressForm.tsx';
import { Message } from '../components/Message.tsx';
import { Panel } from '../components/Panel.tsx';
import { SignInPanel } from '../components/SignInPanel.tsx';
import { OpenAndWatch, useFirstStart } from '../steps/FirstStartStep.tsx';
import { useApp } from '../store/context.tsx';
import { Preparing } from './Preparing.tsx';
import { Screen } from './Screen.tsx';

const useStyles = makeStyles({ main: { alignSelf: 'flex-start', marginTop: tokens.spacingVerticalS } });

export function SelfService() {
  const screen = useApp((state) => state.selfService.screen);
  if (screen === 'address') return <Address />;
  return screen === 'preparing' ? <Preparing /> : <Outlook />;
}

function Address() {
  const { say } = useWords();
  const styles = useStyles();
  const confirmAddress = useApp((state) => state.confirmAddress);
  const checking = useApp((state) => state.address.checking);
  const prepare = useApp((state) => state.prepare);
  const start = async (): Promise<void> => {
    const wrong = await confirmAddress();
    if (wrong === null) await prepare();
    else focusAddress(wrong);
  };
  return (
    <Screen title={say('page:self.address.title')} lead={say('page:self.address.lead')}>
      <Panel title={say('page:address.title')}>
        <EmailForm onDone={() => void start()} />
        <Button className={styles.main} appearance="primary" size="large" disabledFocusable={checking} onClick={() => void start()}>
          {say('page:self.address.start')}
        </Button>
      </Panel>
    </Screen>
  );
}

function Outlook() {
  const { say } = useWords();
  const done = useApp((state) => state.firstStart.seen?.state === 'bluemind');
  const email = useApp((state) => state.address.email);
  const changeAddress = useApp((state) => state.changeAddress);

  useFirstStart(true);

  return (
    <Screen title={say('page:self.outlook.title')} lead={say('page:self.outlook.lead')}>
      {done && <Message intent="success">{say('page:self.outlook.done', { email: email.trim() })}</Message>}
      {!done && <SignInPanel />}
      <OpenAndWatch />
      {!done && (
        <div>
          <Button onClick={changeAddress}>{say('page:self.preparing.address')}</Button>
        </div>
      )}
    </Screen>
  );
}
