// Profiles on the practice workstation: listed, created blank, filled by the pretend Outlook, verified, removed with a backup.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { JobContext } from '../../electron/job/context.ts';
import { ensureProfile } from '../../electron/job/profile.ts';
import type { Profile } from '../../electron/model/outlook.ts';
import { problem } from '../../electron/model/problem.ts';
import { textOf } from '../../electron/model/registry.ts';
import { failure, type Result } from '../../electron/model/result.ts';
import { createProfile } from '../../electron/outlook/createProfile.ts';
import type { NewProfile } from '../../electron/outlook/newProfile.ts';
import { readInstalls } from '../../electron/outlook/installs.ts';
import { readProfiles } from '../../electron/outlook/profiles.ts';
import { removeProfile } from '../../electron/outlook/removeProfile.ts';
import { verifyProfile } from '../../electron/outlook/verifyProfile.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import type { Registry, Workstation } from '../../electron/workstation/port.ts';
import { createRegistryTree } from '../../electron/workstation/registry/registryTree.ts';
import { encodeRegFile, parseRegFile } from '../../electron/workstation/registry/regFile.ts';

const never = new AbortController().signal;
const outlookKey = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook';
const optionsKey = 'HKCU\\Software\\Microsoft\\Exchange\\Client\\Options';
let folder: string;
let workstation: Workstation;
let mailbox: string | null;

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code;
}
const create = (name: string, mode: NewProfile['default'] = 'always', on = workstation): Promise<Result<void>> =>
  createProfile(on, { office: '16.0', name, default: mode }, never);
const remove = (name: string, on = workstation) => removeProfile(on, { office: '16.0', name }, never);
const state = async (name: string, email: string | null = null): Promise<string> =>
  must(await verifyProfile(workstation.registry, '16.0', name, email)).state;
const profiles = async (): Promise<readonly Profile[]> => must(await readProfiles(workstation.registry, '16.0')).profiles;
const defaultName = async (): Promise<string | null> => must(await readProfiles(workstation.registry, '16.0')).defaultName;
const file = (): Promise<Buffer> => readFile(path.join(folder, 'registry.reg'));

/** The workstation with a registry whose write number `failing` is refused, or silently lost. */
function withFailingWrite(failing: number, how: 'refused' | 'lost'): Workstation {
  const { registry } = workstation;
  let count = 0;
  const guarded = (write: () => Promise<Result<void>>): Promise<Result<void>> => {
    count += 1;
    if (count !== failing) return write();
    return Promise.resolve(how === 'lost' ? { ok: true, value: undefined } : failure(problem('registry.denied', { path: 'x' })));
  };
  const broken: Registry = {
    backend: 'broken',
    readKey: (at) => registry.readKey(at),
    readValues: (at, names) => registry.readValues(at, names),
    hasKey: (at) => registry.hasKey(at),
    createKey: (at) => guarded(() => registry.createKey(at)),
    setValue: (at, name, data) => guarded(() => registry.setValue(at, name, data)),
    deleteValue: (at, name) => guarded(() => registry.deleteValue(at, name)),
    changeValues: (at, changes) => guarded(() => registry.changeValues(at, changes)),
    deleteKey: (at) => guarded(() => registry.deleteKey(at)),
  };
  return { ...workstation, registry: broken };
}
const withRunning = (...programs: string[]): Workstation => ({
  ...workstation,
  programs: { ...workstation.programs, runningOutlooks: () => Promise.resolve(programs) },
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bmos-profile-'));
  mailbox = 'user@practice.example';
  workstation = must(await openPracticeWorkstation({ folder, discover: () => Promise.resolve(mailbox) }));
});
afterEach(async () => {
  await workstation.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the practice PC', () => {
  it('has Microsoft 365 and one profile with an IMAP account, an address book and a data file', async () => {
    const [install] = must(await readInstalls(workstation.registry));
    assert.deepEqual(
      [install?.product, install?.office, install?.bitness, install?.technology],
      ['Microsoft 365', '16.0', 'x64', 'clickToRun'],
    );
    const [profile, ...others] = await profiles();
    assert.deepEqual(others, []);
    assert.deepEqual([profile?.name, profile?.default, profile?.blank], ['Outlook', true, false]);
    assert.deepEqual(
      profile?.accounts.map(({ kind, name, server }) => [kind, name, server]),
      [
        ['imap', 'user@provider.example', 'imap.provider.example'],
        ['addressBook', 'Outlook Address Book', null],
        ['dataFile', 'Outlook Data File', null],
      ],
    );
  });
});

