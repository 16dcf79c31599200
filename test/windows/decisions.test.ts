// What is decided about a Windows PC from what it says: whose hive, which folder, what it is called, how programs are started.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problem } from '../../electron/model/problem.ts';
import type { RegistryKey } from '../../electron/model/registry.ts';
import { failure } from '../../electron/model/result.ts';
import { desktopOf, type Desktop } from '../../electron/workstation/windows/desktop.ts';
import { decideHive, profileTypeOf } from '../../electron/workstation/windows/hive.ts';
import { loadKoffi, openLibrary, type Out, type Pointer } from '../../electron/workstation/windows/koffi.ts';
import { namesIn } from '../../electron/workstation/windows/processes.ts';
import { isOutlook, mailApplet } from '../../electron/workstation/windows/programs.ts';
import { runReg } from '../../electron/workstation/windows/runRegExe.ts';
import { quoteArgument } from '../../electron/workstation/windows/shellExecute.ts';
import { localAppData } from '../../electron/workstation/windows/stateFolder.ts';
import { systemFolder } from '../../electron/workstation/windows/systemFolder.ts';
import { windowsName } from '../../electron/workstation/windows/windowsName.ts';
import { namesInTaskList } from '../../electron/workstation/windows/withoutAddOns.ts';
import { codeOf, must } from './rig.ts';

const user = 'S-1-5-21-1-2-3-1001';
const technician = 'S-1-5-21-1-2-3-500';
const entraUser = 'S-1-12-1-1-2-3-4';

describe('who is at the desktop', () => {
  let named = 0;
  const own = {
    sid: technician,
    name: () => {
      named += 1;
      return 'COMPANY\\admin';
    },
  };
  const accounts: Readonly<Record<string, string>> = { 'COMPANY\\user': user, local: entraUser, 'pc-042\\admin': technician };
  const asked: string[] = [];
  const lookUp = (name: string): string | null => {
    asked.push(name);
    return accounts[name] ?? null;
  };
  const at = (name: string | null, domain: string | null) => desktopOf({ user: name, domain, own, computer: 'PC-042', lookUp });

  it('is nobody only where the session says so', () => {
    assert.deepEqual(at('', ''), { kind: 'nobody' });
    assert.deepEqual(at(null, null), { kind: 'unknown', name: null });
    assert.deepEqual(at('away', 'COMPANY'), { kind: 'unknown', name: 'COMPANY\\away' });
  });
  it('is somebody whose account is looked up, and this process’s own account without a look-up', () => {
    assert.deepEqual(at('user', 'COMPANY'), { kind: 'known', sid: user, name: 'COMPANY\\user' });
    assert.deepEqual(at('local', ''), { kind: 'known', sid: entraUser, name: 'local' });
    asked.length = 0;
    assert.deepEqual(at('Admin', 'Company'), { kind: 'known', sid: technician, name: 'Company\\Admin' });
    assert.deepEqual(asked, []);
  });
  it('is looked up where the account is the PC’s own, whose look-up asks nobody', () => {
    named = 0;
    assert.deepEqual(at('admin', 'pc-042'), { kind: 'known', sid: technician, name: 'pc-042\\admin' });
    assert.deepEqual(at('gone', 'PC-042'), { kind: 'unknown', name: 'PC-042\\gone' });
    assert.equal(named, 0);
  });
});

