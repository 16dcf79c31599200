// The practice workstation: a registry in a file that is never half written, a lock that dies with its process, a server that starts when needed.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { textOf } from '../../electron/model/registry.ts';
import { success, type Result } from '../../electron/model/result.ts';
import { defaultPracticeFolder } from '../../electron/workstation/practice/dataFolder.ts';
import { openPracticeWorkstation, type PracticeOptions } from '../../electron/workstation/practice/index.ts';
import type { Workstation } from '../../electron/workstation/port.ts';
import { registryContract } from './registryContract.ts';

const run = promisify(execFile);
const never = new AbortController().signal;
let folder: string;
const opened: Workstation[] = [];

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code;
}
async function open(options: PracticeOptions = {}): Promise<Workstation> {
  const workstation = must(await openPracticeWorkstation({ folder, ...options }));
  opened.push(workstation);
  return workstation;
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bmos-practice-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((workstation) => workstation.close()));
  await rm(folder, { recursive: true, force: true });
});

/** A practice workstation in a folder of its own, for the contract. */
async function openForContract(): Promise<{ workstation: Workstation; close: () => Promise<void> }> {
  const own = await mkdtemp(path.join(tmpdir(), 'bmos-contract-'));
  const workstation = must(await openPracticeWorkstation({ folder: own }));
  const close = async (): Promise<void> => {
    await workstation.close();
    await rm(own, { recursive: true });
  };
  return { workstation, close };
}

