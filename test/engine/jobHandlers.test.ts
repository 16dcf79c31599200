// What the page's calls leave in its report: seen through the handlers, on a practice PC of its own.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createHandlers } from '../../electron/bridge/handlers.ts';
import type { CallContext, Handlers } from '../../electron/bridge/server.ts';
import { profilePlaces } from '../../electron/model/outlookRegistry.ts';
import type { Result } from '../../electron/model/result.ts';
import { openDecided } from '../../electron/openDecided.ts';
import { program } from '../../electron/program.ts';
import type { Workstation } from '../../electron/workstation/port.ts';

const email = 'user@practice.example';
const catalogue = 'bluemind-5';
const call: CallContext = { signal: new AbortController().signal, onProgress: () => undefined };

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

let folder: string;
let workstation: Workstation;
let handlers: Handlers;
/** Opens the practice PC; `change` stands for what a test needs to be otherwise. */
async function open(change: (workstation: Workstation) => Workstation = (same) => same): Promise<void> {
  const opened = must(await openDecided({ kind: 'practice', folder }, 'en'));
  ({ workstation } = opened);
  handlers = createHandlers({ ...opened, workstation: change(workstation), program });
}
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bmos-handlers-'));
});
afterEach(async () => {
  await workstation.close();
  await rm(folder, { recursive: true, force: true });
});

const report = async () => must(await handlers.report({ email, format: 'json', language: 'en' }, call)).document;
const profileNamed = async (name: string) => must(await handlers.listProfiles({}, call)).profiles.find((each) => each.name === name);

/** All of the job, as the page does it. */
async function doTheJob(): Promise<void> {
  must(await handlers.inspect({ catalogue, email }, call));
  must(await handlers.check({ email, aliases: [], catalogue, password: null }, call));
  must(await handlers.applyKeys({ email, catalogue, chosen: [], language: 'en' }, call));
  must(await handlers.ensureProfile({ email, name: 'BlueMind', default: 'always' }, call));
  must(await handlers.openOutlook({ email, name: 'BlueMind' }, call));
  for (let looks = 0; looks < 100; looks += 1) {
    if (must(await handlers.verifyProfile({ email, name: 'BlueMind', wanted: 'always' }, call)).state === 'bluemind') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('the account does not come');
}

describe('a report of the page', () => {
  it('says that the job is done, whatever other profile is looked at afterwards', async () => {
    await open();
    const others = must(await handlers.listProfiles({}, call)).profiles.map(({ name }) => name);
    assert.ok(others.length > 0, 'the practice PC has a profile of its own');
    await doTheJob();
    assert.equal((await report()).verdict, 'ready');
    for (const name of others) must(await handlers.verifyProfile({ email, name, wanted: null }, call));
    assert.equal((await report()).verdict, 'ready');
  });

  it('says that Outlook opens another profile, until that is set', async () => {
    await open();
    await doTheJob();
    const { registry } = workstation;
    must(await registry.setValue(profilePlaces('16.0').defaultHolder, 'DefaultProfile', { type: 'REG_SZ', data: 'Outlook' }));
    must(await handlers.verifyProfile({ email, name: 'BlueMind', wanted: 'always' }, call));
    const before = await report();
    assert.equal(before.verdict, 'attention');
    assert.ok(before.findings.some(({ id, status }) => id === 'profile.opened' && status === 'warn'));
    assert.equal((await profileNamed('BlueMind'))?.default, false);
    // Whoever wants Outlook to stay as it is has nothing to mend.
    must(await handlers.verifyProfile({ email, name: 'BlueMind', wanted: 'keep' }, call));
    assert.equal((await report()).verdict, 'ready');

    const { opens, list, profile } = must(await handlers.ensureProfile({ email, name: 'BlueMind', default: 'always' }, call));
    assert.deepEqual([opens, profile.state], [true, 'bluemind']);
    assert.equal(list.profiles.find(({ name }) => name === 'BlueMind')?.default, true);
    assert.equal((await report()).verdict, 'ready');
  });

  it('leaves a profile that holds something else as it is, and says so', async () => {
    await open();
    const other = must(await handlers.listProfiles({}, call)).profiles[0];
    assert.ok(other);
    const before = JSON.stringify(must(await handlers.listProfiles({}, call)));
    const { profile } = must(await handlers.ensureProfile({ email, name: other.name, default: 'always' }, call));
    assert.notEqual(profile.state, 'bluemind');
    assert.equal(JSON.stringify(must(await handlers.listProfiles({}, call))), before);
  });

  it('is told nothing of another address’s saved sign-ins that come late', async () => {
    const credential = { target: `MicrosoftOffice16_Data:SSPI:${email}`, kind: 'generic' };
    await writeFile(path.join(folder, 'credentials.json'), JSON.stringify([credential]));
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    await open(({ credentials, ...own }) => {
      assert.ok(credentials);
      return { ...own, credentials: { ...credentials, list: () => held.then(() => credentials.list()) } };
    });
    const listing = handlers.listSignIns({ email, aliases: [] }, call);
    // The page turns to another address meanwhile.
    await handlers.planKeys({ email: 'b@two.example', catalogue, chosen: [], language: 'en' }, call);
    go();
    assert.equal(must(await listing).signIns.length, 1);
    const other = must(await handlers.report({ email: 'b@two.example', format: 'json', language: 'en' }, call)).document;
    assert.ok(other.findings.every(({ id }) => id !== 'signIns.stale'));
  });
});