describe('whose hive is written', () => {
  const known = (sid: string): Desktop => ({ kind: 'known', sid, name: 'PC\\somebody' });
  const facts = { ownSid: user, elevated: false, desktop: known(user), isLoaded: true };

  it('is the own one for the person at the desktop, elevated or not', () => {
    for (const elevated of [false, true]) assert.deepEqual(must(decideHive({ ...facts, elevated })), { kind: 'own', sid: user });
  });
  it('is the one of the person at the desktop when a technician lends rights with another account', () => {
    for (const sid of [user, entraUser]) {
      const lent = { ...facts, ownSid: technician, elevated: true, desktop: known(sid) };
      assert.deepEqual(must(decideHive(lent)), { kind: 'other', sid });
    }
  });
  it('is the own one where nobody is at a desktop', () => {
    assert.deepEqual(must(decideHive({ ...facts, desktop: { kind: 'nobody' }, isLoaded: false })), { kind: 'own', sid: user });
  });
  it('is nobody’s where somebody is at the desktop who cannot be looked up', () => {
    for (const elevated of [false, true]) {
      const decided = decideHive({ ...facts, ownSid: technician, elevated, desktop: { kind: 'unknown', name: 'COMPANY\\away' } });
      assert.deepEqual(decided, failure(problem('workstation.noDesktopUser', { account: 'COMPANY\\away' })));
    }
  });
  it('is the own one where the session does not answer, unless rights were lent', () => {
    const silent = { ...facts, desktop: { kind: 'unknown', name: null } } as const;
    assert.deepEqual(must(decideHive(silent)), { kind: 'own', sid: user });
    assert.equal(codeOf(decideHive({ ...silent, elevated: true })), 'workstation.noDesktopUser');
  });
  it('is nobody’s for the system, in a session of its own or of a person', () => {
    for (const ownSid of ['S-1-5-18', 'S-1-5-19', 'S-1-5-20']) {
      for (const desktop of [{ kind: 'nobody' } as const, known(user), known(ownSid)]) {
        assert.equal(codeOf(decideHive({ ...facts, ownSid, desktop })), 'workstation.noDesktopUser');
      }
    }
  });
  it('is nobody’s while the hive of the person at the desktop is not loaded', () => {
    assert.equal(codeOf(decideHive({ ...facts, ownSid: technician, isLoaded: false })), 'workstation.noDesktopUser');
  });
});

describe('a Windows profile', () => {
  it('is named by its flags and its central folder', () => {
    assert.deepEqual(
      [
        profileTypeOf(0, ''),
        profileTypeOf(0x100, ''),
        profileTypeOf(0, '\\\\server\\profiles\\u'),
        profileTypeOf(1, '\\\\s\\p'),
        profileTypeOf(0x800, ''),
      ],
      ['local', 'local', 'roaming', 'mandatory', 'temporary'],
    );
  });
  it('leads to the local application data, wherever its owner moved them', () => {
    assert.equal(localAppData('C:\\Users\\Zoé', undefined), 'C:\\Users\\Zoé\\AppData\\Local');
    assert.equal(localAppData('C:\\Users\\$&', '%USERPROFILE%\\AppData\\Local'), 'C:\\Users\\$&\\AppData\\Local');
    assert.equal(localAppData('C:\\Users\\u', 'D:\\Data\\Local'), 'D:\\Data\\Local');
    for (const odd of ['', 'AppData\\Local', '%OTHER%\\x']) assert.equal(localAppData('C:\\Users\\u', odd), 'C:\\Users\\u\\AppData\\Local');
  });
});

