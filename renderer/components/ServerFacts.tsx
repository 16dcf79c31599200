// Who answered: the product, by what it was recognised, and each of its end points.
import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { CheckReport, Endpoint } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { DataTable } from './DataTable.tsx';
import { StateIcon } from './StateIcon.tsx';

const useStyles = makeStyles({
  state: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const well: readonly Endpoint['state'][] = ['authenticates', 'answers'];

export function ServerFacts({ server }: { readonly server: CheckReport['server'] }) {
  const { say, number } = useWords();
  const styles = useStyles();
  const points = {
    emsmdb: server.mapi.emsmdb,
    nspi: server.mapi.nspi,
    ews: server.ews,
    oab: server.oab,
    login: server.login,
    loginAutodiscover: server.loginAutodiscover ?? null,
  };
  const published = (server.published ?? []).map((endpoint) => ({ name: 'published', endpoint }));
  const known = [...Object.entries(points).flatMap(([name, endpoint]) => (endpoint ? [{ name, endpoint }] : [])), ...published];
  return (
    <>
      <Body1>
        {say(`page:server.${server.product}`)}{' '}
        <Caption1 className={styles.quiet}>
          {[...(server.confidence ? [say(`common:confidence.${server.confidence}`)] : []), ...server.fingerprint].join(' · ')}
        </Caption1>
      </Body1>
      {known.length > 0 && (
        <DataTable
          label={say('page:server.title')}
          columns={['point', 'state', 'url', 'ms'].map((column) => say(`page:server.${column}`))}
          rows={known.map(({ name, endpoint }) => ({
            id: `${name} ${endpoint.url}`,
            cells: [
              say(`page:endpoint.${name}`),
              <span className={styles.state}>
                <StateIcon tone={well.includes(endpoint.state) ? 'good' : 'bad'} />
                {say(`common:endpointState.${endpoint.state}`)}
                {endpoint.status !== null && ` · ${endpoint.status}`}
              </span>,
              <Caption1>{endpoint.url}</Caption1>,
              say('page:ms', { ms: number(Math.round(endpoint.ms)) }),
            ],
          }))}
        />
      )}
    </>
  );
}
