// The command line as a process: what it prints where, with which exit status, on a practice workstation with real sockets.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import * as z from 'zod';
import { checkReportSchema } from '../../electron/model/check.ts';
import { applyOutcomeSchema, planSchema, undoOutcomeSchema } from '../../electron/model/keys.ts';
import { inspectionSchema, profileListSchema, profileVerificationSchema } from '../../electron/model/outlook.ts';
import { problemSchema } from '../../electron/model/problem.ts';
import { signInListSchema, signInRemovalSchema } from '../../electron/model/signIns.ts';
import { reportDocumentSchema } from '../../electron/model/walk.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { cli, startCli } from './cliProcess.ts';
import { valueOf } from './keysRig.ts';

const problemDocument = z.strictObject({ practice: z.boolean(), problem: problemSchema.extend({ message: z.string().min(1) }) });
const email = 'user@practice.example';

let root = '';
let folder = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'cli-'));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'practice-'));
});

const onPractice = (...args: string[]) => [...args, '--workstation', `practice:${folder}`];
/** Runs with --json and reads the one document that standard output must be. */
async function document<T extends z.ZodType>(schema: T, status: number, ...args: string[]): Promise<z.infer<T>> {
  const ended = await cli([...onPractice(...args), '--json']);
  assert.equal(ended.stderr, '');
  assert.equal(ended.status, status, ended.stdout);
  const json: unknown = JSON.parse(ended.stdout);
  assert.equal(typeof json === 'object' && json !== null && 'practice' in json && json.practice, true);
  return schema.parse(json);
}
const problemOf = async (status: number, ...args: string[]) => (await document(problemDocument, status, ...args)).problem;

test('inspect shows the PC and its Outlook', async () => {
  const inspection = await document(inspectionSchema, 0, 'inspect');
  assert.equal(inspection.workstation, 'practice');
  assert.ok(inspection.outlooks.length > 0);
});

test('keys undo leaves what somebody else has changed since, names it, and puts it back only when forced', async () => {
  await document(applyOutcomeSchema, 0, 'keys', 'apply', '--catalogue', 'bluemind-4', '--yes');
  const path = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover';
  await changeElsewhere(path, 'ExcludeScpLookup');
  const problem = await problemOf(4, 'keys', 'undo', '--yes');
  assert.deepEqual([problem.code, problem.data], ['keys.changedSince', { values: [`${path}!ExcludeScpLookup`] }]);
  const said = await cli(onPractice('keys', 'undo', '--yes'));
  assert.match(said.stderr, /ExcludeScpLookup[\s\S]*keys undo --force/);
  assert.equal((await problemOf(4, 'keys', 'undo', '--force')).code, 'confirmation.needed');
  const undone = await document(undoOutcomeSchema, 0, 'keys', 'undo', '--force', '--yes');
  assert.ok(undone.restored > 1);
  assert.equal((await problemOf(2, 'keys', 'undo', '--force', '--yes')).code, 'keys.nothingToUndo');
});

/** What another program does to the pretend PC's registry. */
async function changeElsewhere(path: string, name: string): Promise<void> {
  const workstation = valueOf(await openPracticeWorkstation({ folder }));
  valueOf(await workstation.registry.setValue(path, name, { type: 'REG_DWORD', data: 9 }));
  await workstation.close();
}

test('check is ready on the healthy practice server and signs in with the pretend password', async () => {
  const report = await document(checkReportSchema, 0, 'check', '--email', email);
  assert.equal(report.verdict, 'ready');
  assert.equal(report.outlook.afterKeys.route, 'autodiscoverDomain');
  assert.equal(report.signIn, 'accepted');
  assert.equal((await document(checkReportSchema, 0, 'check', '--email', email, '--no-sign-in')).signIn, 'none');
});

test('check says with status 1 what a fault spoils', async () => {
  const report = await document(checkReportSchema, 1, 'check', '--email', email, '--fault', 'certificate-expired');
  assert.ok(report.findings.some((finding) => finding.id === 'tls.expired' && finding.status === 'fail'));
});

