// What is on this PC: Windows, the Outlooks installed and running, and the profiles there are.
import { Badge, Body1, Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { registryWords, type Inspection } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { Message, ProblemMessage } from './Message.tsx';
import { Panel } from './Panel.tsx';

const useStyles = makeStyles({
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 200px) 1fr',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalM,
    '@media (max-width: 480px)': { gridTemplateColumns: '1fr', rowGap: '2px' },
  },
  name: { color: tokens.colorNeutralForeground2, '@media (max-width: 480px)': { marginTop: tokens.spacingVerticalS } },
  value: {
    margin: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

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
      <ProblemMessage problem={problem} />
      {running && !value && <Spinner label={say('page:pc.reading')} labelPosition="after" size="small" />}
      {value && <Facts inspection={value} />}
    </Panel>
  );
}

function Facts({ inspection }: { readonly inspection: Inspection }) {
  const { say } = useWords();
  const styles = useStyles();
  const { outlooks, running, profiles } = inspection;
  const [way, ...passedOver] = registryWords(inspection);
  return (
    <>
      {outlooks.length === 0 && <Message intent="error">{say('page:pc.noOutlook')}</Message>}
      {running.length > 0 && <Message intent="warning">{say('page:pc.running', { programs: running })}</Message>}
      <dl className={styles.facts}>
        <Fact name={say('page:pc.computer')}>
          {inspection.computer}
          <Caption1 className={styles.quiet}>{say(`page:pc.domain.${inspection.domainJoined ? 'joined' : 'none'}`)}</Caption1>
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
          {outlooks.length === 0 && <Body1>{say('page:pc.none')}</Body1>}
          {outlooks.map((outlook) => (
            <span key={outlook.path}>
              {outlook.product}
              <br />
              <Caption1 className={styles.quiet}>
                {[outlook.version, say(`page:bitness.${outlook.bitness}`), say(`page:technology.${outlook.technology}`)].join(' · ')}
              </Caption1>
            </span>
          ))}
        </Fact>
        <Fact name={say('page:pc.programs')}>{running.length === 0 ? say('page:pc.noneRunning') : running.join(', ')}</Fact>
        <Fact name={say('page:pc.profiles')}>
          {profiles.length === 0 && <Body1>{say('page:pc.none')}</Body1>}
          {profiles.map((profile) => (
            <span key={profile.name} className={styles.line}>
              {profile.name}
              {profile.default && (
                <Badge appearance="tint" color="informative">
                  {say('page:profile.default')}
                </Badge>
              )}
            </span>
          ))}
        </Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}
