// What is less often asked about a PC: names, clock, proxy, new Outlook and add-ins; folded until somebody looks.
import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { AddIn, Inspection, Pc } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { Disclosure } from './Disclosure.tsx';
import { Fact, Facts } from './Facts.tsx';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

export function PcDetails({ inspection }: { readonly inspection: Inspection }) {
  const { say } = useWords();
  const { pc, newOutlook, addIns = [], address } = inspection;
  return (
    <Disclosure title={say('page:pc.more')}>
      <Facts>
        {address !== null && <Fact name={say('page:pc.address')}>{address}</Fact>}
        {pc && <Clock pc={pc} />}
        {newOutlook && (
          <Fact name={say('page:pc.newOutlook')}>
            {newOutlook.version === null ? say('page:pc.newOutlook.none') : say('page:pc.newOutlook.version', newOutlook)}
          </Fact>
        )}
        {addIns.length > 0 && (
          <Fact name={say('page:pc.addIns')}>
            {addIns.map((addIn) => (
              <AddInLine key={addIn.path} addIn={addIn} />
            ))}
          </Fact>
        )}
      </Facts>
    </Disclosure>
  );
}

function Clock({ pc }: { readonly pc: Pc }) {
  const { say, moment } = useWords();
  const styles = useStyles();
  const { timeSource, proxy, tlsInspectors } = pc;
  return (
    <>
      {pc.principalName !== undefined && <Fact name={say('page:pc.principalName')}>{pc.principalName}</Fact>}
      <Fact name={say('page:pc.clock')}>
        {moment(pc.now)}
        <Caption1 className={styles.quiet}>{pc.timeZone.name}</Caption1>
      </Fact>
      {timeSource !== undefined && (
        <Fact name={say('page:pc.timeSource')}>
          {timeSource === 'domain' || timeSource === 'none' ? say(`page:pc.timeSource.${timeSource}`) : timeSource}
        </Fact>
      )}
      <Fact name={say('page:pc.proxy')}>{say(`page:pc.proxy.${proxy.kind}`, { value: proxy.value ?? '' })}</Fact>
      {tlsInspectors.length > 0 && <Fact name={say('page:pc.tlsInspectors')}>{tlsInspectors.join(', ')}</Fact>}
    </>
  );
}

function AddInLine({ addIn }: { readonly addIn: AddIn }) {
  const { say } = useWords();
  const styles = useStyles();
  return (
    <span>
      {addIn.name}
      <br />
      <Caption1 className={styles.quiet}>{say(`page:pc.addIn.${addIn.connected ? addIn.loads : 'off'}`)}</Caption1>
    </span>
  );
}
