// The whole job on a Windows PC, from its command line: done once, changing nothing the second time, and taken back to the byte.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as native from 'native-reg';
import { reportDocumentSchema } from '../../electron/model/walk.ts';
import { inspectionSchema } from '../../electron/model/outlook.ts';
import { startPracticeServer, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';
import { assertSameExport, exportSoftware, importReg, installPretendOutlook, leaveAlone } from './rig.ts';

const profileName = 'BlueMind Büro – Zoé & 事務所';
const entry = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));

describe('the command line on this PC', { skip: leaveAlone }, () => {
  let folder: string;
  let server: PracticeServer;
  let uninstall: () => void;
  before(async () => {
    // Where a person's data lies, with what a name may hold.
    folder = await mkdtemp(path.join(tmpdir(), 'bmos Zoé O’Brien & 事務所 '));
    server = await startPracticeServer();
    await writeFile(path.join(folder, 'ca.pem'), server.caCertificate);
    uninstall = installPretendOutlook();
    await importReg(fileURLToPath(new URL('profiles/exchange.reg', import.meta.url)));
    native.closeKey(native.createKey(native.HKCU, 'Software\\Policies\\Microsoft', native.Access.READ));
  });
  after(async () => {
    uninstall();
    native.deleteTree(native.HKCU, 'Software\\Microsoft\\Office\\16.0');
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Runs one command with --json against the practice server; gives its exit status and its document. */
  async function cli(...args: readonly string[]): Promise<{ readonly status: number | null; readonly document: unknown }> {
    const child = spawn(process.execPath, ['--no-warnings', entry, ...args, '--workstation', 'windows', '--json'], {
      env: { ...process.env, LOCALAPPDATA: folder },
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    await once(child, 'close');
    assert.notEqual(output, '', errors);
    return { status: child.exitCode, document: JSON.parse(output) };
  }
  const toServer = (): readonly string[] => [
    ...['--dns-server', `${server.dns.address}:${server.dns.port}`, '--ca-file', path.join(folder, 'ca.pem')],
    ...server.connectTo().flatMap((to) => ['--connect-to', `${to.host}:${to.port}:${to.toAddress}:${to.toPort}`]),
  ];
  const setup = async () => {
    const { status, document } = await cli('setup', '--email', server.address, '--profile', profileName, '--unattended', ...toServer());
    return { status, report: reportDocumentSchema.parse(document) };
  };

  it('inspects it', async () => {
    const { status, document } = await cli('inspect');
    const inspection = inspectionSchema.parse(document);
    assert.equal(status, 0);
    assert.deepEqual([inspection.practice, inspection.workstation, inspection.registry], [false, 'windows', 'native']);
    assert.deepEqual(
      inspection.outlooks.map(({ product, bitness }) => [product, bitness]),
      [['Microsoft 365', 'x64']],
    );
    assert.deepEqual(
      inspection.profiles.map(({ name, default: isDefault }) => [name, isDefault]),
      [['Corpus Exchange', true]],
    );
  });

  it('sets it up unattended, changes nothing when it is run again, and is undone to the byte', async () => {
    // A check writes nothing of ours; but Windows makes the keys of a user's certificate stores when they are first read.
    await cli('check', '--email', server.address, ...toServer());
    const untouched = await exportSoftware();
    const first = await setup();
    const changed = (report: typeof first.report) => report.steps.filter((step) => step.changed).map((step) => step.step);
    assert.deepEqual(changed(first.report), ['keys', 'profile'], JSON.stringify(first.report.steps));
    assert.equal(first.report.check?.server.product, 'bluemind');
    assert.equal(first.report.check.outlook.now.route, 'autodiscoverDomain');
    assert.equal(first.report.profile?.state, 'blank');
    assert.ok(first.report.plan);
    assert.equal(first.report.plan.counts.change, 0);
    // No policy is among what it writes by itself: no prompt, no helper.
    assert.deepEqual(
      first.report.plan.keys.filter((key) => key.state === 'right' && key.scope === 'policy' && key.level !== 'absent'),
      [],
    );
    assert.ok(first.report.applied?.backup?.startsWith(path.join(folder, 'BlueMind Outlook Setup', 'backups')));
    assert.deepEqual(
      (await readdir(path.join(folder, 'BlueMind Outlook Setup'))).filter((name) => name.startsWith('elevation')),
      [],
    );
    // Outlook's own wizard waits for the person: that is what is left to do.
    assert.equal(first.status, 1);

    const between = await exportSoftware();
    const second = await setup();
    assert.deepEqual(changed(second.report), []);
    assert.equal(second.status, first.status);
    assertSameExport(await exportSoftware(), between);

    assert.equal((await cli('profile', 'remove', '--name', profileName, '--yes')).status, 0);
    assert.equal((await cli('keys', 'undo', '--yes')).status, 0);
    assertSameExport(await exportSoftware(), untouched);
  });
});
