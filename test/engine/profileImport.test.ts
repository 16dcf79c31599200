// A profile that Outlook makes itself, from a .prf file: told, taken back, and made by the pretend Outlook at its next start.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { JobContext } from '../../electron/job/context.ts';
import { discoverMailbox } from '../../electron/job/discoverMailbox.ts';
import { openOutlook, watchProfile } from '../../electron/job/firstStart.ts';
import { createProfile, listProfiles, removeProfile, verifyProfile } from '../../electron/job/profile.ts';
import { problem } from '../../electron/model/problem.ts';
import { textOf } from '../../electron/model/registry.ts';
import { failure, type Result } from '../../electron/model/result.ts';
import type { Registry, Workstation } from '../../electron/workstation/port.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';

const call = { signal: new AbortController().signal, onProgress: () => undefined };
const email = 'user@practice.example';
const outlook = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook';

let root: string;
let folder: string;
let context: JobContext;
const contextOf = (workstation: Workstation): JobContext => ({
  workstation,
  language: 'en',
  program: { name: 'test', version: '0' },
  timeoutMs: 5_000,
  budgetMs: 15_000,
});
async function open(name = 'practice'): Promise<JobContext> {
  folder = path.join(root, name);
  return contextOf(must(await openPracticeWorkstation({ folder, discover: discoverMailbox })));
}
function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code);
const create = (name: string, mode: 'always' | 'prompt' | 'keep' = 'always', on = context) =>
  createProfile(on, { name, default: mode, way: 'prf' }, call);
const remove = (name: string) => removeProfile(context, { name }, call);
const state = async (name: string) => must(await verifyProfile(context, { name, email })).state;
const registry = (): Promise<Buffer> => readFile(path.join(folder, 'registry.reg'));
const setup = async () => must(await context.workstation.registry.readKey(`${outlook}\\Setup`));

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bmos-import-'));
  context = await open();
});
afterEach(async () => {
  await context.workstation.close();
  await rm(root, { recursive: true, force: true });
});