test('keys: plan, apply, nothing left, undo, and the registry file is byte for byte what it was', async () => {
  const registry = () => readFile(join(folder, 'registry.reg'));
  // The first change of any kind writes the practice registry's file.
  await document(profileListSchema, 0, 'profile', 'create', '--name', 'First', '--default', 'keep', '--yes');
  const bytes = await registry();
  const first = await document(planSchema, 1, 'keys', 'plan');
  assert.ok(first.counts.change > 0);
  const applied = await document(applyOutcomeSchema, 0, 'keys', 'apply', '--yes');
  assert.equal(applied.changed, first.counts.change);
  assert.notDeepEqual(await registry(), bytes);
  assert.equal((await document(planSchema, 0, 'keys', 'plan')).counts.change, 0);
  const again = await document(applyOutcomeSchema, 0, 'keys', 'apply', '--yes');
  assert.deepEqual([again.changed, again.journal], [0, null]);
  const undone = await document(undoOutcomeSchema, 0, 'keys', 'undo', '--yes');
  assert.equal(undone.restored, first.counts.change);
  assert.deepEqual(await registry(), bytes);
  assert.deepEqual((await document(planSchema, 1, 'keys', 'plan')).keys, first.keys);
  assert.equal((await problemOf(2, 'keys', 'undo', '--yes')).code, 'keys.nothingToUndo');
});

test('profile: create, list, verify and remove, with a name in any script', async () => {
  const name = 'Bleu – 青い 🦆';
  await document(profileListSchema, 0, 'profile', 'create', '--name', name, '--yes');
  const list = await document(profileListSchema, 0, 'profile', 'list');
  assert.equal(list.profiles.find((profile) => profile.name === name)?.default, true);
  assert.equal((await document(profileVerificationSchema, 0, 'profile', 'verify', '--name', name)).state, 'blank');
  assert.equal((await problemOf(2, 'profile', 'create', '--name', name, '--yes')).code, 'profile.exists');
  const removed = await document(profileListSchema.extend({ backup: z.string() }), 0, 'profile', 'remove', '--name', name, '--yes');
  assert.ok(!removed.profiles.some((profile) => profile.name === name));
  assert.ok((await readFile(removed.backup)).length > 0);
  assert.equal((await document(profileVerificationSchema, 1, 'profile', 'verify', '--name', name)).state, 'missing');
  assert.equal((await problemOf(2, 'profile', 'remove', '--yes')).code, 'usage.missingOption');
});

test('setup --unattended does everything, and a second time changes nothing and says so', async () => {
  const first = await document(reportDocumentSchema, 0, 'setup', '--unattended', '--email', email);
  assert.deepEqual([first.verdict, first.profile?.state], ['ready', 'bluemind']);
  assert.ok(first.steps.some((step) => step.changed));
  const second = await document(reportDocumentSchema, 0, 'setup', '--unattended', '--email', email);
  assert.ok(second.steps.every((step) => !step.changed));
  const { stdout } = await cli([...onPractice('setup', '--unattended', '--email', email), '--lang', 'de']);
  assert.match(stdout, /Es war nichts zu ändern\./);
});

test('setup makes a profile that is there already the one that Outlook opens, and a second time changes nothing', async () => {
  await document(profileListSchema, 0, 'profile', 'create', '--name', 'BlueMind', '--default', 'keep', '--yes');
  const setup = async (mode: string) => {
    const report = await document(reportDocumentSchema, 0, 'setup', '--unattended', '--email', email, '--default', mode);
    assert.equal(report.verdict, 'ready');
    const { prompt, profiles } = await document(profileListSchema, 0, 'profile', 'list');
    const changed = report.steps.filter((step) => step.changed).map(({ step }) => step);
    return { changed, prompt, opened: profiles.find((profile) => profile.default)?.name };
  };
  assert.deepEqual(await setup('keep'), { changed: ['keys', 'firstStart'], prompt: false, opened: 'Outlook' });
  assert.deepEqual(await setup('always'), { changed: ['profile'], prompt: false, opened: 'BlueMind' });
  assert.deepEqual(await setup('always'), { changed: [], prompt: false, opened: 'BlueMind' });
  assert.deepEqual(await setup('prompt'), { changed: ['profile'], prompt: true, opened: 'BlueMind' });
  assert.deepEqual(await setup('always'), { changed: ['profile'], prompt: false, opened: 'BlueMind' });
});

