// Policies in a real registry: written as Group Policy and installers write them, read by the command line on this PC.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as koffi from 'koffi';
import * as native from 'native-reg';
import { inspectionSchema } from '../../electron/model/outlook.ts';
import { policyKey, readPolicies } from '../../electron/policy/policies.ts';
import { createNativeRegistry } from '../../electron/workstation/windows/nativeRegistry.ts';
import { loadKoffi, openLibrary, type Out, type Pointer } from '../../electron/workstation/windows/koffi.ts';
import { createRegExeRegistry } from '../../electron/workstation/windows/regExeRegistry.ts';
import { installPretendOutlook, leaveAlone } from './rig.ts';

const entry = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
const roots = { HKLM: native.HKLM, HKCU: native.HKCU } as const;
type Root = keyof typeof roots;
const parent = 'Software\\Policies\\BlueMind';
/** winreg.h, winnt.h and sddl.h. */
const localMachine = 0xffff_ffff_8000_0002n;
const [writeDac, view64, dacl, sddlRevision] = [0x0004_0000, 0x0100, 0x4, 1];

const place = (root: Root, name: string): string => `${root}\\${policyKey}!${name}`;

/** Writes values below a policy key with Windows' own calls. */
function write(root: Root, work: (key: ReturnType<typeof native.createKey>) => void): void {
  const key = native.createKey(roots[root], policyKey, native.Access.ALL_ACCESS);
  work(key);
  native.closeKey(key);
}

/** Whether this process may still read the PC's policy key. */
function isReadable(): boolean {
  try {
    const key = native.openKey(native.HKLM, policyKey, native.Access.READ);
    native.closeKey(key);
    return true;
  } catch {
    return false;
  }
}

/** Gives the way to set who may do what with a key below HKLM, in Windows' own notation (SDDL). */
async function permissionsOf(key: string): Promise<(sddl: string) => void> {
  const loaded = await loadKoffi();
  assert.ok('koffi' in loaded);
  const advapi = openLibrary(loaded.koffi, 'advapi32.dll');
  const toDescriptor = advapi.declare<(sddl: string, revision: number, descriptor: Out<Pointer>, size: null) => boolean>(
    'bool __stdcall ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 sddl, uint32 revision, _Out_ void **descriptor, void *size)',
  );
  const open = advapi.declare<(root: bigint, key: string, options: number, access: number, handle: Out<Pointer>) => number>(
    'long __stdcall RegOpenKeyExW(uintptr_t root, str16 key, uint32 options, uint32 access, _Out_ void **handle)',
  );
  const secure = advapi.declare<(handle: Pointer, what: number, descriptor: Pointer) => number>(
    'long __stdcall RegSetKeySecurity(void *handle, uint32 what, void *descriptor)',
  );
  const close = advapi.declare<(handle: Pointer) => number>('long __stdcall RegCloseKey(void *handle)');
  return (sddl) => {
    const descriptor: Out<Pointer> = [null];
    assert.ok(toDescriptor(sddl, sddlRevision, descriptor, null));
    const handle: Out<Pointer> = [null];
    assert.equal(open(localMachine, key, 0, writeDac | view64, handle), 0);
    assert.equal(secure(handle[0], dacl, descriptor[0]), 0);
    close(handle[0]);
  };
}