describe('a profile from a .prf file', () => {
  it('is written as Outlook reads it: ASCII, CRLF, no byte order mark, nothing overwritten', async () => {
    const { pending } = must(await create('BlueMind'));
    assert.equal(pending?.name, 'BlueMind');
    const bytes = await readFile(pending.file);
    assert.ok(bytes.every((byte) => byte < 0x80));
    assert.equal(
      bytes.toString('ascii'),
      [
        ...['[General]', 'Custom=1', 'ProfileName=BlueMind', 'DefaultProfile=Yes', 'OverwriteProfile=No'],
        ...['ModifyDefaultProfileIfPresent=false', 'BackupProfile=No', '', '[Service List]', '', '[Internet Account List]', ''],
      ].join('\r\n'),
    );
  });

  it('waits for Outlook’s next start, and says so', async () => {
    const list = must(await create('BlueMind'));
    assert.equal(textOf(await setup(), 'ImportPRF'), list.pending?.file);
    assert.equal(
      (await setup())?.values.some(({ name }) => name === 'First-Run'),
      false,
    );
    assert.equal(await state('bluemind'), 'pending');
    assert.deepEqual(
      list.profiles.map(({ name }) => name),
      ['Outlook'],
    );
  });

  it('is made by the pretend Outlook, opened always, and gets its account', { timeout: 60_000 }, async () => {
    must(await create('BlueMind'));
    must(await openOutlook(context, { name: 'BlueMind' }, call));
    const list = must(await listProfiles(context));
    assert.deepEqual(
      list.profiles.map(({ name, default: isDefault }) => [name, isDefault]),
      [
        ['BlueMind', true],
        ['Outlook', false],
      ],
    );
    assert.equal(list.pending, undefined);
    assert.equal(textOf(await setup(), 'ImportPRF'), undefined);
    assert.equal(must(await watchProfile(context, { name: 'BlueMind', email, forMs: 10_000 }, call)).state, 'bluemind');
    // A second start imports nothing again.
    must(await remove('BlueMind'));
    assert.equal(codeOf(await openOutlook(context, { name: 'BlueMind' }, call)), 'outlook.startFailed');
  });

  it('can leave what Outlook opens, or have it ask', async () => {
    must(await create('Aside', 'keep'));
    must(await openOutlook(context, { name: 'Aside' }, call));
    assert.equal(must(await listProfiles(context)).profiles.find((each) => each.default)?.name, 'Outlook');
    must(await create('Asked', 'prompt'));
    assert.equal(must(await listProfiles(context)).prompt, true);
  });

  it('is taken back to the byte until Outlook has started, with a backup', async () => {
    must(await context.workstation.registry.setValue(`${outlook}\\Setup`, 'FirstRun', { type: 'REG_DWORD', data: 1 }));
    const untouched = await registry();
    must(await create('BlueMind', 'prompt'));
    assert.ok(!untouched.equals(await registry()));
    const { backup, list } = must(await remove('BLUEMIND'));
    assert.ok(untouched.equals(await registry()));
    assert.equal(list.pending, undefined);
    assert.match((await readFile(backup)).toString('utf16le'), /"ImportPRF"=/);
    assert.deepEqual(await readdir(path.join(folder, 'import')), []);
    assert.equal(codeOf(await remove('BlueMind')), 'profile.missing');
  });

  it('takes back keys that were not there before, and leaves what others put there since', async () => {
    const { registry: keys } = context.workstation;
    must(await keys.deleteValue(`${outlook}\\Setup`, 'First-Run'));
    must(await keys.deleteKey(`${outlook}\\Setup`));
    const untouched = await registry();
    must(await create('BlueMind'));
    must(await remove('BlueMind'));
    assert.ok(untouched.equals(await registry()));

    must(await create('BlueMind'));
    must(await keys.setValue(`${outlook}\\Setup`, 'Theirs', { type: 'REG_DWORD', data: 1 }));
    must(await remove('BlueMind'));
    assert.deepEqual(await setup(), { values: [{ name: 'Theirs', type: 'REG_DWORD', data: 1 }], subkeys: [] });
  });

  it('is refused where it cannot be written down: names and folders outside ASCII, names that mean something else', async () => {
    for (const name of ['Büro', '事務所', 'a;b', '%USERNAME%', 'say "x"'])
      assert.equal(codeOf(await create(name)), 'profile.nameNotForPrf');
    assert.equal(codeOf(await create('a\\b')), 'profile.nameBackslash');
    assert.equal(codeOf(await create('OUTLOOK')), 'profile.exists');
    const elsewhere = await open('Büro');
    assert.deepEqual(
      await create('BlueMind', 'always', elsewhere),
      failure(problem('profile.prfFolder', { folder: path.join(folder, 'import') })),
    );
    await elsewhere.workstation.close();
  });

  it('is refused while Outlook runs, and while it is to import another file', async () => {
    const { workstation } = context;
    const running = { ...workstation, programs: { ...workstation.programs, runningOutlooks: () => Promise.resolve(['OUTLOOK.EXE']) } };
    assert.equal(codeOf(await create('BlueMind', 'always', contextOf(running))), 'outlook.running');
    must(await workstation.registry.setValue(`${outlook}\\Setup`, 'ImportPRF', { type: 'REG_SZ', data: 'C:\\theirs.prf' }));
    assert.deepEqual(await create('BlueMind'), failure(problem('profile.importPending', { file: 'C:\\theirs.prf' })));
    assert.equal(await state('BlueMind'), 'missing');
  });

  it('leaves everything as it was, whichever write is refused', async () => {
    const { workstation } = context;
    const failing = (nth: number): Workstation => {
      let count = 0;
      const guarded = (write: () => Promise<Result<void>>): Promise<Result<void>> =>
        (count += 1) === nth ? Promise.resolve(failure(problem('registry.denied', { path: 'x' }))) : write();
      const { registry: real } = workstation;
      const broken: Registry = {
        ...real,
        setValue: (at, name, data) => guarded(() => real.setValue(at, name, data)),
        deleteValue: (at, name) => guarded(() => real.deleteValue(at, name)),
      };
      return { ...workstation, registry: broken };
    };
    must(await workstation.registry.setValue(`${outlook}\\Setup`, 'FirstRun', { type: 'REG_DWORD', data: 1 }));
    const untouched = await registry();
    for (const nth of [1, 2, 3, 4]) {
      assert.equal(codeOf(await create('BlueMind', 'prompt', contextOf(failing(nth)))), 'registry.denied', `write ${nth}`);
      assert.ok(untouched.equals(await registry()), `write ${nth}`);
      assert.equal(await state('BlueMind'), 'missing');
    }
    must(await create('BlueMind', 'prompt'));
  });

  it('can still be taken back when neither writing nor taking back went through', async () => {
    const { workstation } = context;
    const { registry: real } = workstation;
    must(await real.setValue(`${outlook}\\Setup`, 'FirstRun', { type: 'REG_DWORD', data: 1 }));
    const untouched = await registry();
    const denied = () => Promise.resolve(failure(problem('registry.denied', { path: 'x' })));
    let deletions = 0;
    const broken: Registry = {
      ...real,
      // The second value goes, the third does not; then nothing can be put back.
      setValue: (at, name, data) => (deletions === 0 ? real.setValue(at, name, data) : denied()),
      deleteValue: (at, name) => ((deletions += 1) === 1 ? real.deleteValue(at, name) : denied()),
    };
    const failed = await create('BlueMind', 'always', contextOf({ ...workstation, registry: broken }));
    assert.deepEqual([codeOf(failed), failed.ok ? '' : failed.problem.data.reason], ['profile.creationFailed', 'notTakenBack']);
    assert.ok(!untouched.equals(await registry()));
    assert.equal(await state('BlueMind'), 'pending');
    must(await remove('BlueMind'));
    assert.ok(untouched.equals(await registry()));
  });

  it('is not taken for ours where the record is damaged: then nothing is taken back', async () => {
    must(await create('BlueMind'));
    await writeFile(path.join(folder, 'import', 'pending.json'), '{"version":1');
    assert.equal(await state('BlueMind'), 'missing');
    assert.equal(codeOf(await remove('BlueMind')), 'profile.missing');
    assert.equal(codeOf(await create('BlueMind')), 'profile.importPending');
  });
});