test('report prints what setup saved, in every format, and writes a file whole', async () => {
  const { stdout } = await cli([...onPractice('setup', '--unattended', '--email', email), '--json']);
  const from = join(folder, 'r.json');
  await writeFile(from, stdout);
  const html = join(folder, 'r.html');
  const written = await cli(['report', '--from', from, '--out', html, '--lang', 'fr']);
  assert.equal(written.status, 0, written.stderr);
  assert.match(await readFile(html, 'utf8'), /<html lang="fr">/);
  assert.match((await cli(['report', '--from', from, '--format', 'text', '--lang', 'de'])).stdout, /ÜBUNG/);
  assert.deepEqual(JSON.parse((await cli(['report', '--from', from, '--format', 'json'])).stdout), JSON.parse(stdout));
  const refused = await cli(['report', '--from', from, '--out', join(folder, 'none', 'r.html')]);
  assert.deepEqual([refused.status, refused.stdout], [2, '']);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

describe('nothing is written without a yes', () => {
  for (const args of [
    ['keys', 'apply'],
    ['keys', 'undo'],
    ['profile', 'create'],
    ['profile', 'remove', '--name', 'Outlook'],
    ['setup', '--email', email],
  ]) {
    test(args.join(' '), async () => {
      assert.equal((await problemOf(4, ...args)).code, 'confirmation.needed');
      assert.deepEqual(await readdir(folder), []);
    });
  }
});

describe('bad input gets status 2, a sentence in the person’s language, and writes nothing', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['check'], 'usage.missingOption'],
    [['check', '--email', ''], 'email.empty'],
    [['check', '--email', 'user'], 'email.noDomain'],
    [['check', '--email', 'user@com'], 'email.topLevelOnly'],
    [['setup', '--yes', '--email', 'user@co.uk'], 'email.topLevelOnly'],
    [['check', '--email', email, '--alias', 'a b'], 'email.invalidDomain'],
    [['keys', 'plan', '--catalogue', 'bluemind-3'], 'catalogue.unknown'],
    [['keys', 'plan', '--catalogue', './none.json'], 'catalogue.unreadable'],
    [['keys', 'apply', '--yes', '--with', 'nothing'], 'keys.unknownKey'],
    [['inspect', '--config', './none.json'], 'config.unreadable'],
    [['inspect', '--ca-file', './none.pem'], 'caFile.unreadable'],
    [['inspect', '--fault', 'gremlins'], 'fault.unknown'],
    [['check', '--email', email, '--user', 'me'], 'password.missing'],
    [['check', '--email', email, '--password-stdin'], 'password.missing'],
    [['profile', 'create', '--yes', '--name', ' x'], 'profile.nameOuterSpace'],
    [['profile', 'create', '--yes', '--name', 'a\\b'], 'profile.nameBackslash'],
    [['check', '--email', email, '--timeout', 'soon'], 'usage.invalidValue'],
  ];
  for (const [args, code] of cases) {
    test(`${args.join(' ')} → ${code}`, async () => {
      assert.equal((await problemOf(2, ...args)).code, code);
      const ended = await cli([...onPractice(...args), '--lang', 'fr']);
      assert.deepEqual([ended.status, ended.stdout], [2, '']);
      assert.match(ended.stderr, /EXERCICE/);
      assert.doesNotMatch(ended.stderr, /\{\{|problems:|\n\s+at /);
      assert.deepEqual(await readdir(folder), []);
    });
  }

  test('a password that is neither UTF-8 nor UTF-16 is not read, and not shown', async () => {
    const args = onPractice('check', '--email', email, '--user', email, '--password-stdin', '--json');
    const { status, stdout, stderr } = await cli(args, { input: Buffer.from('Schlüssel\n', 'latin1') });
    assert.deepEqual([status, stderr], [2, '']);
    const { problem } = JSON.parse(stdout) as { problem: { code: string; data: object } };
    assert.deepEqual([problem.code, problem.data], ['password.encoding', {}]);
    assert.doesNotMatch(stdout, /Schl/);
  });

  test('a practice folder that is a file is told as one that cannot be written', async () => {
    folder = join(folder, 'file');
    await writeFile(folder, '');
    assert.equal((await problemOf(2, 'keys', 'apply', '--yes')).code, 'workstation.folderNotWritable');
  });
});

test('an address in an international domain is taken', async () => {
  const report = await document(checkReportSchema, 1, 'check', '--email', 'user@bücher.example', '--timeout', '1');
  assert.deepEqual(report.domains, ['xn--bcher-kva.example']);
});

test('the configuration file decides what the command line leaves open', async () => {
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({ email, language: 'de', profileName: 'Firma', supportContact: '☎ 4242' }));
  const ended = await cli(onPractice('check', '--config', config, '--fault', 'refused'));
  assert.equal(ended.status, 1);
  assert.match(ended.stdout, /ÜBUNG/);
  assert.match(ended.stdout, /☎ 4242/);
  assert.match((await cli(onPractice('profile', 'verify', '--config', config, '--lang', 'en'))).stdout, /no profile “Firma”/);
});

