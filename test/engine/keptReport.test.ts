// The report that an unattended run leaves in IT's folder: also of a set-up that a problem ended, and never at the price of the run itself.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readLogonMarker } from '../../electron/job/logonMarker.ts';
import { reportDocumentSchema, type ReportDocument } from '../../electron/model/walk.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { run } from '../../electron/cli/run.ts';
import type { Terminal } from '../../electron/cli/terminal.ts';
import { success } from '../../electron/model/result.ts';
import { findWorkstation } from '../../electron/openWorkstation.ts';
import { cli, cliEntry, startCli } from './cliProcess.ts';
import { valueOf } from './keysRig.ts';
import { setPolicies, text } from './policyRig.ts';

let root = '';
let folder = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'kept-report-'));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'practice-'));
});

const email = 'user@practice.example';
const reports = (): string => join(folder, 'reports');
const commandLine = () => ['setup', '--unattended', '--workstation', `practice:${folder}`];
const setup = (...more: readonly string[]) => cli([...commandLine(), ...more]);

/** The one report that was left, and its name. */
async function left(): Promise<{ readonly name: string; readonly report: ReportDocument }> {
  const [name = '', ...others] = await readdir(reports());
  assert.deepEqual(others, []);
  return { name, report: reportDocumentSchema.parse(JSON.parse(await readFile(join(reports(), name), 'utf8'))) };
}
const states = ({ steps }: ReportDocument) => steps.map(({ step, state }) => `${step} ${state}`);

/** The same command in this process, on a PC where Outlook is open. */
async function whileOutlookRuns(...args: readonly string[]): Promise<{ readonly status: number; readonly stderr: string }> {
  let stderr = '';
  const terminal: Terminal = {
    columns: 80,
    paint: (piece) => piece,
    interactive: false,
    print: () => Promise.resolve(),
    tell: (piece) => {
      stderr += piece;
      return Promise.resolve();
    },
    progress: () => undefined,
    ask: () => Promise.resolve(null),
    firstLine: () => Promise.resolve(success(null)),
  };
  const find: typeof findWorkstation = async (place) => {
    const found = valueOf(await findWorkstation(place));
    const open: typeof found.open = async (options) => {
      const workstation = valueOf(await found.open(options));
      return success({ ...workstation, programs: { ...workstation.programs, runningOutlooks: () => Promise.resolve(['OUTLOOK.EXE']) } });
    };
    return success({ ...found, open });
  };
  const status = await run({
    args: ['setup', '--workstation', `practice:${folder}`, ...args],
    env: { LANG: 'en' },
    platform: 'linux',
    terminal,
    find,
    signal: new AbortController().signal,
    giveUpWaiting: () => assert.fail('everything answers'),
  });
  return { status, stderr };
}

describe('a set-up that a problem ends', () => {
  test('before its first step leaves a report that says what it was and whose PC it is', async () => {
    await setPolicies(folder, { ReportDir: text(reports()), MailDomain: text('practice.example') });
    for (const more of [[], ['--at-logon']]) {
      assert.equal((await setup('--catalogue', 'nonsense', ...more)).status, 2);
      const { report } = await left();
      assert.deepEqual([report.verdict, report.ended?.code, report.ended?.data.name], ['blocked', 'catalogue.unknown', 'nonsense']);
      await rm(reports(), { recursive: true });
    }
  });

  test('at a step names that step, tells what was found until then and leaves the later ones alone', async () => {
    await setPolicies(folder, { ReportDir: text(reports()) });
    const ended = await whileOutlookRuns('--unattended', '--email', email);
    assert.deepEqual([ended.status, ended.stderr.includes('Outlook is open')], [4, true]);
    const { name, report } = await left();
    assert.match(name, /^outlook-setup-practice-PRACTICE-PC-user-\d{8}T\d{6}\.json$/);
    assert.deepEqual([report.verdict, report.ended?.code, report.email], ['blocked', 'outlook.running', email]);
    assert.deepEqual([report.inspection?.computer, report.check?.verdict], ['PRACTICE-PC', 'ready']);
    assert.deepEqual(states(report).slice(3), ['profile failed', 'firstStart skipped', 'report done']);
  });

  test('at sign-in leaves one too, and no marker', async () => {
    await setPolicies(folder, { ReportDir: text(reports()), MailDomain: text('practice.example') });
    assert.equal((await whileOutlookRuns('--at-logon')).status, 4);
    const { report } = await left();
    assert.equal(report.ended?.code, 'outlook.running');
    assert.deepEqual(states(report).slice(1), ['reach skipped', 'keys skipped', 'profile skipped', 'firstStart skipped', 'report done']);
    assert.deepEqual(report.inspection?.running, ['OUTLOOK.EXE']);
    assert.equal(await readLogonMarker(folder), undefined);
  });

  test('at sign-in takes the place of the one before, and keeps its own name where it may not', async () => {
    await setPolicies(folder, { ReportDir: text(reports()), MailDomain: text('practice.example') });
    assert.equal((await setup('--catalogue', 'nonsense', '--at-logon')).status, 2);
    assert.equal((await whileOutlookRuns('--at-logon')).status, 4);
    assert.equal((await whileOutlookRuns('--at-logon')).status, 4);
    const latest = 'outlook-setup-practice-PRACTICE-PC-user-sign-in.json';
    // Of the first one nobody knew whose PC it is.
    assert.deepEqual((await readdir(reports())).sort(), [latest, 'outlook-setup-practice-sign-in.json']);
    // A file cannot take the place of a folder, whoever asks.
    await rm(reports(), { recursive: true });
    await mkdir(join(reports(), latest), { recursive: true });
    assert.equal((await whileOutlookRuns('--at-logon')).status, 4);
    const [dated = '', ...others] = (await readdir(reports())).filter((name) => name !== latest);
    assert.deepEqual(others, []);
    assert.match(dated, /^outlook-setup-practice-PRACTICE-PC-user-\d{8}T\d{6}\.json$/);
  });

  test('is printed with its reason, in every language', async () => {
    await whileOutlookRuns('--unattended', '--email', email, '--report-dir', reports());
    const { name } = await left();
    for (const [language, words] of [
      ['en', /Why it stopped +Outlook is open/],
      ['fr', /Motif de l’arrêt +Outlook est ouvert/],
      ['de', /Grund des Abbruchs +Outlook ist geöffnet/],
    ] as const) {
      const { stdout } = await cli(['report', '--from', join(reports(), name), '--format', 'text', '--lang', language]);
      assert.match(stdout, words);
    }
  });

  test('leaves none where nobody asked for one, where a person stands by, and where a person stopped it', async () => {
    assert.equal((await whileOutlookRuns('--unattended', '--email', email)).status, 4);
    assert.equal((await whileOutlookRuns('--yes', '--email', email, '--report-dir', reports())).status, 4);
    const { child, ended } = startCli([
      ...commandLine(),
      '--at-logon',
      '--email',
      email,
      '--report-dir',
      reports(),
      '--fault',
      'black-hole',
    ]);
    child.kill('SIGINT');
    await ended;
    await assert.rejects(readdir(reports()), { code: 'ENOENT' });
  });
});

