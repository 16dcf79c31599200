// The logon apply as a process: once for each version, person and set of decisions; silent; and never in the way.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { logonMarkerName, readLogonMarker } from '../../electron/job/logonMarker.ts';
import { number, setPolicies, text } from './policyRig.ts';
import { reportDocumentSchema, type ReportDocument } from '../../electron/model/walk.ts';
import { cli, type Ended } from './cliProcess.ts';

const email = 'user@practice.example';
const silent: Ended = { status: 0, stdout: '', stderr: '' };

let root = '';
let folder = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'logon-'));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'practice-'));
});

const atLogon = (...more: readonly string[]): Promise<Ended> =>
  cli(['setup', '--unattended', '--at-logon', '--email', email, '--workstation', `practice:${folder}`, ...more]);
const document = async (...more: readonly string[]): Promise<{ readonly status: number | null; readonly report: ReportDocument }> => {
  const ended = await atLogon('--json', ...more);
  return { status: ended.status, report: reportDocumentSchema.parse(JSON.parse(ended.stdout)) };
};
const changed = ({ steps }: ReportDocument) => steps.filter((step) => step.changed).map((step) => step.step);
const registry = (): Promise<string> => readFile(join(folder, 'registry.reg'), 'utf8');
const markerFile = () => join(folder, logonMarkerName);

test('sets a person up once and says nothing; the next time it changes nothing and asks nobody', async () => {
  assert.deepEqual(await atLogon(), silent);
  const first = await registry();
  const note = await readLogonMarker(folder);
  assert.deepEqual(note?.changed, ['keys', 'profile']);
  const written = (await stat(markerFile())).mtimeMs;
  // With this fault a check would end badly: that it ends well shows that none was made.
  assert.deepEqual(await atLogon('--fault', 'black-hole'), silent);
  assert.equal(await registry(), first);
  assert.equal((await stat(markerFile())).mtimeMs, written);
});

test('leaves Outlook closed, also on the practice workstation', async () => {
  const { report } = await document();
  assert.equal(report.steps.find(({ step }) => step === 'firstStart')?.state, 'waiting');
  assert.equal(report.profile?.state, 'blank');
});

test('stays away after an undo, until something else is decided', async () => {
  assert.deepEqual(await atLogon(), silent);
  assert.equal((await cli(['keys', 'undo', '--yes', '--workstation', `practice:${folder}`])).status, 0);
  const undone = await registry();
  assert.deepEqual(await atLogon(), silent);
  assert.equal(await registry(), undone);
  const again = await document('--default', 'keep');
  assert.deepEqual(changed(again.report), ['keys']);
});

test('runs again for another version of the program', async () => {
  await atLogon();
  const note = JSON.parse(await readFile(markerFile(), 'utf8')) as Record<string, unknown>;
  await writeFile(markerFile(), JSON.stringify({ ...note, version: '0.0.1', fingerprint: '0'.repeat(64) }));
  const again = await document();
  assert.deepEqual([again.status, changed(again.report)], [0, []]);
  assert.notEqual((await readLogonMarker(folder))?.fingerprint, '0'.repeat(64));
});

test('takes a damaged marker for none', async () => {
  await atLogon();
  await writeFile(markerFile(), '{"format":');
  assert.deepEqual(await atLogon(), silent);
  assert.equal((await readLogonMarker(folder))?.changed.length, 0);
});

test('does without the server what can be done, leaves no marker, and does the rest at the next sign-in', async () => {
  const offline = ['--dns-server', '127.0.0.1:9', '--timeout', '0.5', '--budget', '2'];
  const first = await document(...offline);
  assert.equal(first.status, 1);
  assert.equal(first.report.steps.find(({ step }) => step === 'reach')?.state, 'failed');
  assert.deepEqual(changed(first.report), ['keys', 'profile']);
  assert.equal(await readLogonMarker(folder), undefined);
  assert.deepEqual(await atLogon(), silent);
  assert.ok(await readLogonMarker(folder));
});

