// What IT decides by policy, seen from the command line on a practice workstation whose registry holds the policies.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { checkReportSchema } from '../../electron/model/check.ts';
import { planSchema } from '../../electron/model/keys.ts';
import { inspectionSchema, profileListSchema, profileVerificationSchema } from '../../electron/model/outlook.ts';
import { reportDocumentSchema } from '../../electron/model/walk.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { cli } from './cliProcess.ts';
import { number, setPolicies, text } from './policyRig.ts';

let root = '';
let folder = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'policy-'));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'practice-'));
});

const run = (...args: string[]) => cli([...args, '--workstation', `practice:${folder}`]);
const document = async (...args: string[]) => {
  const { status, stdout, stderr } = await run(...args, '--json');
  return { status, stderr, json: JSON.parse(stdout) as unknown };
};
const place = (name: string, hive = 'HKLM'): string => `${hive}\\${policyKey}!${name}`;

test('inspect shows every setting with where it comes from, and every policy that is refused', async () => {
  await setPolicies(
    folder,
    { ProfileName: text('Company'), Mode: text('kiosk'), Nonsense: text('x'), MailDomain: text('') },
    { ProfileName: text('Mine'), SupportContact: text('☎ 4242') },
  );
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({ supportContact: 'nobody', catalogue: 'bluemind-4' }));
  const { status, stderr, json } = await document('inspect', '--config', config, '--timeout', '9');
  const { decided } = inspectionSchema.parse(json);
  assert.ok(decided);
  const origins = new Map(decided.settings.map(({ name, value, origin }) => [name, [value, origin]]));
  assert.deepEqual(origins.get('profileName'), ['Company', 'machinePolicy']);
  assert.deepEqual(origins.get('supportContact'), ['☎ 4242', 'userPolicy']);
  assert.deepEqual(origins.get('timeout'), [9, 'commandLine']);
  assert.deepEqual(origins.get('catalogue'), ['bluemind-4', 'file']);
  assert.deepEqual(origins.get('mode'), ['technician', 'default']);
  assert.deepEqual(origins.get('mailDomain'), [null, 'default']);
  assert.deepEqual(
    decided.notices.map(({ id, subject }) => [id, subject]),
    [
      ['policy.invalid', place('Mode')],
      ['policy.unknown', place('Nonsense')],
    ],
  );
  assert.deepEqual([status, stderr], [1, '']);

  for (const language of ['en', 'fr', 'de']) {
    const { stdout } = await run('inspect', '--lang', language);
    assert.ok(stdout.includes(place('Mode')) && stdout.includes('Company') && stdout.includes('☎ 4242'), stdout);
    assert.doesNotMatch(stdout, /\{\{|setting\.|origin\.|policy\./);
  }
});

test('a policy of the language is followed, and an option that it overrides is told beside the document', async () => {
  await setPolicies(folder, { Language: text('de'), Catalogue: text('bluemind-4') });
  const { status, stderr, json } = await document('keys', 'plan', '--catalogue', 'bluemind-5', '--lang', 'fr');
  assert.equal(planSchema.parse(json).catalogue, 'bluemind-4');
  assert.equal(status, 1);
  assert.match(stderr, /--catalogue zählt nicht/);
  assert.match(stderr, /--lang zählt nicht/);
});

test('the set-up is ruled by policies alone: address, profile, server and report', async () => {
  const reports = join(folder, 'reports');
  await setPolicies(folder, {
    MailDomain: text('practice.example'),
    ProfileName: text('Company mail'),
    DefaultProfile: text('prompt'),
    ServerUrl: text('https://mail.practice.example/'),
    ReportDir: text(reports),
  });
  const { status, stderr, json } = await document('setup', '--unattended', '--profile', 'Mine');
  const report = reportDocumentSchema.parse(json);
  assert.deepEqual([report.email, report.verdict, status, stderr], ['user@practice.example', 'ready', 0, '']);
  assert.equal(report.profile?.name, 'Company mail');
  assert.ok(report.findings.some(({ id, data }) => id === 'policy.overrides' && data.option === '--profile'));
  assert.equal(profileListSchema.parse((await document('profile', 'list')).json).prompt, true);

  const [kept, ...others] = await readdir(reports);
  assert.match(kept ?? '', /^outlook-setup-practice-PRACTICE-PC-user-\d{8}T\d{6}\.json$/);
  assert.deepEqual(others, []);
  assert.deepEqual(JSON.parse(await readFile(join(reports, kept ?? ''), 'utf8')), json);
});

test('an address that is only assumed serves the check and the keys, is compared with no account and signs in nowhere', async () => {
  await setPolicies(folder, { MailDomain: text('practice-alias.example') });
  const check = await document('check');
  const report = checkReportSchema.parse(check.json);
  assert.deepEqual([report.email, report.signIn], ['user@practice-alias.example', 'none']);
  assert.match(check.stderr, /user@practice-alias\.example stands for the mail domain/);
  const asked = await document('check', '--password-stdin');
  assert.equal(asked.status, 2);
  // The account that the pretend Outlook finds is another address: fine, since nobody said which it should be.
  await run('keys', 'apply', '--yes');
  await run('profile', 'create', '--yes');
  const setup = await document('setup', '--unattended');
  assert.equal(reportDocumentSchema.parse(setup.json).findings.find(({ id }) => id === 'policy.assumedAddress')?.status, 'info');
  const verified = profileVerificationSchema.parse((await document('profile', 'verify')).json);
  assert.ok(verified.state === 'bluemind' || verified.state === 'blank', verified.state);
});

test('an address outside of the mail domains is set up, and told', async () => {
  await setPolicies(folder, { MailDomain: text('company.example'), Aliases: text('a.example;b.example') });
  const { status, json } = await document('setup', '--unattended', '--email', 'user@practice.example');
  const report = reportDocumentSchema.parse(json);
  const told = report.findings.find(({ id }) => id === 'policy.otherDomain');
  assert.deepEqual([told?.status, told?.data.domains], ['warn', ['company.example', 'a.example', 'b.example']]);
  assert.deepEqual([status, report.profile?.state], [1, 'bluemind']);
});

test('another server than the one that IT names is told, and the right one is confirmed', async () => {
  const expected = async (url: string) => {
    const { json } = await document('check', '--email', 'user@practice.example', '--no-sign-in', '--server-url', url);
    const { findings } = checkReportSchema.parse(json);
    const { status, data } = findings.find(({ id }) => id === 'server.expected') ?? {};
    return [status, data?.host, data?.shown];
  };
  const shown = 'mail.practice.example';
  assert.deepEqual(await expected('https://mail.practice.example/'), ['pass', shown, shown]);
  assert.deepEqual(await expected('https://other.practice.example/'), ['warn', 'other.practice.example', shown]);
});

test('a report folder that cannot be written is a finding and no failure', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await setPolicies(folder, { ReportDir: text(join(file, 'below')) });
  const { status, json } = await document('setup', '--unattended', '--email', 'user@practice.example');
  const report = reportDocumentSchema.parse(json);
  assert.deepEqual([status, report.verdict], [1, 'ready']);
  assert.equal(report.findings.at(-1)?.id, 'policy.reportNotKept');
});

