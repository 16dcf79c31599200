// Step 6: what the whole job adds up to, and the report as a file or on paper.
import { Body1, Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular, Print20Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { reportFormats, type ReportDocument, type StepReport } from '../../electron/bridge/contract.ts';
import { Announcements } from '../components/Announcements.tsx';
import { FindingList } from '../components/FindingList.tsx';
import { Message, ProblemMessage } from '../components/Message.tsx';
import { OutlookChoices } from '../components/OutlookChoices.tsx';
import { Panel } from '../components/Panel.tsx';
import { SavedReport } from '../components/SavedReport.tsx';
import { StateIcon, type Tone } from '../components/StateIcon.tsx';
import { StepPage } from '../components/StepPage.tsx';
import { VerdictPanel } from '../components/VerdictPanel.tsx';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';

const tones: Readonly<Record<StepReport['state'], Tone>> = {
  waiting: 'quiet',
  running: 'quiet',
  done: 'good',
  attention: 'warn',
  failed: 'bad',
  skipped: 'passed',
};

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  steps: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  step: { display: 'flex', columnGap: tokens.spacingHorizontalM },
  words: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function ReportStep() {
  const { say } = useWords();
  const { running, value, problem } = useApp((state) => state.report);
  const loadReport = useApp((state) => state.loadReport);
  const openStep = useApp((state) => state.openStep);

  useEffect(() => {
    void loadReport();
  }, [loadReport]);

  return (
    <StepPage step="report" lead={say('page:report.lead')}>
      <Announcements>
        <ProblemMessage problem={problem} again={value ? undefined : loadReport} />
      </Announcements>
      {/* The report remembers a check that was made before the page was loaded anew. */}
      {value !== null && value.check === null && (
        <Message intent="info" action={<Button onClick={() => openStep('reach')}>{say('page:keys.goCheck')}</Button>}>
          {say('page:report.notChecked')}
        </Message>
      )}
      {running && !value && <Spinner label={say('page:report.making')} />}
      {value && <Summary document={value} />}
    </StepPage>
  );
}

function Summary({ document }: { readonly document: ReportDocument }) {
  const { say } = useWords();
  const styles = useStyles();
  return (
    <>
      <VerdictPanel
        verdict={document.verdict}
        text={say(`page:report.verdict.${document.verdict}`, { email: document.email })}
        next={document.next}
        findings={document.findings}
      />
      <Files />
      <Panel title={say('page:report.steps')}>
        <ol className={styles.steps}>
          {document.steps
            .filter(({ step }) => step !== 'report')
            .map(({ step, state, changed }) => (
              <li key={step} className={styles.step}>
                <StateIcon tone={tones[state]} />
                <span className={styles.words}>
                  <Body1>{say(`common:step.${step}`)}</Body1>
                  <Caption1 className={styles.quiet}>
                    {say(`common:stepState.${state}`)}
                    {changed && ` · ${say('page:report.changed')}`}
                  </Caption1>
                </span>
              </li>
            ))}
        </ol>
      </Panel>
      {document.check && <OutlookChoices report={document.check} />}
      {document.findings.length > 0 && (
        <Panel title={say('page:findings.title')}>
          <FindingList findings={document.findings} />
        </Panel>
      )}
    </>
  );
}

function Files() {
  const { say } = useWords();
  const styles = useStyles();
  const saving = useApp((state) => state.report.saving);
  const saveReport = useApp((state) => state.saveReport);
  const canPdf = useApp((state) => state.session.start?.abilities.saveReport === true);
  return (
    <div data-print="no">
      <Panel title={say('page:report.files')}>
        <div className={styles.actions}>
          {reportFormats.map((format) => (
            <Button
              key={format}
              appearance={format === 'html' ? 'primary' : 'secondary'}
              icon={<ArrowDownload20Regular />}
              disabledFocusable={saving !== null}
              onClick={() => void saveReport(format)}
            >
              {say(`page:report.save.${format}`)}
            </Button>
          ))}
          {canPdf && (
            <Button icon={<ArrowDownload20Regular />} disabledFocusable={saving !== null} onClick={() => void saveReport('pdf')}>
              {say('page:report.save.pdf')}
            </Button>
          )}
          <Button icon={<Print20Regular />} onClick={() => window.print()}>
            {say('page:report.print')}
          </Button>
        </div>
        <Caption1 className={styles.quiet}>{say('page:report.private')}</Caption1>
        <Announcements>
          <SavedReport />
        </Announcements>
      </Panel>
    </div>
  );
}