describe('a sign-in for which nobody has decided a mail domain', () => {
  const place = `HKLM\\${policyKey}!MailDomain`;

  test('is quiet, changes nothing, and leaves a report that names the missing policy', async () => {
    await setPolicies(folder, { ReportDir: text(reports()) });
    const log = join(folder, 'run.log');
    assert.deepEqual(await setup('--at-logon', '--log', log), { status: 1, stdout: '', stderr: '' });
    const { report } = await left();
    const missing = report.findings.find(({ id }) => id === 'policy.mailDomainMissing');
    assert.deepEqual([report.verdict, report.ended?.code], ['blocked', 'email.undecided']);
    assert.deepEqual([missing?.status, missing?.subject, missing?.remedy?.who], ['fail', place, ['policyAdmin']]);
    assert.equal(report.next?.finding, 'policy.mailDomainMissing');
    assert.ok(report.steps.every(({ changed }) => !changed));
    assert.match(await readFile(log, 'utf8'), /policy\.mailDomainMissing.*MailDomain/);
  });

  test('is made up for as soon as the policy is there', async () => {
    assert.equal((await setup('--at-logon')).status, 1);
    assert.equal(await readLogonMarker(folder), undefined);
    await setPolicies(folder, { MailDomain: text('practice.example') });
    assert.equal((await setup('--at-logon')).status, 0);
    assert.deepEqual((await readLogonMarker(folder))?.changed, ['keys', 'profile']);
  });

  test('is told whoever runs the same by hand', async () => {
    const ended = await setup();
    assert.deepEqual([ended.status, ended.stdout], [2, '']);
    assert.match(ended.stderr, /--email.*MailDomain/s);
  });
});

/** Runs a command with a file system at the folder that takes every question and answers none, as a file server does that is gone. */
const silentDisk = `exec 3<>/dev/fuse
mount -i -t fuse none "$1" -o fd=3,rootmode=40000,user_id=0,group_id=0 || exit 99
shift; exec "$@"`;
function besideSilentDisk(at: string, ...command: readonly string[]) {
  const namespaces = process.getuid?.() === 0 ? ['-m'] : ['-rm'];
  // The bound is for a run that hangs, and ends the test run instead of it.
  const options = { encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL' } as const;
  return spawnSync('unshare', [...namespaces, 'sh', '-c', silentDisk, 'sh', at, ...command], options);
}
const canMount = process.platform === 'linux' && besideSilentDisk(tmpdir(), 'true').status === 0;

describe(
  'a folder that does not answer',
  { skip: canMount ? false : 'needs Linux with FUSE, and the right to mount in a namespace' },
  () => {
    const setupBeside = async (...more: readonly string[]) => {
      const disk = await mkdtemp(join(folder, 'disk-'));
      const args = [...commandLine(), '--budget', '2', '--report-dir', join(disk, 'reports')];
      return besideSilentDisk(disk, process.execPath, cliEntry, ...args, ...more);
    };

    test('is given up: the set-up is made, says so, and its process ends with its own status', async () => {
      const ended = await setupBeside('--email', email, '--json');
      const report = reportDocumentSchema.parse(JSON.parse(ended.stdout));
      assert.deepEqual([ended.status, ended.signal], [1, null]);
      assert.deepEqual([report.verdict, report.profile?.state], ['ready', 'bluemind']);
      const told = report.findings.at(-1);
      assert.deepEqual([told?.id, told?.status, told?.data.seconds], ['policy.reportTooSlow', 'warn', 2]);
    });

    test('does not hide the problem that ended the set-up', async () => {
      const ended = await setupBeside('--email', email, '--catalogue', 'nonsense');
      assert.deepEqual([ended.status, ended.signal], [2, null]);
      assert.match(ended.stderr, /did not answer\s+within 2 seconds/);
      assert.match(ended.stderr, /nonsense/);
    });
  },
);