describe('creating a profile', () => {
  it('makes a blank one and has Outlook open it always', async () => {
    must(await create('BlueMind'));
    assert.deepEqual(
      (await profiles()).map(({ name, default: isDefault, blank }) => [name, isDefault, blank]),
      [
        ['BlueMind', true, true],
        ['Outlook', false, false],
      ],
    );
    assert.equal(await state('BLUEMIND'), 'blank');
  });

  it('can have Outlook ask at each start, and no longer ask when a later one is to be opened always', async () => {
    must(await create('First', 'prompt'));
    assert.equal(must(await readProfiles(workstation.registry, '16.0')).prompt, true);
    assert.equal(await defaultName(), 'Outlook');
    must(await create('Second', 'always'));
    assert.equal(must(await readProfiles(workstation.registry, '16.0')).prompt, false);
    assert.equal(await defaultName(), 'Second');
  });

  it('can leave alone what Outlook opens', async () => {
    must(await create('Aside', 'keep'));
    const read = must(await readProfiles(workstation.registry, '16.0'));
    assert.deepEqual([read.defaultName, read.prompt], ['Outlook', false]);
  });

  it('takes names of every script', async () => {
    for (const name of ['Büro – 事務所', '📧 mail', 'مكتب']) must(await create(name));
    assert.deepEqual(new Set((await profiles()).map(({ name }) => name)), new Set(['Outlook', 'Büro – 事務所', '📧 mail', 'مكتب']));
  });

  it('refuses a name that exists in any letter case, a malformed one, and a running Outlook', async () => {
    assert.deepEqual(await create('OUTLOOK'), failure(problem('profile.exists', { name: 'Outlook' })));
    assert.equal(codeOf(await create('a\\b')), 'profile.nameBackslash');
    const running = await create('BlueMind', 'always', withRunning('OUTLOOK.EXE', 'olk.exe'));
    assert.deepEqual(running, failure(problem('outlook.running', { programs: ['OUTLOOK.EXE', 'olk.exe'] })));
    assert.equal((await profiles()).length, 1);
  });

  it('leaves everything as it was, whichever write is refused or lost', async () => {
    must(await workstation.registry.setValue(optionsKey, 'PickLogonProfile', { type: 'REG_SZ', data: '1' }));
    const before = await file();
    for (const how of ['refused', 'lost'] as const) {
      for (const failing of [1, 2, 3]) {
        const outcome = await create('BlueMind', 'always', withFailingWrite(failing, how));
        assert.equal(codeOf(outcome), how === 'refused' ? 'registry.denied' : 'profile.creationFailed', `write ${failing} ${how}`);
        assert.deepEqual(await file(), before, `write ${failing} ${how}`);
      }
    }
    must(await create('BlueMind', 'always', withFailingWrite(4, 'refused')));
  });

  it('leaves no key behind that it made for asking at each start', async () => {
    must(await workstation.registry.createKey('HKCU\\Software\\Other'));
    const before = await file();
    assert.equal(codeOf(await create('BlueMind', 'prompt', withFailingWrite(2, 'refused'))), 'registry.denied');
    assert.deepEqual(await file(), before);
    const lost = await create('BlueMind', 'prompt', withFailingWrite(2, 'lost'));
    assert.equal(codeOf(lost), 'profile.creationFailed');
    assert.deepEqual(await file(), before);
  });

  it('writes nothing when it was stopped before', async () => {
    must(await workstation.registry.createKey('HKCU\\Software\\Other'));
    const before = await file();
    const stopped = await createProfile(workstation, { office: '16.0', name: 'BlueMind', default: 'always' }, AbortSignal.abort());
    assert.equal(codeOf(stopped), 'cancelled');
    assert.deepEqual(await file(), before);
  });
});

describe('the profile step of a set-up', () => {
  const contextOf = (on: Workstation): JobContext => ({
    workstation: on,
    language: 'en',
    program: { name: 'test', version: '0' },
    timeoutMs: 5_000,
    budgetMs: 15_000,
  });
  const wanted = { profileName: 'BlueMind', defaultMode: 'always', email: 'user@practice.example' } as const;
  const ensure = (on = workstation, { yes = true, signal = never } = {}) =>
    ensureProfile(contextOf(on), wanted, () => Promise.resolve(yes), { signal, onProgress: () => undefined });
  const outcome = async (...args: Parameters<typeof ensure>) => {
    const { changed, opens, profile } = must(await ensure(...args));
    return { changed, opens, opened: profile.profile?.default };
  };

  it('finishes one that was ended between the profile’s key and the default', async () => {
    must(await workstation.registry.createKey(`${outlookKey}\\Profiles\\BlueMind`));
    assert.deepEqual(await outcome(), { changed: true, opens: true, opened: true });
    assert.equal(await defaultName(), 'BlueMind');
    assert.deepEqual(await outcome(), { changed: false, opens: true, opened: true });
  });

  it('asks before it changes what Outlook opens, and is left as it was by a no, a stop and a refused write', async () => {
    must(await create('BlueMind', 'keep'));
    const before = await file();
    assert.equal(codeOf(await ensure(workstation, { yes: false })), 'cancelled');
    assert.equal(codeOf(await ensure(workstation, { signal: AbortSignal.abort() })), 'cancelled');
    assert.equal(codeOf(await ensure(withFailingWrite(1, 'refused'))), 'registry.denied');
    assert.deepEqual(await file(), before);
  });

  it('waits with it while Outlook runs, and says that it is not done', async () => {
    must(await create('BlueMind', 'keep'));
    const before = await file();
    assert.deepEqual(await outcome(withRunning('OUTLOOK.EXE')), { changed: false, opens: false, opened: false });
    assert.deepEqual(await file(), before);
  });

  it('leaves a profile with another account, and what Outlook opens', async () => {
    must(await create('Other'));
    const { changed, profile } = must(
      await ensureProfile(contextOf(workstation), { ...wanted, profileName: 'Outlook' }, () => Promise.resolve(true), {
        signal: never,
        onProgress: () => undefined,
      }),
    );
    assert.deepEqual([changed, profile.state, await defaultName()], [false, 'otherAccount', 'Other']);
  });
});