test('touches nothing where the mail domain’s server is another product that Outlook cannot be led to', async () => {
  const ended = await document('--fault', 'not-bluemind', '--fault', 'root-site-answers');
  const reach = ended.report.steps.find(({ step }) => step === 'reach');
  assert.equal(reach?.state, 'failed', JSON.stringify(ended.report.check?.server));
  assert.deepEqual(changed(ended.report), []);
  assert.equal(await readLogonMarker(folder), undefined);
});

/** As the installer leaves it: the address comes from the mail domain that IT decided. */
const byPolicy = (...more: readonly string[]): Promise<Ended> =>
  cli(['setup', '--unattended', '--at-logon', '--workstation', `practice:${folder}`, ...more]);

test('is ruled by policies alone, and leaves a report of each set-up where they say', async () => {
  const reports = join(folder, 'reports');
  const policies = { MailDomain: text('practice.example'), ReportDir: text(reports), LogonApply: number(1) };
  await setPolicies(folder, { ...policies, ProfileName: text('Company') });
  assert.deepEqual(await byPolicy(), silent);
  assert.equal((await readdir(reports)).length, 1);
  assert.deepEqual(await byPolicy(), silent);
  assert.equal((await readdir(reports)).length, 1);

  await setPolicies(folder, { ...policies, ProfileName: text('Other') });
  assert.deepEqual(await byPolicy(), silent);
  assert.deepEqual((await readLogonMarker(folder))?.changed, ['profile']);
});

test('leaves its report of a set-up that found no server too', async () => {
  const reports = join(folder, 'reports');
  await setPolicies(folder, { MailDomain: text('practice.example'), ReportDir: text(reports) });
  const ended = await byPolicy('--dns-server', '127.0.0.1:9', '--timeout', '0.5', '--budget', '2');
  assert.deepEqual(ended, { ...silent, status: 1 });
  assert.equal((await readdir(reports)).length, 1);
});

test('does nothing while a policy switches it off, whoever’s it is', async () => {
  for (const hive of [0, 1]) {
    const off = { LogonApply: number(0) };
    await setPolicies(folder, { MailDomain: text('practice.example'), ...(hive === 0 ? off : {}) }, hive === 1 ? off : {});
    const before = await registry();
    assert.deepEqual(await byPolicy(), silent);
    assert.equal(await registry(), before);
    assert.equal(await readLogonMarker(folder), undefined);
    folder = await mkdtemp(join(root, 'practice-'));
  }
});

test('needs no other word to be unattended', async () => {
  await setPolicies(folder, { MailDomain: text('practice.example') });
  assert.deepEqual(await cli(['setup', '--at-logon', '--workstation', `practice:${folder}`]), silent);
  assert.ok(await readLogonMarker(folder));
});

test('makes an apply that a sign-out cut short whole', async () => {
  await atLogon();
  await rm(markerFile());
  const journals = join(folder, 'journals');
  const [name = ''] = (await readdir(journals)).filter((file) => file.endsWith('.json'));
  const journal = JSON.parse(await readFile(join(journals, name), 'utf8')) as Record<string, unknown>;
  await writeFile(join(journals, name), JSON.stringify({ ...journal, state: 'open' }));
  const { status, report } = await document();
  assert.equal(status, 0);
  assert.deepEqual([report.plan?.interrupted, report.plan?.counts.change], [null, 0]);
  assert.ok(await readLogonMarker(folder));
});

test('is one person’s: another folder knows nothing of it', async () => {
  await atLogon();
  folder = await mkdtemp(join(root, 'practice-'));
  assert.equal((await readdir(folder)).length, 0);
  assert.deepEqual(changed((await document()).report), ['keys', 'profile']);
});

test('says on standard error alone what stopped it', async () => {
  const ended = await atLogon('--catalogue', 'nonsense');
  assert.equal(ended.status, 2);
  assert.equal(ended.stdout, '');
  assert.match(ended.stderr, /nonsense/);
});
