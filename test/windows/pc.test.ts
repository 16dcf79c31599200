// What this PC says about itself: who its user is, which Outlooks run, which sign-ins are saved; with and without add-ons.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import * as native from 'native-reg';
import { loadKoffi, openLibrary, type Koffi } from '../../electron/workstation/windows/koffi.ts';
import { processNames, processesBySessions, processesBySnapshot } from '../../electron/workstation/windows/processes.ts';
import { isOutlook } from '../../electron/workstation/windows/programs.ts';
import { readSessionAccounts } from '../../electron/workstation/windows/session.ts';
import { credentialsContract } from '../engine/credentialsContract.ts';
import { codeOf, leaveAlone, must, never, onWine, openRig, type Rig } from './rig.ts';

async function koffiHere(): Promise<Koffi> {
  const loaded = await loadKoffi();
  assert.ok('koffi' in loaded);
  return loaded.koffi;
}

for (const addOns of ['allowed', 'none'] as const) {
  describe(`this PC where add-ons are: ${addOns}`, () => {
    let rig: Rig;
    before(async () => {
      rig = await openRig({ addOns });
    });
    after(() => rig.close());

    it('has a name, a user and a Windows', () => {
      const { computer, user, system, domainJoined } = rig.workstation.identity;
      assert.equal(computer, hostname());
      assert.ok(user.toLowerCase().endsWith(userInfo().username.toLowerCase()), user);
      assert.match(system, /^Windows .*\(\d+\.\d+\.\d+/);
      assert.equal(typeof domainJoined, 'boolean');
    });

    it('keeps its state with its user, and says which way to the registry was taken', () => {
      assert.equal(rig.workstation.stateFolder, path.join(rig.folder, 'BlueMind Outlook Setup'));
      assert.equal(rig.workstation.registry.backend, { allowed: 'native', none: 'regExe' }[addOns]);
      assert.deepEqual(rig.workstation.registry.passedOver, []);
    });
  });
}

describe('who is signed in', () => {
  it('is told by Windows with a security identifier and a name', async () => {
    const accounts = readSessionAccounts(await koffiHere());
    assert.match(accounts.ownSid, /^S-1-5-/);
    assert.equal(typeof accounts.elevated, 'boolean');
    if (accounts.desktop.kind === 'known') assert.match(accounts.desktop.sid, /^S-1-(5-21|12-1)-/);
    // The account of the only process tree there is.
    if (onWine) assert.deepEqual({ ...accounts.desktop, name: '' }, { kind: 'known', sid: accounts.ownSid, name: '' });
  });
});

describe('Outlooks', () => {
  let folder: string;
  let rig: Rig;
  const running: ChildProcess[] = [];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bmos outlook '));
    rig = await openRig();
  });
  after(async () => {
    for (const child of running) {
      child.kill();
      await once(child, 'exit');
    }
    await rig.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  /** A program under an Outlook's file name. */
  async function pretend(name: string): Promise<string> {
    const file = path.join(folder, name);
    await copyFile(process.execPath, file);
    return file;
  }

  it('are seen while they run, classic and new, under the name of their file', async () => {
    const before = await rig.workstation.programs.runningOutlooks();
    for (const name of ['OUTLOOK.EXE', 'olk.exe']) {
      const child = spawn(await pretend(name), ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
      await once(child, 'spawn');
      running.push(child);
    }
    assert.deepEqual(
      [...(await rig.workstation.programs.runningOutlooks())].sort(),
      [...new Set([...before, 'OUTLOOK.EXE', 'olk.exe'])].sort(),
    );
  });

  it('are seen through the session manager as in a snapshot of all processes', async () => {
    const koffi = await koffiHere();
    const outlooks = (processes: ReturnType<typeof processesBySnapshot> | undefined) =>
      (processes ?? []).filter(({ name }) => isOutlook(name)).sort((a, b) => a.name.localeCompare(b.name));
    const seen = outlooks(processesBySessions(koffi));
    assert.deepEqual(seen, outlooks(processesBySnapshot(koffi)));
    const { session } = readSessionAccounts(koffi);
    for (const name of ['OUTLOOK.EXE', 'olk.exe']) assert.ok(seen.some((each) => each.name === name && each.session === session));
    assert.equal(processNames(koffi, session + 1).some(isOutlook), false);
  });

  it('are opened with the profile that was asked for, whatever its name, and not waited for', { skip: leaveAlone }, async () => {
    const file = await pretend('OUTLOOK.EXE').catch(() => path.join(folder, 'OUTLOOK.EXE'));
    const seen = path.join(folder, 'arguments.json');
    const recorder = path.join(folder, 'recorder.mjs');
    await writeFile(
      recorder,
      `import { renameSync, writeFileSync } from 'node:fs';
       writeFileSync(${JSON.stringify(`${seen}.new`)}, JSON.stringify(process.argv));
       renameSync(${JSON.stringify(`${seen}.new`)}, ${JSON.stringify(seen)});
       process.exit(0);`,
    );
    const appPaths = 'Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE';
    const key = native.createKey(native.HKCU, appPaths, native.Access.ALL_ACCESS);
    native.setValueSZ(key, '', `"${file}"`);
    native.closeKey(key);
    const name = 'Büro “1” – 事務所 & Co';
    process.env.NODE_OPTIONS = `--import=${pathToFileURL(recorder).href}`;
    try {
      must(await rig.workstation.programs.openOutlook(name, never));
      let written: string | undefined;
      while (written === undefined) {
        written = await readFile(seen, 'utf8').catch(() => undefined);
        await setTimeout(50);
      }
      const args = JSON.parse(written) as string[];
      assert.equal(args.at(-1), name);
      assert.match(args.at(-2) ?? '', /[\\/]profile$/);
    } finally {
      delete process.env.NODE_OPTIONS;
      native.deleteTree(native.HKCU, appPaths);
    }
  });

  it('that are not there are a problem and not an exception', { skip: leaveAlone }, async () => {
    const outcome = await rig.workstation.programs.openOutlook('x', never);
    assert.equal(codeOf(outcome), 'outlook.notInstalled');
    assert.equal(codeOf(await rig.workstation.programs.openOutlook('x', AbortSignal.abort())), 'cancelled');
  });

  it('have their Mail applet opened by the control panel of their bitness', { skip: leaveAlone }, async () => {
    const outlook = path.join(folder, 'nowhere', 'OUTLOOK.EXE');
    await mkdir(path.dirname(outlook));
    const install = { office: '16.0', product: 'Outlook 2016', version: '', bitness: 'x64', technology: 'msi', path: outlook } as const;
    const opened = await rig.workstation.programs.openMailApplet?.(install, never);
    assert.equal(opened && codeOf(opened), 'ok');
  });
});

/** Saves a sign-in as another program would; Windows adds nothing to a generic one. */
async function credentialWriter(): Promise<(name: string) => void> {
  const koffi = await koffiHere();
  koffi.struct('CREDENTIALW_TO_WRITE', {
    Flags: 'uint32',
    Type: 'uint32',
    TargetName: 'str16',
    Comment: 'str16',
    LastWritten: 'uint64',
    CredentialBlobSize: 'uint32',
    CredentialBlob: 'void *',
    Persist: 'uint32',
    AttributeCount: 'uint32',
    Attributes: 'void *',
    TargetAlias: 'str16',
    UserName: 'str16',
  });
  const write = openLibrary(koffi, 'advapi32.dll').declare<(credential: object, flags: number) => boolean>(
    'bool __stdcall CredWriteW(CREDENTIALW_TO_WRITE *credential, uint32 flags)',
  );
  return (name) => {
    const secret = koffi.alloc('uint8_t', 8) as bigint;
    const head = { Flags: 0, Type: 1, TargetName: name, Comment: null, LastWritten: 0, CredentialBlobSize: 8, CredentialBlob: secret };
    assert.ok(write({ ...head, Persist: 1, AttributeCount: 0, Attributes: null, TargetAlias: null, UserName: 'user' }, 0));
    koffi.free(secret);
  };
}

if (leaveAlone === false) {
  credentialsContract('this PC', async () => {
    const rig = await openRig();
    const { credentials } = rig.workstation;
    assert.ok(credentials);
    const write = await credentialWriter();
    return {
      credentials,
      async save({ target }) {
        write(target);
      },
      close: () => rig.close(),
    };
  });
}