describe('policies on this PC', { skip: leaveAlone }, () => {
  let folder: string;
  let uninstall: () => void;
  const forget = (): void => {
    for (const root of Object.values(roots)) if (native.openKey(root, parent, native.Access.READ) !== null) native.deleteTree(root, parent);
  };
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bmos-policy-'));
    uninstall = installPretendOutlook();
  });
  beforeEach(forget);
  after(async () => {
    forget();
    uninstall();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  async function inspect(...args: readonly string[]) {
    const child = spawn(process.execPath, ['--no-warnings', entry, 'inspect', ...args, '--workstation', 'windows', '--json'], {
      env: { ...process.env, LOCALAPPDATA: folder, ReportShare: 'C:\\Shared' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    await once(child, 'close');
    assert.notEqual(output, '', errors);
    const { decided } = inspectionSchema.parse(JSON.parse(output));
    assert.ok(decided);
    const settings = new Map(decided.settings.map(({ name, value, origin }) => [name, [value, origin]]));
    return { status: child.exitCode, settings, notices: decided.notices.map(({ id, subject }) => [id, subject]) };
  }

  it('are read from both hives, the PC’s before the person’s, in every type', async () => {
    write('HKLM', (key) => {
      native.setValueSZ(key, 'MailDomain', 'company.com');
      native.setValueMULTI_SZ(key, 'Aliases', ['company.net', 'bücher.example']);
      native.setValueDWORD(key, 'LogonApply', 1);
      native.setValueEXPAND_SZ(key, 'ReportDir', '%reportshare%\\Reports');
      native.setValueSZ(key, 'Language', 'de');
      native.setValueSZ(key, 'ServerUrl', '');
    });
    write('HKCU', (key) => {
      native.setValueSZ(key, 'Language', 'fr');
      native.setValueSZ(key, 'Email', 'jane.doe@company.com');
      native.setValueSZ(key, 'Timeout', '20');
    });
    const { status, settings, notices } = await inspect('--lang', 'en', '--timeout', '3');
    assert.deepEqual(settings.get('mailDomain'), ['company.com', 'machinePolicy']);
    assert.deepEqual(settings.get('aliases'), [['company.net', 'bücher.example'], 'machinePolicy']);
    assert.deepEqual(settings.get('logonApply'), [true, 'machinePolicy']);
    assert.deepEqual(settings.get('reportDir'), ['C:\\Shared\\Reports', 'machinePolicy']);
    assert.deepEqual(settings.get('language'), ['de', 'machinePolicy']);
    assert.deepEqual(settings.get('serverUrl'), [null, 'default']);
    assert.deepEqual(settings.get('email'), ['jane.doe@company.com', 'userPolicy']);
    assert.deepEqual(settings.get('timeout'), [20, 'userPolicy']);
    assert.deepEqual(notices, [
      ['policy.overrides', place('HKLM', 'Language')],
      ['policy.overrides', place('HKCU', 'Timeout')],
    ]);
    assert.equal(status, 0);
  });

  it('that are ill-typed or unknown are refused with their place, and the others count', async () => {
    write('HKLM', (key) => {
      native.setValueDWORD(key, 'MailDomain', 1);
      native.setValueRaw(key, 'Mode', native.ValueType.BINARY, Buffer.from('00ff', 'hex'));
      native.setValueRaw(key, 'Budget', native.ValueType.QWORD, native.formatQWORD(30));
      native.setValueSZ(key, 'ProfileNam', 'Company');
      native.setValueSZ(key, 'SupportContact', '☎ 4242');
    });
    const { status, settings, notices } = await inspect();
    assert.deepEqual(settings.get('supportContact'), ['☎ 4242', 'machinePolicy']);
    assert.deepEqual(notices.map((notice) => notice.join(' ')).sort(), [
      `policy.invalid ${place('HKLM', 'Budget')}`,
      `policy.invalid ${place('HKLM', 'MailDomain')}`,
      `policy.invalid ${place('HKLM', 'Mode')}`,
      `policy.unknown ${place('HKLM', 'ProfileNam')}`,
    ]);
    assert.equal(status, 1);
  });

  it('that the person may not read are told as unreadable, and never taken for absent', async (context) => {
    write('HKLM', (key) => native.setValueSZ(key, 'MailDomain', 'company.com'));
    const protect = await permissionsOf(policyKey);
    protect('D:(D;;KR;;;WD)');
    try {
      if (isReadable()) {
        context.skip('this registry does not hold anybody to permissions');
        return;
      }
      const { status, settings, notices } = await inspect();
      assert.deepEqual(settings.get('mailDomain'), [null, 'default']);
      assert.deepEqual([status, notices], [1, [['policy.unreadable', `HKLM\\${policyKey}`]]]);
    } finally {
      protect('D:(A;;KA;;;WD)');
    }
  });

  it('are read alike in this process and through reg.exe', async () => {
    write('HKLM', (key) => {
      native.setValueMULTI_SZ(key, 'Aliases', ['company.net', 'company.org']);
      native.setValueDWORD(key, 'Shortcuts', 0);
    });
    const own = { kind: 'own', sid: null } as const;
    const read = (registry: Parameters<typeof readPolicies>[0]) => readPolicies(registry, {});
    const inProcess = await read(createNativeRegistry(native, koffi, own));
    assert.deepEqual(inProcess.layers[0]?.values, { aliases: ['company.net', 'company.org'], shortcuts: false });
    assert.deepEqual(await read(createRegExeRegistry(own)), inProcess);
  });
});
