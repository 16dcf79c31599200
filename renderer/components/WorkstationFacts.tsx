// What is on this PC: Windows, the Outlooks installed and running, and the profiles there are.
import { Badge, Body1, Button, Caption1, makeStyles, Spinner, Subtitle2, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import { registryWords, type Inspection, type JudgedInspection } from '../../electron/bridge/contract.ts';
import { useWords, type Words } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { Announcements } from './Announcements.tsx';
import { Fact, Facts } from './Facts.tsx';
import { FindingList } from './FindingList.tsx';
import { Message, ProblemMessage } from './Message.tsx';
import { Panel } from './Panel.tsx';
import { PcDetails } from './PcDetails.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  meaning: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  heading: { margin: 0 },
});

/** Said already above the list, and beside it. */
const saidElsewhere: readonly string[] = ['outlook.installed', 'outlook.closed'];

export function WorkstationFacts() {
  const { say } = useWords();
  const { running, value, problem } = useApp((state) => state.inspection);
  const inspect = useApp((state) => state.inspect);
  return (
    <Panel
      title={say('page:pc.title')}
      action={
        <Button appearance="subtle" icon={<ArrowClockwise20Regular />} disabledFocusable={running} onClick={() => void inspect()}>
          {say('page:pc.again')}
        </Button>
      }
    >
      <Announcements>
        <ProblemMessage problem={problem} />
        {value?.outlooks.length === 0 && <Message intent="error">{say('page:pc.noOutlook')}</Message>}
        {value && value.running.length > 0 && (
          <Message intent="warning">{say('page:pc.running', { programs: value.running, count: value.running.length })}</Message>
        )}
      </Announcements>
      {running && !value && <Spinner label={say('page:pc.reading')} labelPosition="after" size="small" />}
      {value && <FactsOf inspection={value} />}
    </Panel>
  );
}

function FactsOf({ inspection }: { readonly inspection: JudgedInspection }) {
  const { say } = useWords();
  const styles = useStyles();
  const { outlooks, running, profiles, findings } = inspection;
  const [way, ...passedOver] = registryWords(inspection);
  return (
    <>
      <Facts>
        <Fact name={say('page:pc.computer')}>
          {inspection.computer}
          <Caption1 className={styles.quiet}>{domainText(inspection, say)}</Caption1>
        </Fact>
        <Fact name={say('page:pc.user')}>{inspection.user}</Fact>
        <Fact name={say('page:pc.system')}>{inspection.system}</Fact>
        <Fact name={say('page:pc.registry')}>
          {way && say(`common:${way.key}`)}
          {passedOver.map(({ key, data }) => (
            <Caption1 key={data.way} className={styles.quiet}>
              {say(`common:${key}`, data)}
            </Caption1>
          ))}
        </Fact>
        <Fact name={say('page:pc.outlooks')}>
          {outlooks.length === 0 && <Body1>{say('page:pc.noneInstalled')}</Body1>}
          {outlooks.map((outlook) => (
            <span key={outlook.path}>
              {outlook.edition ?? outlook.product}
              <br />
              <Caption1 className={styles.quiet}>
                {[
                  outlook.version,
                  say(`page:bitness.${outlook.bitness}`),
                  say(`page:technology.${outlook.technology}`),
                  ...(outlook.channel === undefined ? [] : [say(`common:channel.${outlook.channel}`)]),
                ].join(' · ')}
              </Caption1>
            </span>
          ))}
        </Fact>
        <Fact name={say('page:pc.programs')}>{running.length === 0 ? say('page:pc.noneRunning') : running.join(', ')}</Fact>
        <Fact name={say('page:pc.profiles')}>
          {profiles.length === 0 && <Body1>{say('page:pc.none')}</Body1>}
          {profiles.map((profile) => (
            <span key={`${profile.office} ${profile.name}`} className={styles.line}>
              {profile.name}
              {profile.default && (
                <Badge appearance="tint" color="informative">
                  {say('page:profile.default')}
                </Badge>
              )}
            </span>
          ))}
        </Fact>
      </Facts>
      <PcDetails inspection={inspection} />
      <div className={styles.meaning}>
        <Subtitle2 as="h3" className={styles.heading}>
          {say('page:pc.findings')}
        </Subtitle2>
        <FindingList findings={findings.filter(({ id }) => !saidElsewhere.includes(id))} />
      </div>
    </>
  );
}

function domainText({ pc, domainJoined }: Inspection, say: Words['say']): string {
  if (pc?.domain !== undefined) return say('page:pc.domain.named', { domain: pc.domain });
  return say(`page:pc.domain.${domainJoined ? 'joined' : 'none'}`);
}
