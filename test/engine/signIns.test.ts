// Saved sign-ins on the practice PC: recognised, removed when they were named, and in the pretend Outlook's way until then.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { JobContext } from '../../electron/job/context.ts';
import { discoverMailbox } from '../../electron/job/discoverMailbox.ts';
import { deleteSignIns, listSignIns } from '../../electron/job/signIns.ts';
import { runWalk, type WalkCall } from '../../electron/job/walk.ts';
import type { Result } from '../../electron/model/result.ts';
import type { StoredCredential } from '../../electron/model/signIns.ts';
import type { Workstation } from '../../electron/workstation/port.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { credentialsContract } from './credentialsContract.ts';

const email = 'user@practice.example';
const stale: readonly StoredCredential[] = [
  { target: 'autodiscover.practice.example', kind: 'generic' },
  { target: `MicrosoftOffice16_Data:SSPI:${email}`, kind: 'generic' },
];
const call: WalkCall = { signal: new AbortController().signal, onProgress: () => undefined };
const input = { email, aliases: [] };

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code);

let folder: string;
let opened: Workstation[] = [];
async function open(...faults: string[]): Promise<Workstation> {
  const workstation = must(await openPracticeWorkstation({ folder, faults, discover: discoverMailbox }));
  opened.push(workstation);
  return workstation;
}
const contextOf = (workstation: Workstation): JobContext => ({
  workstation,
  language: 'en',
  program: { name: 'test', version: '0' },
  timeoutMs: 5_000,
  budgetMs: 15_000,
});
const file = (): string => path.join(folder, 'credentials.json');
const store = (credentials: readonly StoredCredential[]): Promise<void> => writeFile(file(), JSON.stringify(credentials));

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bmos-sign-ins-'));
  opened = [];
});
afterEach(async () => {
  for (const workstation of opened) await workstation.close();
  await rm(folder, { recursive: true, force: true });
});

credentialsContract('the practice PC', async () => {
  const own = await mkdtemp(path.join(tmpdir(), 'bmos-credentials-'));
  const workstation = must(await openPracticeWorkstation({ folder: own }));
  const { credentials } = workstation;
  assert.ok(credentials);
  const known = path.join(own, 'credentials.json');
  return {
    credentials,
    async save(credential) {
      const before: unknown = JSON.parse(await readFile(known, 'utf8').catch(() => '[]'));
      assert.ok(Array.isArray(before));
      await writeFile(known, JSON.stringify([...(before as unknown[]), credential]));
    },
    async close() {
      await workstation.close();
      await rm(own, { recursive: true });
    },
  };
});