describe('the name of Windows', () => {
  const key = (values: Readonly<Record<string, string | number>>): RegistryKey => ({
    subkeys: [],
    values: Object.entries(values).map(([name, data]) =>
      typeof data === 'number' ? { name, type: 'REG_DWORD', data } : { name, type: 'REG_SZ', data },
    ),
  });
  const ten = { CurrentMajorVersionNumber: 10, CurrentMinorVersionNumber: 0 };

  it('says Windows 11 although its registry says Windows 10', () => {
    const name = windowsName(
      key({ ...ten, ProductName: 'Windows 10 Pro', DisplayVersion: '23H2', CurrentBuildNumber: '22631', UBR: 3155 }),
    );
    assert.equal(name, 'Windows 11 Pro 23H2 (10.0.22631.3155)');
  });
  it('leaves Windows 10 and servers what they are', () => {
    assert.equal(
      windowsName(key({ ...ten, ProductName: 'Windows 10 Enterprise', ReleaseId: '2009', CurrentBuildNumber: '19045' })),
      'Windows 10 Enterprise 2009 (10.0.19045)',
    );
    assert.match(windowsName(key({ ...ten, ProductName: 'Windows Server 2025', CurrentBuildNumber: '26100' })), /^Windows Server 2025 \(/);
  });
  it('is Windows where nothing is known', () => assert.equal(windowsName(undefined), 'Windows'));
});

describe('programs', () => {
  it('count as running in a session where theirs is refused to this account', () => {
    const processes = [
      { name: 'OUTLOOK.EXE', session: null },
      { name: 'olk.exe', session: 2 },
      { name: 'node.exe', session: 1 },
    ];
    assert.deepEqual(namesIn(processes, 1), ['OUTLOOK.EXE', 'node.exe']);
  });
  it('are Outlooks by the whole name of their file', () => {
    assert.deepEqual(['OUTLOOK.EXE', 'outlook.exe', 'olk.exe', 'OUTLOOK.EXE.exe', 'myolk.exe'].map(isOutlook), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
  it('are found in a task list of any language', () => {
    assert.deepEqual(namesInTaskList('"System","4","Services","0","20 K"\r\n"OUTLOOK.EXE","1234","Console","1","100 000 K"\r\n'), [
      'System',
      'OUTLOOK.EXE',
    ]);
    assert.deepEqual(namesInTaskList('INFORMATION: Es werden keine Aufgaben ausgeführt.\r\n'), []);
  });
  it('take the Mail applet with the control panel of Office’s bitness', () => {
    const x86 = 'C:\\Program Files (x86)\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE';
    assert.deepEqual(mailApplet(x86, 'x86', 'C:\\Windows'), {
      file: 'C:\\Windows\\SysWOW64\\control.exe',
      args: ['C:\\Program Files (x86)\\Microsoft Office\\root\\Office16\\MLCFG32.CPL'],
    });
    assert.equal(mailApplet('C:\\Office\\OUTLOOK.EXE', 'x64', 'C:\\Windows').file, 'C:\\Windows\\System32\\control.exe');
  });

  it('are given their arguments as Windows takes them apart', { skip: process.platform !== 'win32' && 'asks Windows itself' }, async () => {
    const loaded = await loadKoffi();
    assert.ok('koffi' in loaded);
    const { koffi } = loaded;
    const split = openLibrary(koffi, 'shell32.dll').declare<(line: string, count: Out<number>) => Pointer>(
      'void * __stdcall CommandLineToArgvW(str16 line, _Out_ int *count)',
    );
    const texts = [
      'plain',
      '',
      'two words',
      'a"b',
      'ends\\',
      'C:\\with space\\',
      'back\\"slash',
      '\\\\"',
      'Büro “1”',
      'tab\there',
      '\\\\server\\share x\\\\',
    ];
    const count: Out<number> = [0];
    const list = split(['program.exe', ...texts.map(quoteArgument)].join(' '), count);
    const read = koffi.decode(list, 'str16', count[0]) as readonly string[];
    assert.deepEqual(read.slice(1), texts);
  });
});

describe('the folder of Windows’ own libraries', () => {
  it('is the one Windows says, whatever a variable says', async () => {
    const loaded = await loadKoffi();
    assert.ok('koffi' in loaded);
    const before = process.env.SystemRoot;
    process.env.SystemRoot = 'C:\\Users\\Public';
    try {
      assert.match(systemFolder(), /^[a-z]:\\.*\\system32$/i);
      assert.doesNotMatch(systemFolder(), /Public/);
      openLibrary(loaded.koffi, 'version.dll');
      assert.equal(await runReg(['query', 'HKCU\\Software']), 'done');
    } finally {
      process.env.SystemRoot = before;
    }
  });
});
