// The policies that keep Outlook from working with BlueMind: one row each, and which of them are set on this PC.
import type { OutlookVersion } from '../model/outlookRegistry.ts';
import type { FoundPolicy } from '../model/pc.ts';
import { findValue, type RegistryData } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { RegistryReader } from '../workstation/port.ts';
import { readKeys } from './readKeys.ts';

interface PolicyRow {
  readonly id: FoundPolicy['id'];
  /** Below the policies of one Office version, or of Exchange, which are the same for all. */
  readonly of: 'office' | 'exchange';
  readonly below: string;
  readonly names: readonly string[];
  /** Whether data of one of these names is in the way. */
  readonly blocks: (data: RegistryData) => boolean;
  /** fail = BlueMind cannot work · warn = not as it should · info = good to know. */
  readonly status: 'fail' | 'warn' | 'info';
  /** The BlueMind versions that it concerns, by their beginning; absent = every one. */
  readonly bluemind?: string;
  readonly source: string;
}

const isNumber = (data: RegistryData): data is Extract<RegistryData, { type: 'REG_DWORD' }> => data.type === 'REG_DWORD';
const on = (data: RegistryData): boolean => isNumber(data) && data.data !== 0;
const off = (data: RegistryData): boolean => isNumber(data) && data.data === 0;
const exactly =
  (number: number) =>
  (data: RegistryData): boolean =>
    isNumber(data) && data.data === number;
const present = (): boolean => true;

/**
 * `outlook.mapiHttp` and `outlook.zeroConfig` of the server check speak of MapiHttpDisabled and ZeroConfigExchange, and the plan of the
 * keys of the AutoDiscover values: they are not repeated here.
 */
const rows: readonly PolicyRow[] = [
  {
    id: 'modifyAccounts',
    of: 'office',
    below: 'Outlook\\Setup',
    names: ['ModifyAccounts'],
    blocks: on,
    status: 'fail',
    source: 'outlk16.admx, Prevent users from making changes to Outlook profiles',
  },
  {
    id: 'disableExchange',
    of: 'office',
    below: 'Outlook\\Options',
    names: ['DisableExchange'],
    blocks: on,
    status: 'fail',
    source: 'outlk16.admx, Prevent users from adding Exchange e-mail accounts',
  },
  {
    id: 'cachedMode',
    of: 'office',
    below: 'Outlook\\Cached Mode',
    names: ['Enable'],
    blocks: off,
    status: 'fail',
    source: 'outlk16.admx, Use Cached Exchange Mode for new and existing Outlook profiles; BlueMind: only cached mode is supported',
  },
  {
    id: 'syncWindow',
    of: 'office',
    below: 'Outlook\\Cached Mode',
    names: ['SyncWindowSetting', 'SyncWindowSettingDays'],
    blocks: on,
    status: 'warn',
    source: 'outlk16.admx, Cached Exchange Mode Sync Settings; BlueMind: All',
  },
  {
    id: 'authenticationService',
    of: 'office',
    below: 'Outlook\\Security',
    names: ['AuthenticationService'],
    blocks: present,
    status: 'warn',
    source: 'outlk16.admx, Authentication with Exchange Server; BlueMind offers Basic only',
  },
  {
    id: 'savedPassword',
    of: 'office',
    below: 'Outlook\\RPC',
    names: ['DisableBasicAuthSavedCreds'],
    blocks: on,
    status: 'warn',
    source: 'outlk16.admx, Do not save Basic authentication passwords',
  },
  {
    id: 'rpcProxy',
    of: 'office',
    below: 'Outlook\\RPC',
    names: ['ProxyServerName', 'ProxyServerFlags', 'ProxyServerPrincipalName', 'ProxyAuthenticationService'],
    blocks: present,
    status: 'warn',
    source: 'outlk16.admx, RPC/HTTP Connection Flags and RPC Proxy Server',
  },
  {
    id: 'msoAuth',
    of: 'exchange',
    below: '',
    names: ['AlwaysUseMSOAuthForAutoDiscover'],
    blocks: on,
    status: 'warn',
    source: 'outlk16.admx; Microsoft KB 3126599',
  },
  {
    id: 'maxAccounts',
    of: 'exchange',
    below: '',
    names: ['MaxNumExchange'],
    blocks: exactly(1),
    status: 'warn',
    bluemind: '5',
    source: 'outlk16.admx, Set maximum number of Exchange accounts per profile; BlueMind 5.5, Working with Outlook',
  },
  {
    id: 'singleAccount',
    of: 'exchange',
    below: '',
    names: ['DisableMultipleExchange'],
    blocks: on,
    status: 'warn',
    bluemind: '5',
    source: 'outlk16.admx, Prevent adding non-default Exchange accounts; BlueMind 5.5, Working with Outlook',
  },
  {
    id: 'signIn',
    of: 'office',
    below: 'Common\\SignIn',
    names: ['SignInOptions'],
    blocks: exactly(3),
    status: 'info',
    source: 'office16.admx, Block signing into Office; in BlueMind 4’s own list',
  },
];