describe('saved sign-ins of a mailbox', () => {
  it('are none on a fresh practice PC, which leaves no file behind', async () => {
    const context = contextOf(await open());
    assert.deepEqual(must(await listSignIns(context, input)).signIns, []);
    await assert.rejects(readFile(file()));
  });

  it('are listed without those of anybody else', async () => {
    await store([
      ...stale,
      { target: 'MicrosoftOffice16_Data:SSPI:other@practice.example', kind: 'generic' },
      { target: 'share', kind: 'domainPassword' },
    ]);
    const list = must(await listSignIns(contextOf(await open()), input));
    assert.deepEqual(
      list.signIns.map(({ target, kind }) => ({ target, kind })),
      stale,
    );
    assert.equal(list.inUse, false);
  });

  it('are removed when they are named, and nothing else ever is', async () => {
    const foreign: StoredCredential = { target: 'share', kind: 'domainPassword' };
    await store([...stale, foreign]);
    const context = contextOf(await open());
    const refused = await deleteSignIns(context, { ...input, chosen: [...stale, foreign] }, call);
    assert.equal(codeOf(refused), 'signIns.notRecognised');
    assert.equal(must((await context.workstation.credentials?.list()) ?? { ok: true, value: [] }).length, 3);

    const [first] = stale;
    assert.ok(first);
    const removal = must(await deleteSignIns(context, { ...input, chosen: [first] }, call));
    assert.deepEqual([removal.removed.length, removal.refused, removal.list.signIns.length], [1, [], 1]);
    assert.deepEqual(JSON.parse(await readFile(file(), 'utf8')), [stale[1], foreign]);
  });

  it('are not touched while an Outlook runs, which would save them again', async () => {
    await store(stale);
    const workstation = await open();
    const running = { ...workstation, programs: { ...workstation.programs, runningOutlooks: () => Promise.resolve(['OUTLOOK.EXE']) } };
    assert.equal(codeOf(await deleteSignIns(contextOf(running), { ...input, chosen: stale }, call)), 'outlook.running');
    assert.deepEqual(JSON.parse(await readFile(file(), 'utf8')), stale);
  });

  it('tell what Windows would not remove', async () => {
    await store(stale);
    const workstation = await open();
    const { credentials } = workstation;
    assert.ok(credentials);
    const stubborn: Workstation = {
      ...workstation,
      credentials: {
        list: () => credentials.list(),
        delete: (each) =>
          each.target === stale[0]?.target
            ? Promise.resolve({ ok: false, problem: { code: 'credentials.failed', data: { reason: 'Windows 5' } } })
            : credentials.delete(each),
      },
    };
    const removal = must(await deleteSignIns(contextOf(stubborn), { ...input, chosen: stale }, call));
    assert.deepEqual(removal.refused, [{ target: stale[0]?.target, reason: 'Windows 5' }]);
    assert.deepEqual(
      removal.list.signIns.map(({ target }) => target),
      [stale[0]?.target],
    );
  });

  it('cannot be looked at where there is no way to a Credential Manager, or only to a broken one', async () => {
    const { credentials: _, ...without } = await open();
    assert.equal(codeOf(await listSignIns(contextOf(without), input)), 'credentials.unavailable');
    await writeFile(file(), '{"not": "ours"}');
    assert.equal(codeOf(await listSignIns(contextOf(await open()), input)), 'credentials.failed');
  });
});

describe('the fault of an old password', () => {
  const walk = (workstation: Workstation, more: Partial<WalkCall> = {}) =>
    runWalk(
      contextOf(workstation),
      { ...input, catalogue: 'bluemind-5', chosen: [], password: null, profileName: 'BlueMind', defaultMode: 'always', unattended: true },
      { ...call, ...more },
    );
  const told = (document: Awaited<ReturnType<typeof walk>>) => document.findings.find(({ id }) => id === 'signIns.stale');

  it('keeps the pretend Outlook from the mailbox, until the walk may remove it', { timeout: 60_000 }, async () => {
    const workstation = await open('stale-sign-in');
    const stuck = await walk(workstation);
    assert.equal(stuck.profile?.state, 'blank');
    assert.deepEqual([told(stuck)?.status, told(stuck)?.data.count], ['warn', 2]);
    assert.equal(stuck.next?.finding, 'signIns.stale');

    const cleared = await walk(workstation, { chooseSignIns: (found) => Promise.resolve(found) });
    assert.equal(cleared.profile?.state, 'bluemind');
    assert.equal(told(cleared), undefined);
    assert.deepEqual(
      cleared.steps.find(({ step }) => step === 'firstStart'),
      { step: 'firstStart', state: 'done', changed: true },
    );
  });

  it('comes back when it is switched on again, and takes along what it left when it is switched off', async () => {
    const workstation = await open('stale-sign-in');
    const context = contextOf(workstation);
    const count = async () => must(await listSignIns(context, input)).signIns.length;
    const set = async (...faults: string[]) => must((await workstation.practice?.setFaults(faults)) ?? { ok: true, value: undefined });
    must(await deleteSignIns(context, { ...input, chosen: stale }, call));
    assert.equal(await count(), 0);
    await set();
    await set('stale-sign-in', 'refused');
    assert.deepEqual([await count(), workstation.practice?.faults], [2, ['refused', 'stale-sign-in']]);
    await set('refused');
    assert.equal(await count(), 0);
  });
});
