// The installer on Windows: properties become policies, are remembered, can be changed and cleared, and leave nothing behind.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as native from 'native-reg';
import { rememberedKey } from '../../build/msi/fragments.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { assertSameExport, exportSoftware, importReg, leaveAlone } from '../windows/rig.ts';
import {
  deleteMachineValue,
  done,
  install,
  installationFolder,
  installedBuilds,
  leaveNothing,
  logonEntry,
  machineValues,
  msiexec,
  policies,
  refused,
  remembered,
  repair,
  setMachineNumber,
  setMachineText,
  uninstall,
} from './rig.ts';

const program = path.join(installationFolder, 'BlueMind Outlook Setup.exe');
const logonCommand = `"${program}" setup --unattended --at-logon`;
const startMenu = path.join(process.env.APPDATA ?? '', 'Microsoft', 'Windows', 'Start Menu', 'Programs');
const allStartMenu = path.join(process.env.ProgramData ?? '', 'Microsoft', 'Windows', 'Start Menu', 'Programs');
const shortcuts = () =>
  [startMenu, allStartMenu].filter(existsSync).flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith('BlueMind')));

const everything = {
  MAILDOMAIN: 'practice.example',
  ALIASES: 'practice.net;practice.org',
  SERVERURL: 'https://mail.practice.example/',
  PROFILENAME: 'Büro Łódź Ж 日本',
  DEFAULTPROFILE: 'prompt',
  MODE: 'selfService',
  LANGUAGE: 'fr',
  CATALOGUE: 'bluemind-4',
  SUPPORTCONTACT: 'Assistance : tél. 42 – «accueil»',
  REPORTDIR: '\\\\server\\reports$',
  LOGONAPPLY: '1',
  SHORTCUTS: '0',
};
const everyPolicy = {
  MailDomain: everything.MAILDOMAIN,
  Aliases: everything.ALIASES,
  ServerUrl: everything.SERVERURL,
  ProfileName: everything.PROFILENAME,
  DefaultProfile: everything.DEFAULTPROFILE,
  Mode: everything.MODE,
  Language: everything.LANGUAGE,
  Catalogue: everything.CATALOGUE,
  SupportContact: everything.SUPPORTCONTACT,
  ReportDir: everything.REPORTDIR,
  LogonApply: 1,
  Shortcuts: 0,
};

