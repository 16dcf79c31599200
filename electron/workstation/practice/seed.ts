// What the practice PC's registry holds before anything was done: Windows 11, Microsoft 365 Apps, one profile with an IMAP account.
import { accountClsids, accountManager, accountOrderLists, outlookKey, profilePlaces } from '../../model/outlookRegistry.ts';
import type { Pc } from '../../model/pc.ts';
import type { RegistryData } from '../../model/registry.ts';
import type { RegFileKey } from '../registry/regFile.ts';
import { utf16Hex } from '../registry/registryBytes.ts';

type Row = readonly [path: string, values?: Readonly<Record<string, RegistryData>>];

const text = (data: string): RegistryData => ({ type: 'REG_SZ', data });
const dword = (data: number): RegistryData => ({ type: 'REG_DWORD', data });
const bytes = (data: string): RegistryData => ({ type: 'REG_BINARY', data });
/** Account ids in a list of the account manager: DWORDs, least significant byte first. */
const order = (...ids: readonly number[]): RegistryData => bytes(Buffer.from(Uint32Array.from(ids).buffer).toString('hex'));
const service = (name: string): RegistryData => bytes(utf16Hex(name));

const office = 'HKLM\\SOFTWARE\\Microsoft\\Office';
const program = 'C:\\Program Files\\Microsoft Office\\root\\Office16\\';
const userOutlook = outlookKey('16.0');
const profile = `${profilePlaces('16.0').profiles}\\Outlook`;
const accounts = `${profile}\\${accountManager}`;

const rows: readonly Row[] = [
  [
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion',
    {
      ProductName: text('Windows 10 Pro'),
      DisplayVersion: text('24H2'),
      CurrentBuild: text('26100'),
      EditionID: text('Professional'),
    },
  ],
  [
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE',
    { '': text(`${program}OUTLOOK.EXE`), Path: text(program), useURL: text('1') },
  ],
  [
    `${office}\\ClickToRun\\Configuration`,
    {
      InstallationPath: text('C:\\Program Files\\Microsoft Office'),
      VersionToReport: text('16.0.18526.20168'),
      ClientVersionToReport: text('16.0.18526.20168'),
      Platform: text('x64'),
      ProductReleaseIds: text('O365BusinessRetail'),
      ClientCulture: text('en-us'),
      UpdateChannel: text('http://officecdn.microsoft.com/pr/492350f6-3a01-4f97-b9c0-c7c6ddf67d60'),
    },
  ],
  [`${office}\\16.0\\Outlook`, { Bitness: text('x64') }],
  [`${office}\\16.0\\Outlook\\InstallRoot`, { Path: text(program) }],
  ['HKCU\\Software\\Policies\\Microsoft'],
  ['HKCU\\Software\\Microsoft\\Office\\16.0\\Common\\General', { ShownFirstRunOptin: dword(1) }],
  [userOutlook, { DefaultProfile: text('Outlook'), 'Last Used Account Details': text('') }],
  [`${userOutlook}\\Preferences`, { UseNewOutlook: dword(0) }],
  [`${userOutlook}\\Setup`, { 'First-Run': bytes('') }],
  [profile],
  [
    accounts,
    {
      NextAccountID: dword(4),
      LastChangeVer: bytes('0b00000000000000'),
      [accountOrderLists.mail]: order(2),
      [accountOrderLists.addressBooks]: order(1),
      [accountOrderLists.stores]: order(3),
    },
  ],
  [
    `${accounts}\\00000001`,
    {
      clsid: text(accountClsids.mapiService),
      'Account Name': text('Outlook Address Book'),
      'Service Name': service('CONTAB'),
      'Mini UID': dword(0x5a17c3e1),
    },
  ],
  [
    `${accounts}\\00000002`,
    {
      clsid: text(accountClsids.imap),
      'Account Name': text('user@provider.example'),
      'Display Name': text('Camille Practice'),
      Email: text('user@provider.example'),
      'IMAP Server': text('imap.provider.example'),
      'IMAP User': text('user@provider.example'),
      'IMAP Port': dword(993),
      'IMAP Use SSL': dword(1),
      'SMTP Server': text('smtp.provider.example'),
      'SMTP Port': dword(587),
      'SMTP Use Auth': dword(1),
      'Mini UID': dword(0x7be4902d),
    },
  ],
  [
    `${accounts}\\00000003`,
    {
      clsid: text(accountClsids.mapiService),
      'Account Name': text('Outlook Data File'),
      'Service Name': service('MSUPST MS'),
      'Mini UID': dword(0x31f05a88),
    },
  ],
];

/** The practice PC's registry at its first start. Nothing of BlueMind's keys is in it. */
export const seed: readonly RegFileKey[] = rows.map(([path, values = {}]) => ({
  path,
  values: Object.entries(values).map(([name, data]) => ({ name, data })),
}));

export const seedIdentity = {
  computer: 'PRACTICE-PC',
  user: 'user',
  system: 'Windows 11 Pro 24H2 (26100)',
  domainJoined: false,
} as const;

/** Facts of the practice PC: Windows 11 in this computer's own time zone, with no domain and no proxy. */
export function practiceFacts(now: Date): Pc {
  return {
    build: 26100,
    timeZone: {
      name: Intl.DateTimeFormat().resolvedOptions().timeZone,
      offsetMinutes: -now.getTimezoneOffset() || 0,
      daylightOff: false,
    },
    now: now.toISOString(),
    proxy: { kind: 'direct' },
    tlsInspectors: [],
  };
}