describe('the pretend Outlook', () => {
  it('puts the BlueMind account into a blank profile when it finds the mailbox', async () => {
    must(await create('BlueMind'));
    must(await workstation.programs.openOutlook('BlueMind', never));
    assert.equal(await state('BlueMind'), 'bluemind');
    assert.equal(await state('BlueMind', 'User@Practice.example'), 'bluemind');
    assert.equal(await state('BlueMind', 'somebody@practice.example'), 'otherAccount');
    const profile = (await profiles()).find(({ name }) => name === 'BlueMind');
    assert.deepEqual(profile?.accounts, [{ kind: 'exchange', name: 'user@practice.example', service: 'MSEMS', server: null }]);
  });

  it('leaves the profile blank when it finds none, and another profile as it is', async () => {
    mailbox = null;
    must(await create('BlueMind'));
    must(await workstation.programs.openOutlook('BlueMind', never));
    assert.equal(await state('BlueMind'), 'blank');
    mailbox = 'user@practice.example';
    const before = await file();
    must(await workstation.programs.openOutlook('Outlook', never));
    assert.deepEqual(await file(), before);
  });

  it('does not start with a profile that is not there, and stops when told to', async () => {
    assert.equal(codeOf(await workstation.programs.openOutlook('Nobody', never)), 'outlook.startFailed');
    must(await create('BlueMind'));
    assert.equal(codeOf(await workstation.programs.openOutlook('BlueMind', AbortSignal.abort())), 'cancelled');
  });
});

describe('verifying a profile', () => {
  it('says what is wrong with one that is not blank and not BlueMind alone', async () => {
    assert.equal(await state('Outlook'), 'otherAccount');
    assert.equal(await state('Nobody'), 'missing');
    const manager = `${outlookKey}\\Profiles\\Outlook\\9375CFF0413111d3B88A00104B2A6676`;
    must(await workstation.registry.setValue(`${manager}\\00000004`, 'Service Name', { type: 'REG_SZ', data: 'MSEMS' }));
    must(
      await workstation.registry.setValue(`${manager}\\00000004`, 'clsid', {
        type: 'REG_SZ',
        data: '{ED475414-B0D6-11D2-8C3B-00104B2A6676}',
      }),
    );
    assert.equal(await state('Outlook'), 'severalAccounts');
  });
});

describe('removing a profile', () => {
  it('writes a backup that brings it back exactly, and has Outlook open another one', async () => {
    must(await create('Zweites'));
    must(await workstation.programs.openOutlook('Zweites', never));
    const before = await file();
    const { backup, newDefault } = must(await remove('zweites'));
    assert.equal(newDefault, 'Outlook');
    assert.equal(await defaultName(), 'Outlook');
    assert.deepEqual(
      (await profiles()).map(({ name }) => name),
      ['Outlook'],
    );
    const restored = createRegistryTree([...must(parseRegFile(await file())), ...must(parseRegFile(await readFile(backup)))]);
    assert.deepEqual(encodeRegFile(restored.entries()), before);
  });

  it('clears the default when no profile is left', async () => {
    must(await remove('Outlook'));
    assert.equal(textOf(must(await workstation.registry.readKey(outlookKey)), 'DefaultProfile'), undefined);
    assert.deepEqual(await profiles(), []);
  });

  it('leaves the default alone when it is another one', async () => {
    must(await create('Aside', 'keep'));
    assert.equal(must(await remove('Aside')).newDefault, null);
    assert.equal(await defaultName(), 'Outlook');
  });

  it('refuses a profile that is not there, and a running Outlook', async () => {
    assert.deepEqual(await remove('Nobody'), failure(problem('profile.missing', { name: 'Nobody' })));
    assert.equal(codeOf(await remove('Outlook', withRunning('OUTLOOK.EXE'))), 'outlook.running');
    assert.equal((await profiles()).length, 1);
  });

  it('leaves everything as it was, whichever write is refused or lost', async () => {
    must(await workstation.registry.createKey('HKCU\\Software\\Other'));
    const before = await file();
    for (const how of ['refused', 'lost'] as const) {
      for (const failing of [1, 2, 3, 4, 5, 6]) {
        assert.notEqual(codeOf(await remove('Outlook', withFailingWrite(failing, how))), 'ok', `write ${failing} ${how}`);
        assert.deepEqual(await file(), before, `write ${failing} ${how}`);
      }
    }
  });
});