describe('the installer', { skip: leaveAlone }, () => {
  let untouched: string;
  before(async () => {
    await importReg(fileURLToPath(new URL('../windows/profiles/exchange.reg', import.meta.url)));
    // Wine notes the desktop's colours in the person's registry when the first program that could have a window starts.
    await msiexec('/x', '{00000000-0000-0000-0000-000000000000}');
    untouched = await exportSoftware();
  });
  afterEach(async (t) => {
    // Node tells it, its types not yet.
    if ('passed' in t && !t.passed) await leaveNothing();
  });
  after(async () => {
    await leaveNothing();
    native.deleteTree(native.HKCU, 'Software\\Microsoft\\Office');
  });

  /** Nothing of the installer is on the PC, and the person's registry, with a mail profile in it, is as it was. */
  async function assertNothingLeft() {
    assert.deepEqual([policies(), remembered(), logonEntry()], [undefined, undefined, undefined]);
    assert.deepEqual([existsSync(installationFolder), shortcuts()], [false, []]);
    assertSameExport(await exportSoftware(), untouched);
  }

  for (const [name, value] of [
    ['LOGONAPPLY', '2'],
    ['SHORTCUTS', 'yes'],
    ['MODE', 'x'],
    ['LANGUAGE', 'es'],
    ['DEFAULTPROFILE', 'Always'],
    ['MAILDOMAIN', 'user@practice.example'],
    ['ALIASES', 'practice.net;@practice.org'],
    ['SERVERURL', 'http://mail.practice.example/'],
    ['SUPPORTCONTACT', '#4242'],
    ['PROFILENAME', '#x0a'],
    ['MAILDOMAIN', '#1'],
  ] as const) {
    it(`refuses ${name}=${value} and writes nothing`, async () => {
      assert.equal(await install('1.0.0', { ...everything, [name]: value }), refused);
      await assertNothingLeft();
    });
  }

  it('installs without properties: no policy, nothing remembered, no logon entry, a shortcut', async () => {
    assert.equal(await install('1.0.0'), done);
    assert.deepEqual([policies(), remembered()], [undefined, undefined]);
    assert.equal(logonEntry(), undefined);
    assert.equal(existsSync(program), true);
    assert.deepEqual(shortcuts(), ['BlueMind Outlook Setup.lnk']);
    assertSameExport(await exportSoftware(), untouched);
  });

  it('is removed without a trace', async () => {
    assert.equal(await uninstall('1.0.0'), done);
    await assertNothingLeft();
  });

  it('writes every property as a policy, whatever its script, and the logon entry', async () => {
    assert.equal(await install('1.0.0', everything), done);
    assert.deepEqual(policies(), everyPolicy);
    assert.equal(logonEntry(), logonCommand);
    assert.deepEqual(shortcuts(), []);
  });

  it('keeps what was given when the same version, built anew, is installed over it, and is then the only one', async () => {
    assert.equal(await install('1.0.0-again'), done);
    assert.deepEqual(policies(), everyPolicy);
    assert.equal(logonEntry(), logonCommand);
    assert.equal(existsSync(program), true);
    assert.deepEqual(installedBuilds(), ['1.0.0-again']);
  });

  it('keeps what was given when it is upgraded without properties', async () => {
    assert.equal(await install('2.0.0'), done);
    assert.deepEqual(installedBuilds(), ['2.0.0']);
    assert.deepEqual(policies(), everyPolicy);
    assert.equal(logonEntry(), logonCommand);
    assert.deepEqual(shortcuts(), []);
  });

  it('refuses to go back to an older version, and changes nothing', async () => {
    assert.equal(await install('1.0.0', { MAILDOMAIN: 'older.example' }), refused);
    assert.deepEqual(policies(), everyPolicy);
    assert.equal(existsSync(program), true);
  });

  it('repairs a policy, the logon entry and a file that were deleted', async () => {
    deleteMachineValue(policyKey, 'MailDomain');
    deleteMachineValue('Software\\Microsoft\\Windows\\CurrentVersion\\Run', 'BlueMind Outlook Setup');
    rmSync(path.join(installationFolder, 'setup.js'));
    assert.equal(await repair('2.0.0'), done);
    assert.deepEqual(policies(), everyPolicy);
    assert.equal(logonEntry(), logonCommand);
    assert.equal(existsSync(path.join(installationFolder, 'setup.js')), true);
  });

  it('takes a changed property when it is repaired with one, and refuses an invalid one there too', async () => {
    assert.equal(await repair('2.0.0', { LANGUAGE: 'de' }), done);
    assert.deepEqual(policies(), { ...everyPolicy, Language: 'de' });
    assert.equal(await repair('2.0.0', { LANGUAGE: 'es' }), refused);
    assert.deepEqual(policies(), { ...everyPolicy, Language: 'de' });
  });

  it('is removed whole, and leaves what is not its own: other settings, and a policy that somebody else has changed since', async () => {
    setMachineText(policyKey, 'MailDomain', 'other.example');
    setMachineText('Software\\Policies\\BlueMind\\SomethingElse', 'Kept', 'yes');
    assert.equal(await uninstall('2.0.0'), done);
    assert.deepEqual(machineValues('Software\\Policies\\BlueMind\\SomethingElse'), { Kept: 'yes' });
    assert.deepEqual(policies(), { MailDomain: 'other.example' });
    native.deleteTree(native.HKLM, 'Software\\Policies\\BlueMind');
    await assertNothingLeft();
  });

  it('changes and clears properties in an upgrade: what is given wins, - takes a value away', async () => {
    assert.equal(await install('1.0.0', everything), done);
    assert.equal(await install('2.0.0', { MAILDOMAIN: 'new.example', ALIASES: '-', LANGUAGE: '-', LOGONAPPLY: '0', SHORTCUTS: '1' }), done);
    const { Aliases: _aliases, Language: _language, ...others } = everyPolicy;
    assert.deepEqual(policies(), { ...others, MailDomain: 'new.example', LogonApply: 0, Shortcuts: 1 });
    assert.equal(logonEntry(), undefined);
    assert.deepEqual(shortcuts(), ['BlueMind Outlook Setup.lnk']);
  });

  it('takes the shortcut away, or makes it, in a repair that is told so', async () => {
    assert.equal(await repair('2.0.0', { SHORTCUTS: '0' }), done);
    assert.deepEqual([shortcuts(), policies()?.Shortcuts], [[], 0]);
    assert.equal(await repair('2.0.0'), done);
    assert.deepEqual(shortcuts(), []);
    assert.equal(await repair('2.0.0', { SHORTCUTS: '1' }), done);
    assert.deepEqual([shortcuts(), policies()?.Shortcuts], [['BlueMind Outlook Setup.lnk'], 1]);
  });

  it('forgets what was cleared', async () => {
    assert.equal('ALIASES' in (remembered() ?? {}), false);
    assert.equal(await uninstall('2.0.0'), done);
    await assertNothingLeft();
    assert.equal(machineValues('Software\\Policies\\BlueMind'), undefined);
    assert.equal(machineValues('Software\\BlueMind'), undefined);
  });

  it('is not stopped by a remembered value that somebody made invalid', async () => {
    assert.equal(await install('1.0.0', { MODE: 'selfService', LOGONAPPLY: '1', SUPPORTCONTACT: 'x', SHORTCUTS: '1' }), done);
    setMachineText(rememberedKey, 'MODE', 'x');
    setMachineText(rememberedKey, 'LOGONAPPLY', '7');
    setMachineText(rememberedKey, 'SUPPORTCONTACT', '#7');
    assert.equal(await install('2.0.0'), done);
    assert.deepEqual(policies(), { Shortcuts: 1 });
    assert.equal(logonEntry(), undefined);
    assert.equal(await uninstall('2.0.0'), done);
    await assertNothingLeft();
  });

  it('leaves Group Policy’s value alone from beginning to end, whatever it is given', async () => {
    setMachineNumber(policyKey, 'LogonApply', 0);
    assert.equal(await install('1.0.0', { LOGONAPPLY: '1', MODE: 'selfService' }), done);
    assert.deepEqual(policies(), { LogonApply: 0, Mode: 'selfService' });
    assert.deepEqual([remembered()?.LOGONAPPLY, logonEntry()], ['1', logonCommand]);
    assert.equal(await install('2.0.0', { LOGONAPPLY: '0' }), done);
    // Now it happens to be what was given.
    assert.deepEqual([policies()?.LogonApply, remembered()?.LOGONAPPLY], [0, '0']);
    assert.equal(await repair('2.0.0'), done);
    assert.equal(await uninstall('2.0.0'), done);
    assert.deepEqual([policies(), remembered(), logonEntry()], [{ LogonApply: 0 }, undefined, undefined]);
    native.deleteTree(native.HKLM, 'Software\\Policies\\BlueMind');
    await assertNothingLeft();
  });

  it('neither overwrites nor removes what Group Policy has set since, and writes its own again when that is gone', async () => {
    assert.equal(await install('1.0.0', { LOGONAPPLY: '1' }), done);
    setMachineNumber(policyKey, 'LogonApply', 0);
    assert.equal(await repair('1.0.0'), done);
    assert.deepEqual(policies(), { LogonApply: 0 });
    assert.equal(await install('2.0.0', { LOGONAPPLY: '1' }), done);
    assert.deepEqual(policies(), { LogonApply: 0 });
    deleteMachineValue(policyKey, 'LogonApply');
    assert.equal(await repair('2.0.0'), done);
    assert.deepEqual(policies(), { LogonApply: 1 });
    setMachineNumber(policyKey, 'LogonApply', 0);
    assert.equal(await uninstall('2.0.0'), done);
    assert.deepEqual([policies(), remembered()], [{ LogonApply: 0 }, undefined]);
    native.deleteTree(native.HKLM, 'Software\\Policies\\BlueMind');
    await assertNothingLeft();
  });

  it('takes a switch back with -, so that another place decides', async () => {
    assert.equal(await install('1.0.0', { LOGONAPPLY: '1', SHORTCUTS: '0' }), done);
    assert.equal(await install('2.0.0', { LOGONAPPLY: '-', SHORTCUTS: '-' }), done);
    assert.deepEqual(
      [policies(), remembered(), logonEntry(), shortcuts()],
      [undefined, undefined, undefined, ['BlueMind Outlook Setup.lnk']],
    );
    assert.equal(await uninstall('2.0.0'), done);
  });

  for (const [how, write] of [
    ['a number', () => setMachineNumber(policyKey, 'Shortcuts', 0)],
    ['a digit', () => setMachineText(policyKey, 'Shortcuts', '0')],
  ] as const) {
    it(`makes no shortcut where Group Policy says so as ${how}, also where it was given another word`, async () => {
      write();
      assert.equal(await install('1.0.0', { SHORTCUTS: '1' }), done);
      assert.deepEqual(shortcuts(), []);
      deleteMachineValue(policyKey, 'Shortcuts');
      assert.equal(await repair('1.0.0'), done);
      assert.deepEqual([shortcuts(), policies()], [['BlueMind Outlook Setup.lnk'], { Shortcuts: 1 }]);
      assert.equal(await uninstall('1.0.0'), done);
      await assertNothingLeft();
    });
  }
});