test('a typed password reaches neither output nor disk', async () => {
  const password = 'S3cr3t-Пароль-äöü';
  const args = onPractice('setup', '--yes', '--email', email, '--password-stdin');
  const outputs = [await cli([...args, '--json'], { input: `${password}\r\nnot this\n` }), await cli(args, { input: `${password}\n` })];
  await mkdir(join(folder, 'journals'), { recursive: true });
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const disk = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name))));
  const said = [
    ...outputs.flatMap((ended) => [ended.stdout, ended.stderr]),
    ...disk.flatMap((bytes) => [bytes.toString('utf8'), bytes.toString('utf16le')]),
  ].join('\n');
  const forms = [
    password,
    encodeURIComponent(password),
    ...[`${email}:${password}`, password].map((text) => Buffer.from(text).toString('base64')),
  ];
  for (const form of forms) assert.ok(!said.includes(form), form);
});

test('Ctrl+C stops the work with status 4 and leaves nothing behind', async () => {
  const silent = createSocket('udp4').bind(0, '127.0.0.1');
  await once(silent, 'listening');
  const { child, ended } = startCli(
    onPractice(
      'setup',
      '--yes',
      '--email',
      email,
      '--dns-server',
      `127.0.0.1:${silent.address().port}`,
      '--timeout',
      '60',
      '--budget',
      '300',
      '--json',
    ),
  );
  await once(silent, 'message');
  child.kill('SIGINT');
  const { status, stdout } = await ended;
  silent.close();
  assert.equal(status, 4);
  assert.equal(problemDocument.parse(JSON.parse(stdout)).problem.code, 'cancelled');
  assert.deepEqual(await readdir(folder), []);
});

test('without a terminal there is neither colour nor progress', async () => {
  const ended = await cli(onPractice('check', '--email', email));
  assert.equal(ended.stderr, '');
  assert.ok(!ended.stdout.includes('\u001b'));
});

test('--version and --help answer on standard output with status 0', async () => {
  const version = await cli(['--version']);
  assert.deepEqual([version.status, version.stderr], [0, '']);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  const help = await cli(['keys', 'apply', '--help'], { env: { LANG: 'fr_FR.UTF-8' } });
  assert.equal(help.status, 0);
  assert.match(help.stdout, /Utilisation/);
});

test('signins list names what Outlook would use without asking, signins remove takes away exactly what was named', async () => {
  const fault = ['--email', email, '--fault', 'stale-sign-in'];
  const listed = await document(signInListSchema, 1, 'signins', 'list', ...fault);
  assert.deepEqual(
    listed.signIns.map(({ target, reason }) => [target, reason]),
    [
      ['autodiscover.practice.example', 'autodiscoverHost'],
      [`MicrosoftOffice16_Data:SSPI:${email}`, 'officeAccount'],
    ],
  );
  const target = 'autodiscover.practice.example';
  assert.equal((await problemOf(2, 'signins', 'remove', ...fault)).code, 'usage.missingOption');
  assert.equal((await problemOf(2, 'signins', 'remove', ...fault, '--target', target, '--all-stale')).code, 'usage.notTogether');
  assert.equal((await problemOf(4, 'signins', 'remove', ...fault, '--target', target)).code, 'confirmation.needed');
  assert.equal((await problemOf(2, 'signins', 'remove', ...fault, '--target', 'share', '--yes')).code, 'signIns.notRecognised');
  const removed = await document(signInRemovalSchema, 0, 'signins', 'remove', ...fault, '--target', target, '--yes');
  assert.deepEqual([removed.removed.length, removed.list.signIns.length], [1, 1]);
  assert.equal((await document(signInRemovalSchema, 0, 'signins', 'remove', ...fault, '--all-stale', '--yes')).removed.length, 1);
  assert.deepEqual((await document(signInListSchema, 0, 'signins', 'list', ...fault)).signIns, []);
});

test('setup without a person reports saved sign-ins, and removes them only when it was told to', async () => {
  const setup = ['setup', '--unattended', '--email', email, '--fault', 'stale-sign-in'];
  const reported = await document(reportDocumentSchema, 1, ...setup);
  assert.ok(reported.findings.some(({ id, status }) => id === 'signIns.stale' && status === 'warn'));
  assert.equal(reported.profile?.state, 'blank');
  const removed = await document(reportDocumentSchema, 0, ...setup, '--remove-sign-ins');
  assert.equal(removed.profile?.state, 'bluemind');
});
