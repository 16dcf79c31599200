// Step 2: can Outlook reach the server from this PC; the verdict first, then the reasons.
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Play20Regular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import type { CheckReport } from '../../electron/bridge/contract.ts';
import { AddressNotice } from '../components/AddressNotice.tsx';
import { Announcements } from '../components/Announcements.tsx';
import { Disclosure } from '../components/Disclosure.tsx';
import { DnsComparisonTable } from '../components/DnsComparisonTable.tsx';
import { FindingList } from '../components/FindingList.tsx';
import { ProblemMessage } from '../components/Message.tsx';
import { OutlookChoices } from '../components/OutlookChoices.tsx';
import { Panel } from '../components/Panel.tsx';
import { RouteProgress } from '../components/RouteProgress.tsx';
import { RouteTable } from '../components/RouteTable.tsx';
import { ServerFacts } from '../components/ServerFacts.tsx';
import { StepPage } from '../components/StepPage.tsx';
import { VerdictPanel } from '../components/VerdictPanel.tsx';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: tokens.spacingVerticalL },
  outcome: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL, outlineStyle: 'none' },
  password: { width: '100%', maxWidth: '560px' },
  details: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
});

export function ReachStep() {
  const { say } = useWords();
  const styles = useStyles();
  const outcome = useRef<HTMLDivElement>(null);
  const running = useApp((state) => state.reach.running);
  const value = useApp((state) => state.reach.value);
  const problem = useApp((state) => state.reach.problem);
  return (
    <StepPage step="reach" lead={say('page:reach.lead')} nextIsMain={value !== null && value.verdict !== 'blocked' && !running}>
      <CheckForm checkedBefore={value !== null} />
      <AddressNotice />
      <div className={styles.outcome} ref={outcome} tabIndex={-1} role="group" aria-label={say('common:step.reach')}>
        {/* There before its news: a region that comes together with them is not read. */}
        <Announcements>
          <ProblemMessage problem={problem} />
          {!running && value && <Verdict report={value} />}
        </Announcements>
        {running ? <RouteProgress onFocusLost={() => outcome.current?.focus()} /> : value && <Outcome report={value} />}
      </div>
    </StepPage>
  );
}

/** The address, the password nobody keeps, and the button. */
function CheckForm({ checkedBefore }: { readonly checkedBefore: boolean }) {
  const { say } = useWords();
  const styles = useStyles();
  const email = useApp((state) => state.address.email);
  const running = useApp((state) => state.reach.running);
  const check = useApp((state) => state.check);
  const [password, setPassword] = useState('');
  return (
    <Panel title={say('page:reach.for', { email: email.trim() })}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (running) return;
          setPassword('');
          void check(password === '' ? null : password);
        }}
      >
        <Field className={styles.password} label={say('page:reach.password')} hint={say('page:reach.passwordHint')}>
          <Input type="password" value={password} onChange={(_, change) => setPassword(change.value)} autoComplete="off" maxLength={1024} />
        </Field>
        <Button type="submit" appearance={checkedBefore ? 'secondary' : 'primary'} icon={<Play20Regular />} disabledFocusable={running}>
          {say(checkedBefore ? 'page:reach.checkAgain' : 'page:reach.check')}
        </Button>
      </form>
    </Panel>
  );
}

function Verdict({ report }: { readonly report: CheckReport }) {
  const { say } = useWords();
  const wrong = report.findings.filter(({ status }) => status === 'fail' || status === 'warn').length;
  return (
    <VerdictPanel
      verdict={report.verdict}
      text={say(`page:reach.todo.${report.verdict}`, { count: wrong })}
      next={report.next}
      findings={report.findings}
    />
  );
}

/** The reasons behind the verdict. */
function Outcome({ report }: { readonly report: CheckReport }) {
  const { say, number } = useWords();
  const styles = useStyles();
  return (
    <>
      <OutlookChoices report={report} />
      <Panel title={say('page:findings.title')}>
        <FindingList findings={report.findings} />
      </Panel>
      <Panel title={say('page:reach.details')}>
        <div className={styles.details}>
          <Disclosure title={say('page:routes.titleCount', { count: report.routes.length, ms: number(Math.round(report.ms)) })}>
            <RouteTable routes={report.routes} />
          </Disclosure>
          {report.dnsComparison && (
            <Disclosure title={say('page:dns.title', { server: report.dnsComparison.server })}>
              <DnsComparisonTable comparison={report.dnsComparison} />
            </Disclosure>
          )}
          <Disclosure title={say('page:server.title')}>
            <ServerFacts server={report.server} />
          </Disclosure>
        </div>
      </Panel>
    </>
  );
}
