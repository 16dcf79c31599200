// Every route that was tried, with what came back: for the person who wants to see it all.
import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { reasonText, type RouteReport } from '../../electron/bridge/contract.ts';
import { useWords, type Words } from '../i18n.ts';
import { DataTable } from './DataTable.tsx';
import { StateIcon, type Tone } from './StateIcon.tsx';

const tones: Readonly<Record<RouteReport['outcome'], Tone>> = {
  credentials: 'good',
  settings: 'good',
  autodiscoverError: 'bad',
  unusable: 'warn',
  serverError: 'bad',
  unreachable: 'warn',
  untrusted: 'bad',
  office365: 'warn',
  local: 'info',
  absent: 'passed',
  skipped: 'passed',
  newAddress: 'info',
};

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
  outcome: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
  number: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

export function RouteTable({ routes }: { readonly routes: readonly RouteReport[] }) {
  const words = useWords();
  const { say, number } = words;
  const styles = useStyles();
  const columns = ['route', 'outcome', 'url', 'ms', 'certificate'].map((name) => say(`page:routes.${name}`));
  return (
    <DataTable
      label={say('page:routes.title')}
      columns={columns}
      rows={routes.map((report) => ({
        id: `${report.route} ${report.address ?? report.domain}`,
        cells: [
          <>
            {say(`common:route.${report.route}`)}
            <Caption1 className={styles.quiet}>{report.address ?? report.domain}</Caption1>
          </>,
          <span className={styles.outcome}>
            <StateIcon tone={tones[report.outcome]} />
            <span>
              {say(`common:outcome.${report.outcome}`)}
              <Caption1 className={styles.quiet}>
                {[report.status, reasonText(report, words)].filter((part) => part !== null).join(' · ')}
              </Caption1>
            </span>
          </span>,
          <Caption1>{report.url ?? '–'}</Caption1>,
          <span className={styles.number}>{report.url === null ? '–' : say('page:ms', { ms: number(Math.round(report.ms)) })}</span>,
          <Caption1>{certificateText(words, report)}</Caption1>,
        ],
      }))}
    />
  );
}

function certificateText({ say, date }: Words, { certificate }: RouteReport): string {
  if (!certificate) return '–';
  return say('page:routes.certificateText', { issuer: certificate.issuer, until: date(certificate.validTo) });
}
