// The first step on this Windows PC: facts as Windows tells them, and Outlooks, add-ins, policies and remembered answers in real places.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as native from 'native-reg';
import { inspect, judged } from '../../electron/job/inspect.ts';
import { putAwayRemembered } from '../../electron/job/remembered.ts';
import type { JobContext } from '../../electron/job/context.ts';
import { judgedInspectionSchema, type JudgedInspection } from '../../electron/model/outlook.ts';
import { proxyOf, timeSourceOf } from '../../electron/workstation/windows/pc.ts';
import { describeRemembered } from '../engine/rememberedContract.ts';
import { reader, slapdIsHere, startSlapd } from '../servers/slapd.ts';
import { loadKoffi } from '../../electron/workstation/windows/koffi.ts';
import { readSessionAccounts } from '../../electron/workstation/windows/session.ts';
import { sidFilterValue } from '../../electron/workstation/windows/eyes/mailLookup.ts';
import { leaveAlone, must, never, openRig, type Rig } from './rig.ts';

const call = { signal: never, onProgress: () => undefined };
const contextOf = ({ workstation }: Rig): JobContext => ({
  workstation,
  language: 'en',
  program: { name: 'test', version: '0' },
  timeoutMs: 1,
  budgetMs: 1,
});
async function look(rig: Rig, catalogue = 'bluemind-5', email = 'user@practice.example'): Promise<JudgedInspection> {
  return judgedInspectionSchema.parse(judged(must(await inspect(contextOf(rig), { catalogue }, call)), { email }));
}

describe('whom the time service follows', () => {
  const key = (values: Readonly<Record<string, string>>) => ({
    subkeys: [],
    values: Object.entries(values).map(([name, data]) => ({ name, type: 'REG_SZ' as const, data })),
  });
  const cases = [
    [{ Type: 'NTP', NtpServer: 'time.windows.com,0x9' }, 'time.windows.com'],
    [{ Type: 'NTP', NtpServer: 'a.example,0x1 b.example,0x2' }, 'a.example'],
    [{ Type: 'NT5DS', NtpServer: 'time.windows.com,0x9' }, 'domain'],
    [{ Type: 'NoSync' }, 'none'],
    [{ Type: 'AllSync', NtpServer: 'c.example' }, 'c.example'],
    [{}, undefined],
  ] as const;
  for (const [values, expected] of cases) {
    it(`${JSON.stringify(values)}: ${expected ?? 'not known'}`, () => assert.equal(timeSourceOf(key(values)).timeSource, expected));
  }
});

describe('the proxy settings', () => {
  it('are told in the order in which Windows goes by them, without a password in a URL', () => {
    assert.deepEqual(proxyOf({ detect: false }), { kind: 'direct' });
    assert.deepEqual(proxyOf({ detect: true }), { kind: 'detect' });
    assert.deepEqual(proxyOf({ detect: true, script: 'http://me:secret@pac.example/p.pac', proxy: 'x:1' }), {
      kind: 'script',
      value: 'http://pac.example/p.pac',
    });
    assert.deepEqual(proxyOf({ detect: false, proxy: 'http=p:1;https=http://a:b@p:2' }), {
      kind: 'fixed',
      value: 'http=p:1;https=http://p:2',
    });
  });
});

for (const addOns of ['allowed', 'none'] as const) {
  describe(`the facts about this PC where add-ons are: ${addOns}`, () => {
    it('hold its build, its clock and its time zone', async () => {
      const rig = await openRig({ addOns });
      const began = Date.now();
      const pc = await rig.workstation.facts?.(never);
      assert.ok(pc?.build !== null && pc?.build !== undefined && pc.build > 7_000, JSON.stringify(pc));
      assert.ok(rig.workstation.identity.system.includes(String(pc.build)), rig.workstation.identity.system);
      assert.ok(Date.parse(pc.now) >= began && Date.parse(pc.now) <= Date.now());
      assert.equal(pc.timeZone.offsetMinutes, -new Date().getTimezoneOffset() || 0);
      assert.match(pc.timeZone.name, /\S/);
      assert.equal(pc.proxy.kind === 'unknown', addOns === 'none');
      await rig.close();
    });
  });
}

describe('the mail address of the user of this PC', { skip: slapdIsHere ? false : 'needs Debian’s slapd' }, () => {
  it('is what the directory says about them', async () => {
    const loaded = await loadKoffi();
    assert.ok('koffi' in loaded);
    const { ownSid } = readSessionAccounts(loaded.koffi);
    const bytes = Buffer.from((sidFilterValue(ownSid) ?? '').replaceAll('\\', ''), 'hex');
    const slapd = await startSlapd([], [{ cn: 'Me', sid: bytes, mail: 'me@corp.example' }]);
    const rig = await openRig({ ldapServer: { host: 'localhost', port: slapd.port, simple: reader } });
    const { pc, address } = await look(rig);
    assert.deepEqual([pc?.mail, address], ['me@corp.example', 'me@corp.example']);
    await rig.close();
    await slapd.close();
  });
});

describeRemembered('this PC', async () => {
  const rig = await openRig();
  assert.ok(rig.workstation.remembered);
  return {
    remembered: rig.workstation.remembered,
    folder: path.join(rig.folder, 'Microsoft', 'Outlook'),
    away: path.join(rig.workstation.stateFolder, 'backups', 'away'),
    close: () => rig.close(),
  };
});