/** Where the policies of one Office version lie: group policy, and Microsoft's cloud policy (Overview of Cloud Policy service). */
export function policyRoots(office: OutlookVersion): readonly string[] {
  return [`HKCU\\Software\\Policies\\Microsoft\\Office\\${office}`, `HKCU\\Software\\Policies\\Microsoft\\Cloud\\Office\\${office}`];
}

const exchangePolicies = 'HKCU\\Software\\Policies\\Microsoft\\Exchange';

function pathsOf(row: PolicyRow, offices: readonly OutlookVersion[]): readonly string[] {
  return row.of === 'exchange' ? [exchangePolicies] : offices.flatMap(policyRoots).map((root) => `${root}\\${row.below}`);
}

/** Every policy in the way, for these Office versions, in the order of the table. Fails only as the registry does. */
export async function readPolicies(registry: RegistryReader, offices: readonly OutlookVersion[]): Promise<Result<readonly FoundPolicy[]>> {
  const paths = [...new Set(rows.flatMap((row) => pathsOf(row, offices)))];
  const read = await readKeys(registry, paths);
  if (!read.ok) return read;
  const keys = new Map(read.value.map(({ path, key }) => [path, key]));
  return success(
    rows.flatMap((row) =>
      pathsOf(row, offices).flatMap((path) =>
        row.names.flatMap((name) => {
          const value = findValue(keys.get(path), name);
          if (!value || !row.blocks(value)) return [];
          const { name: written, ...data } = value;
          return [{ id: row.id, place: `${path}!${written}`, data }];
        }),
      ),
    ),
  );
}

/** How bad a policy is for a BlueMind version; `undefined` where it does not concern it. Pure. */
export function statusOfPolicy(id: FoundPolicy['id'], bluemind: string): PolicyRow['status'] | undefined {
  const row = rows.find((each) => each.id === id);
  return row && (row.bluemind === undefined || bluemind.startsWith(row.bluemind)) ? row.status : undefined;
}

/** What somebody may look up about a policy. Pure. */
export function sourceOfPolicy(id: FoundPolicy['id']): string {
  return rows.find((each) => each.id === id)?.source ?? '';
}

/** The ways to sign in that AuthenticationService forces (outlk16.admx); names of protocols, the same in every language. */
const authenticationServices: Readonly<Record<number, string>> = {
  9: 'Kerberos / NTLM',
  16: 'Kerberos',
  10: 'NTLM',
  2147545088: 'Smart card',
};

/** Whatever a policy's data means in words that need no translation; otherwise the data itself. Pure. */
export function meaningOf({ id, data }: FoundPolicy): string {
  const value = Array.isArray(data.data) ? data.data.join('; ') : String(data.data);
  return (id === 'authenticationService' && isNumber(data) ? authenticationServices[data.data] : undefined) ?? value;
}