test('an invalid policy beside good ones stops nothing, and a run without --unattended keeps no report', async () => {
  const reports = join(folder, 'reports');
  await setPolicies(folder, { ReportDir: text(reports), Timeout: number(0), ProfileName: text('x'.repeat(65)) });
  const { status, json } = await document('setup', '--yes', '--email', 'user@practice.example');
  const report = reportDocumentSchema.parse(json);
  assert.equal(report.profile?.name, 'BlueMind');
  assert.deepEqual([status, report.verdict], [1, 'attention']);
  assert.equal(report.findings.filter(({ id }) => id === 'policy.invalid').length, 2);
  await assert.rejects(readdir(reports), { code: 'ENOENT' });
});

test('a list of domains is checked also where a policy names other mail domains', async () => {
  await setPolicies(folder, { MailDomain: text('practice.example'), Aliases: text('practice-alias.example') });
  const list = join(folder, 'domains.txt');
  await writeFile(list, 'practice.example\n');
  assert.equal((await document('check', '--domains-from', list)).status, 0);
});

test('a CA file that a policy names and that is not there is a finding, and everything goes on; a typed one ends the run', async () => {
  await setPolicies(folder, { CaFile: text('C:\\ProgramData\\nothing.pem') });
  const inspected = await document('inspect');
  assert.equal(inspected.status, 1);
  const { decided } = inspectionSchema.parse(inspected.json);
  const [notice] = decided?.notices ?? [];
  assert.deepEqual([notice?.id, notice?.subject, notice?.data.wrong], ['policy.invalid', place('CaFile'), 'fileUnreadable']);
  assert.equal(decided?.settings.find(({ name }) => name === 'caFile')?.value, null);
  const { status, stderr } = await document('keys', 'plan', '--email', 'user@practice.example');
  assert.equal(status, 1);
  assert.match(stderr, /!CaFile/);
  // A weaker place's file counts then, and is what fails: it was read.
  const weaker = await document('inspect', '--ca-file', join(folder, 'other.pem'));
  assert.deepEqual((weaker.json as { problem: unknown }).problem, {
    ...(weaker.json as { problem: object }).problem,
    code: 'caFile.unreadable',
    data: { file: join(folder, 'other.pem'), reason: 'ENOENT' },
  });
  await setPolicies(folder, { CaFile: text('') });
  const typed = await document('inspect', '--ca-file', join(folder, 'nothing.pem'));
  assert.equal((typed.json as { problem: { code: string } }).problem.code, 'caFile.unreadable');
});