type Values = Readonly<Record<string, string | number>>;

describe('what years of use leave on a PC', { skip: leaveAlone }, () => {
  const made: (readonly [native.HKEY, string])[] = [];
  let rig: Rig;

  function write(root: native.HKEY, top: string, below: string, values: Values): void {
    made.push([root, top]);
    const key = native.createKey(root, below === '' ? top : `${top}\\${below}`, native.Access.ALL_ACCESS);
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'number') native.setValueDWORD(key, name, value);
      else native.setValueSZ(key, name, value);
    }
    native.closeKey(key);
  }

  const office = 'SOFTWARE\\Microsoft\\Office';
  const userOffice = 'Software\\Microsoft\\Office';
  const uninstall = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
  const code = '{90150000-0011-0000-1000-0000000FF1CE}';
  const file = 'C:\\Program Files\\Microsoft Office\\Office15\\OUTLOOK.EXE';
  const packages = 'Software\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';

  before(async () => {
    write(native.HKLM, office, 'ClickToRun\\Configuration', {
      InstallationPath: 'C:\\Program Files\\Microsoft Office',
      VersionToReport: '16.0.17928.20114',
      Platform: 'x64',
      ProductReleaseIds: 'VisioPro2024Volume,ProPlus2024Volume',
      UpdateChannel: 'http://officecdn.microsoft.com/pr/7983BAC0-E531-40CF-BE00-FD24FE66619C',
    });
    write(native.HKLM, office, '15.0\\Outlook\\InstallRoot', { Path: 'C:\\Program Files\\Microsoft Office\\Office15\\' });
    write(native.HKLM, office, '15.0\\Common\\ProductVersion', { LastProduct: '15.0.4420.1017' });
    write(native.HKLM, `${uninstall}\\${code}`, '', { DisplayName: 'Microsoft Office Professional Plus 2013' });
    write(native.HKLM, `${uninstall}\\BlueMind Connector`, '', { DisplayName: 'BlueMind Outlook Connector' });
    write(native.HKLM, 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE', '', { '': file });
    write(native.HKLM, office, 'Outlook\\Addins\\BlueMind.Büro', { FriendlyName: 'Connecteur BlueMind – été', LoadBehavior: 3 });
    write(native.HKCU, userOffice, '16.0\\Outlook\\Preferences', { UseNewOutlook: 1 });
    write(native.HKCU, `${packages}\\Microsoft.OutlookForWindows_1.2025.1111.100_x64__8wekyb3d8bbwe`, '', {});
    write(native.HKCU, 'Software\\Policies\\Microsoft\\Office', '16.0\\Outlook\\Security', { AuthenticationService: 16 });
    write(native.HKCU, 'Software\\Policies\\Microsoft\\Cloud', 'Office\\16.0\\Outlook\\Cached Mode', { Enable: 0 });
    rig = await openRig();
  });
  after(async () => {
    for (const [root, top] of made) native.deleteTree(root, top);
    await rig.close();
  });

  for (const addOns of ['allowed', 'none'] as const) {
    it(`is found in its places and judged, where add-ons are: ${addOns}`, async () => {
      const own = addOns === 'allowed' ? rig : await openRig({ addOns });
      const { outlooks, newOutlook, addIns, connectors, policies, findings } = await look(own);
      assert.deepEqual(
        outlooks.map(({ product, edition, channel, opens }) => [product, edition, channel, opens]),
        [
          ['Outlook 2013', 'Microsoft Office Professional Plus 2013', undefined, true],
          ['Outlook 2024', 'Office LTSC Professional Plus 2024', 'perpetual2024', false],
        ],
      );
      assert.deepEqual([newOutlook?.version, newOutlook?.opens], ['1.2025.1111.100', true]);
      const ours = (addIns ?? []).filter(({ bluemind }) => bluemind);
      assert.deepEqual(
        ours.map(({ name, scope, loads, connected }) => [name, scope, loads, connected]),
        [['Connecteur BlueMind – été', 'machine', 'startup', true]],
      );
      assert.deepEqual(
        connectors?.map(({ name }) => name),
        ['BlueMind Outlook Connector'],
      );
      assert.deepEqual(
        policies?.map(({ id }) => id),
        ['cachedMode', 'authenticationService'],
      );
      assert.deepEqual(
        findings.filter(({ status }) => status === 'fail').map(({ id }) => id),
        ['outlook.supported', 'outlookPolicy.cachedMode'],
      );
      if (own !== rig) await own.close();
    });
  }

  it('is put away where it is a remembered answer that misleads', async () => {
    const folder = path.join(rig.folder, 'Microsoft', 'Outlook', '16');
    await mkdir(folder, { recursive: true });
    const json = '{"Protocol":"AutodiscoverV1","Url":"https://outlook.office365.com/autodiscover/autodiscover.xml"}';
    await writeFile(path.join(folder, 'AutoD.user@practice.example.json'), json);
    const misleading = ({ findings }: JudgedInspection): readonly string[] =>
      findings.filter(({ id, status }) => id === 'outlook.autodiscoverCache' && status === 'warn').map(({ subject }) => subject);
    const names = misleading(await look(rig));
    assert.deepEqual(names, ['16\\AutoD.user@practice.example.json']);
    assert.equal(must(await putAwayRemembered(contextOf(rig), { names }, call)).length, 1);
    assert.deepEqual(misleading(await look(rig)), []);
  });
});
