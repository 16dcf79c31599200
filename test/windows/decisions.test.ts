// What is decided about a Windows PC from what it says: whose hive, which folder, what it is called, how programs are started.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RegistryKey } from '../../electron/model/registry.ts';
import { decideHive, profileTypeOf } from '../../electron/workstation/windows/hive.ts';
import { loadKoffi, openLibrary, type Out, type Pointer } from '../../electron/workstation/windows/koffi.ts';
import { isOutlook, mailApplet } from '../../electron/workstation/windows/programs.ts';
import { quoteArgument } from '../../electron/workstation/windows/shellExecute.ts';
import { localAppData } from '../../electron/workstation/windows/stateFolder.ts';
import { windowsName } from '../../electron/workstation/windows/windowsName.ts';
import { namesInTaskList } from '../../electron/workstation/windows/withoutAddOns.ts';
import { codeOf, must } from './rig.ts';

const user = 'S-1-5-21-1-2-3-1001';
const technician = 'S-1-5-21-1-2-3-500';
const entraUser = 'S-1-12-1-1-2-3-4';

describe('whose hive is written', () => {
  it('is the own one for the person at the desktop, elevated or not', () => {
    assert.deepEqual(must(decideHive({ ownSid: user, desktopSid: user, isLoaded: true })), { kind: 'own', sid: user });
  });
  it('is the one of the person at the desktop when a technician lends rights with another account', () => {
    assert.deepEqual(must(decideHive({ ownSid: technician, desktopSid: user, isLoaded: true })), { kind: 'other', sid: user });
    assert.deepEqual(must(decideHive({ ownSid: technician, desktopSid: entraUser, isLoaded: true })), { kind: 'other', sid: entraUser });
  });
  it('is the own one where nobody is at a desktop', () => {
    assert.deepEqual(must(decideHive({ ownSid: user, desktopSid: null, isLoaded: false })), { kind: 'own', sid: user });
  });
  it('is nobody’s for the system, in a session of its own or of a person', () => {
    for (const ownSid of ['S-1-5-18', 'S-1-5-19', 'S-1-5-20']) {
      for (const desktopSid of [null, user, ownSid]) {
        assert.equal(codeOf(decideHive({ ownSid, desktopSid, isLoaded: true })), 'workstation.noDesktopUser');
      }
    }
  });
  it('is nobody’s while the hive of the person at the desktop is not loaded', () => {
    assert.equal(codeOf(decideHive({ ownSid: technician, desktopSid: user, isLoaded: false })), 'workstation.noDesktopUser');
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
