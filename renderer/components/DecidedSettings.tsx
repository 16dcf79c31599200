// What was decided outside of the page, with where it comes from, and what is to be said about policies.
import { Body1 } from '@fluentui/react-components';
import type { SettingReport } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { DataTable } from './DataTable.tsx';
import { FindingList } from './FindingList.tsx';
import { Panel } from './Panel.tsx';

/** Nothing where nobody decided anything. */
export function DecidedSettings() {
  const { say } = useWords();
  const decided = useApp((state) => state.session.start?.decided);
  const settings = decided?.settings.filter(({ origin }) => origin !== 'default') ?? [];
  const notices = decided?.notices ?? [];
  if (settings.length === 0 && notices.length === 0) return null;
  const columns = [say('page:decided.setting'), say('page:decided.value'), say('page:decided.origin')];
  return (
    <Panel title={say('page:decided.title')}>
      {settings.length > 0 && (
        <>
          <Body1>{say('page:decided.lead')}</Body1>
          <DataTable
            label={say('page:decided.title')}
            columns={columns}
            rows={settings.map(({ name, value, origin }) => ({
              id: name,
              cells: [say(`common:setting.${name}`), text(value), say(`common:origin.${origin}`)],
            }))}
          />
        </>
      )}
      {notices.length > 0 && <FindingList findings={notices} />}
    </Panel>
  );

  function text(value: SettingReport['value']): string {
    if (typeof value === 'boolean') return say(`page:decided.${value ? 'yes' : 'no'}`);
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  }
}