registryContract(
  'the practice workstation for a standard user',
  async () => {
    const { workstation, close } = await openForContract();
    return { registry: workstation.registry, close };
  },
  { denied: { path: 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0\\Outlook' } },
);
registryContract(
  'the practice workstation for an administrator',
  async () => {
    const { workstation, close } = await openForContract();
    return { registry: must(await workstation.elevation.request(never)), close };
  },
  { denied: { skip: 'an administrator may write everywhere' } },
);

/** What another process does on the same folder: the code runs with `workstation` open. */
function elsewhere(code: string): string[] {
  const index = path.resolve('electron/workstation/practice/index.ts');
  const script = `import { openPracticeWorkstation } from ${JSON.stringify(index)};
    const opened = await openPracticeWorkstation({ folder: ${JSON.stringify(folder)} });
    const workstation = opened.value;
    ${code}`;
  return ['--input-type=module', '--eval', script];
}

describe('the practice registry', () => {
  it('writes nothing while it is only read', async () => {
    const workstation = await open({ folder: path.join(folder, 'not', 'yet') });
    const key = must(await workstation.registry.readKey('HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook'));
    assert.equal(textOf(key, 'DefaultProfile'), 'Outlook');
    assert.deepEqual(await readdir(folder), []);
  });

  it('is the same bytes after its first change was taken back as when it was kept before', async () => {
    const { registry, practice } = await open();
    await practice?.keep();
    const file = path.join(folder, 'registry.reg');
    const before = await readFile(file);
    must(await registry.setValue('HKCU\\Software\\One', 'x', { type: 'REG_DWORD', data: 1 }));
    assert.notDeepEqual(await readFile(file), before);
    must(await registry.deleteKey('HKCU\\Software\\One'));
    await practice?.keep();
    assert.deepEqual(await readFile(file), before);
    assert.deepEqual(await readdir(folder), ['registry.reg']);
  });

  it('is read from memory where its folder cannot be written', async () => {
    const workstation = await open({ folder: '/proc/practice' });
    await workstation.practice?.keep();
    assert.ok(must(await workstation.registry.readKey('HKCU\\Software')));
  });

  it('is the same bytes again when a change was taken back', async () => {
    const { registry } = await open();
    must(await registry.createKey('HKCU\\Software\\One'));
    const file = path.join(folder, 'registry.reg');
    const before = await readFile(file);
    must(await registry.setValue('HKCU\\Software\\One\\two', 'x', { type: 'REG_DWORD', data: 1 }));
    assert.notDeepEqual(await readFile(file), before);
    must(await registry.deleteValue('HKCU\\Software\\One\\Two', 'X'));
    must(await registry.deleteKey('HKCU\\Software\\One\\Two'));
    assert.deepEqual(await readFile(file), before);
  });

  it('leaves nothing beside its file', async () => {
    const { registry } = await open();
    must(await registry.createKey('HKCU\\Software\\One'));
    assert.deepEqual(await readdir(folder), ['registry.reg']);
  });

  it('sees what another process wrote', async () => {
    const { registry } = await open();
    must(await registry.setValue('HKCU\\Software\\Shared', 'v', { type: 'REG_SZ', data: 'here' }));
    await run(
      process.execPath,
      elsewhere(`await workstation.registry.setValue('HKCU\\\\Software\\\\Shared', 'v', { type: 'REG_SZ', data: 'there' })`),
    );
    assert.equal(textOf(must(await registry.readKey('HKCU\\Software\\Shared')), 'v'), 'there');
  });

  it('keeps every one of many writes that were begun at once', async () => {
    const { registry } = await open();
    const names = Array.from({ length: 20 }, (_, number) => `value ${number}`);
    const written = await Promise.all(names.map((name) => registry.setValue('HKCU\\Software\\Many', name, { type: 'REG_SZ', data: name })));
    written.forEach(must);
    const again = await open();
    assert.equal(must(await again.registry.readKey('HKCU\\Software\\Many'))?.values.length, names.length);
  });

  it('names the file and the line that it cannot read, and leaves the file alone', async () => {
    const file = path.join(folder, 'registry.reg');
    await writeFile(file, 'Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\x]\n"a"=oops\n');
    const { registry } = await open();
    const data = { file, line: 4 };
    assert.deepEqual(await registry.readKey('HKCU\\x'), { ok: false, problem: { code: 'workstation.registryUnreadable', data } });
    assert.equal(codeOf(await registry.setValue('HKCU\\x', 'a', { type: 'REG_SZ', data: '' })), 'workstation.registryUnreadable');
    assert.match(await readFile(file, 'utf8'), /oops/);
  });

  it('asks for administrator rights, which may be refused', async () => {
    const policies = 'HKCU\\SOFTWARE\\POLICIES\\x';
    const { registry, elevation } = await open();
    assert.equal(codeOf(await registry.setValue(policies, 'v', { type: 'REG_SZ', data: '' })), 'registry.denied');
    const elevated = must(await elevation.request(never));
    must(await elevated.setValue(policies, 'v', { type: 'REG_SZ', data: 'by policy' }));
    assert.equal(textOf(must(await registry.readKey(policies)), 'v'), 'by policy');
    const refusing = await open({ refuseElevation: true });
    assert.equal(codeOf(await refusing.elevation.request(never)), 'elevation.refused');
  });

  it('refuses names that Windows refuses', async () => {
    const { registry } = await open();
    for (const bad of [`HKCU\\${'k'.repeat(256)}`, 'HKCU\\a\\\\b', 'HKCU\\a\\', 'HKEY_USERS\\a', 'HKCU\\a\nb']) {
      assert.equal(codeOf(await registry.createKey(bad)), 'registry.failed', bad);
    }
  });
});

describe('the lock of a practice workstation', () => {
  it('tells the second of two processes at once that the first is writing, and loses nothing', async () => {
    const workstation = await open();
    const other = `process.stdout.write(JSON.stringify(await workstation.exclusive(async () => ({ ok: true }))))`;
    const seen = must(await workstation.exclusive(async () => success((await run(process.execPath, elsewhere(other))).stdout)));
    assert.deepEqual(JSON.parse(seen), { ok: false, problem: { code: 'workstation.busy', data: { folder } } });
    assert.deepEqual(JSON.parse((await run(process.execPath, elsewhere(other))).stdout), { ok: true });
  });

  it('refuses a second piece of work in the same process, and the same folder by another path', async () => {
    const first = await open();
    const second = await open({ folder: `${folder}/./` });
    const inner = await first.exclusive(async () =>
      success([codeOf(await first.exclusive(async () => success(1))), codeOf(await second.exclusive(async () => success(1)))]),
    );
    assert.deepEqual(must(inner), ['workstation.busy', 'workstation.busy']);
    assert.equal(must(await second.exclusive(async () => success('free'))), 'free');
  });

  it('is gone when its process was killed', async () => {
    const child = spawn(
      process.execPath,
      elsewhere(
        `await workstation.exclusive(() => { process.stdout.write('held'); return new Promise((resolve) => setTimeout(resolve, 60_000)); })`,
      ),
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const workstation = await open();
    assert.equal(codeOf(await workstation.exclusive(async () => success(1))), 'workstation.busy');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    assert.equal(codeOf(await workstation.exclusive(async () => success(1))), 'ok');
  });

  it('is given back when the work throws', async () => {
    const workstation = await open();
    await assert.rejects(
      workstation.exclusive(() => Promise.reject(new Error('a bug'))),
      /a bug/,
    );
    assert.equal(codeOf(await workstation.exclusive(async () => success(1))), 'ok');
  });
});

describe('opening a practice workstation', () => {
  it('refuses a fault that it does not know and says which there are', async () => {
    const outcome = await openPracticeWorkstation({ folder, faults: ['black-hole', 'no-such-fault'] });
    assert.ok(!outcome.ok);
    assert.equal(outcome.problem.code, 'fault.unknown');
    assert.equal(outcome.problem.data.fault, 'no-such-fault');
    assert.ok(Array.isArray(outcome.problem.data.known) && outcome.problem.data.known.includes('black-hole'));
  });

  it('says that a folder cannot be written: at once where a file stands in its place, when writing where it cannot be made', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    assert.equal(codeOf(await openPracticeWorkstation({ folder: file })), 'workstation.folderNotWritable');
    assert.equal(codeOf(await openPracticeWorkstation({ folder: path.join(file, 'below') })), 'workstation.folderNotWritable');
    const nowhere = path.join(folder, 'nowhere');
    await symlink(path.join(folder, 'not', 'there'), nowhere, 'junction');
    const workstation = await open({ folder: nowhere });
    assert.equal(codeOf(await workstation.registry.readKey('HKCU')), 'ok');
    assert.equal(codeOf(await workstation.exclusive(async () => success(1))), 'workstation.folderNotWritable');
  });

  it('starts its server at the first question, with the faults of that moment', async () => {
    const workstation = await open();
    const ask = (name: string) => workstation.network.resolve(name, 'A', { timeoutMs: 3000, signal: never });
    must((await workstation.practice?.setFaults(['no-autodiscover-dns'])) ?? success(undefined));
    assert.equal((await ask('autodiscover.practice.example')).kind, 'noName');
    must((await workstation.practice?.setFaults([])) ?? success(undefined));
    assert.equal((await ask('autodiscover.practice.example')).kind, 'answer');
    assert.equal(codeOf((await workstation.practice?.setFaults(['nonsense'])) ?? success(undefined)), 'fault.unknown');
  });

  it('reaches the practice server by its names, over certificates that are accepted', async () => {
    const workstation = await open();
    const url = 'https://autodiscover.practice.example/autodiscover/autodiscover.xml';
    const exchange = await workstation.network.exchange({ method: 'POST', url, headers: {}, timeoutMs: 3000, maxBytes: 10_000 }, never);
    assert.deepEqual(exchange.certificate?.faults, []);
    assert.equal(exchange.answer?.status, 401);
  });

  it('keeps its state in the app data folder of the system when no folder is named', () => {
    const home = '/home/user';
    const at = (platform: NodeJS.Platform, environment: Record<string, string>): string =>
      defaultPracticeFolder({ platform, home, environment });
    assert.equal(at('linux', {}), '/home/user/.local/share/BlueMind Outlook Setup/practice');
    assert.equal(at('linux', { XDG_DATA_HOME: '/data' }), '/data/BlueMind Outlook Setup/practice');
    assert.equal(at('linux', { XDG_DATA_HOME: 'relative' }), '/home/user/.local/share/BlueMind Outlook Setup/practice');
    assert.equal(at('darwin', {}), '/home/user/Library/Application Support/BlueMind Outlook Setup/practice');
    assert.equal(
      at('win32', { LOCALAPPDATA: 'C:\\Users\\u\\AppData\\Local' }),
      'C:\\Users\\u\\AppData\\Local\\BlueMind Outlook Setup\\practice',
    );
  });
});
