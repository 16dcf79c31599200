// Remembered Autodiscover answers on the practice workstation: the port, the job over it, and the command line.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { putAwayRemembered, readRemembered } from '../../electron/job/remembered.ts';
import type { JobContext } from '../../electron/job/context.ts';
import { problem } from '../../electron/model/problem.ts';
import { failure } from '../../electron/model/result.ts';
import type { Workstation } from '../../electron/workstation/port.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { cli } from './cliProcess.ts';
import { describeRemembered } from './rememberedContract.ts';

const never = new AbortController().signal;

async function openPractice(): Promise<{ readonly workstation: Workstation; readonly folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'remembered-'));
  const opened = await openPracticeWorkstation({ folder });
  assert.ok(opened.ok);
  return { workstation: opened.value, folder };
}

describeRemembered('the practice workstation', async () => {
  const { workstation, folder } = await openPractice();
  assert.ok(workstation.remembered);
  return {
    remembered: workstation.remembered,
    folder: path.join(folder, 'Outlook'),
    away: path.join(folder, 'backups', 'away'),
    close: async () => {
      await workstation.close();
      await rm(folder, { recursive: true });
    },
  };
});

const office365 = `<Autodiscover><Response><User><AutoDiscoverSMTPAddress>user@practice.example</AutoDiscoverSMTPAddress></User><Account>
<Action>settings</Action><Protocol Type="mapiHttp"><MailStore><ExternalUrl>https://outlook.office365.com/mapi/emsmdb/</ExternalUrl></MailStore>
<AddressBook><ExternalUrl>https://outlook.office365.com/mapi/nspi/</ExternalUrl></AddressBook></Protocol></Account></Response></Autodiscover>`;
const misleading = '16\\AutoD.user@practice.example.xml';
const other = 'b7e128fc6da9614daadcced8787ff412 - Autodiscover.xml';

async function plant(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'Outlook', '16'), { recursive: true });
  await writeFile(path.join(folder, 'Outlook', '16', 'AutoD.user@practice.example.xml'), office365);
  await writeFile(path.join(folder, 'Outlook', other), '<Autodiscover/>');
  await writeFile(path.join(folder, 'Outlook', 'user@practice.example.ost'), 'mail');
}

describe('putting remembered answers away', () => {
  let rig: Awaited<ReturnType<typeof openPractice>>;
  beforeEach(async () => {
    rig = await openPractice();
    await plant(rig.folder);
  });
  const contextOf = (workstation: Workstation): JobContext => ({
    workstation,
    language: 'en',
    program: { name: 'test', version: '0' },
    timeoutMs: 1,
    budgetMs: 1,
  });
  const putAway = (names: readonly string[], workstation = rig.workstation, signal = never) =>
    putAwayRemembered(contextOf(workstation), { names }, { signal, onProgress: () => undefined });
  const names = async (): Promise<readonly string[]> => {
    const read = await readRemembered(rig.workstation);
    assert.ok(read.ok);
    return read.value.map(({ name }) => name);
  };
  const end = async (): Promise<void> => {
    await rig.workstation.close();
    await rm(rig.folder, { recursive: true });
  };

  it('reads whom each is for and where it leads', async () => {
    const read = await readRemembered(rig.workstation);
    assert.ok(read.ok);
    assert.deepEqual(
      read.value.map(({ name, address, hosts, office365: leads }) => [name, address, hosts, leads]),
      [
        [misleading, 'user@practice.example', ['outlook.office365.com'], true],
        [other, null, [], false],
      ],
    );
    await end();
  });

  it('moves the chosen ones into a backup, and leaves the others and the mail', async () => {
    const away = await putAway([misleading, misleading]);
    assert.ok(away.ok, JSON.stringify(away));
    assert.equal(away.value.length, 1);
    assert.equal(await readFile(away.value[0]?.backup ?? '', 'utf8'), office365);
    assert.deepEqual(await names(), [other]);
    assert.deepEqual((await readdir(path.join(rig.folder, 'Outlook'))).sort(), ['16', other, 'user@practice.example.ost'].sort());
    await end();
  });

  it('refuses a name that is not in the list, before anything is moved', async () => {
    for (const unknown of ['16\\AutoD.other@practice.example.xml', 'user@practice.example.ost', '..\\..\\x']) {
      const away = await putAway([misleading, unknown]);
      assert.deepEqual(away.ok ? null : away.problem, problem('caches.unknown', { name: unknown }));
    }
    assert.deepEqual(await names(), [misleading, other]);
    await end();
  });

  it('does nothing while an Outlook runs, or once it was stopped', async () => {
    const programs = { ...rig.workstation.programs, runningOutlooks: () => Promise.resolve(['OUTLOOK.EXE']) };
    const away = await putAway([misleading], { ...rig.workstation, programs });
    assert.equal(away.ok ? '' : away.problem.code, 'outlook.running');
    const stopped = await putAway([misleading], rig.workstation, AbortSignal.abort());
    assert.equal(stopped.ok ? '' : stopped.problem.code, 'cancelled');
    assert.deepEqual(await names(), [misleading, other]);
    await end();
  });

  it('puts all back when one of them cannot be moved', async () => {
    const { remembered } = rig.workstation;
    assert.ok(remembered);
    const refused = failure(problem('caches.failed', { file: other, reason: 'EBUSY' }));
    const failing: Workstation = {
      ...rig.workstation,
      remembered: {
        ...remembered,
        moveAway: (name, into) => (name === other ? Promise.resolve(refused) : remembered.moveAway(name, into)),
      },
    };
    assert.deepEqual(await putAway([misleading, other], failing), refused);
    assert.deepEqual(await names(), [misleading, other]);
    await end();
  });
});

describe('caches on the command line', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'caches-'));
    await plant(folder);
  });
  after(() => rm(folder, { recursive: true }));
  const run = (...args: readonly string[]) => cli([...args, '--workstation', `practice:${folder}`]);

  it('are listed; one that misleads the address needs attention, and its remedy can be typed', async () => {
    const listed = await run('caches', 'list', '--email', 'user@practice.example');
    assert.equal(listed.status, 1, listed.stderr);
    assert.match(listed.stdout, /outlook\.office365\.com/);
    assert.match(listed.stdout, /caches remove --file "16\\AutoD\.user@practice\.example\.xml"/);
    assert.equal((await run('caches', 'list')).status, 0);
    const inspected = await run('inspect', '--email', 'user@practice.example', '--json');
    assert.equal(inspected.status, 1);
    assert.match(inspected.stdout, /"outlook\.autodiscoverCache"/);
  });

  it('are removed only when named and confirmed', async () => {
    assert.equal((await run('caches', 'remove', '--yes')).status, 2);
    assert.equal((await run('caches', 'remove', '--file', misleading)).status, 4);
    assert.equal((await run('caches', 'remove', '--file', 'nonsense', '--yes')).status, 2);
    const removed = await run('caches', 'remove', '--file', misleading, '--yes', '--json');
    assert.equal(removed.status, 0, removed.stderr);
    const document = JSON.parse(removed.stdout) as { readonly removed: readonly { readonly backup: string }[]; readonly files: unknown[] };
    assert.equal(await readFile(document.removed[0]?.backup ?? '', 'utf8'), office365);
    assert.equal(document.files.length, 1);
    assert.equal((await run('inspect', '--email', 'user@practice.example')).status, 0);
  });
});
