// What the installer's logon entry starts: the command line is taken from the Run value as it stands there, and sets a person up.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as native from 'native-reg';
import { startPracticeServer, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';
import { assertSameExport, exportSoftware, importReg, installPretendOutlook, leaveAlone } from '../windows/rig.ts';
import { end, endAll, startProcess } from '../nsis/processes.ts';
import { done, install, installationFolder, leaveNothing, logonEntry, repair, uninstall } from './rig.ts';

const entry = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
const office = 'Software\\Microsoft\\Office\\16.0\\Outlook';

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

describe('the logon entry', { skip: leaveAlone }, () => {
  let folder: string;
  let server: PracticeServer;
  let uninstallOutlook: () => void;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bmos-logon-'));
    server = await startPracticeServer();
    await writeFile(path.join(folder, 'ca.pem'), server.caCertificate);
    uninstallOutlook = installPretendOutlook();
    await importReg(fileURLToPath(new URL('../windows/profiles/exchange.reg', import.meta.url)));
    native.closeKey(native.createKey(native.HKCU, 'Software\\Policies\\Microsoft', native.Access.READ));
    const given = { MAILDOMAIN: server.address.split('@')[1] ?? '', PROFILENAME: 'BlueMind Büro', LOGONAPPLY: '1' };
    assert.equal(await install('1.0.0', given), done);
  });
  afterEach(endAll);
  after(async () => {
    await leaveNothing();
    uninstallOutlook();
    native.deleteTree(native.HKCU, 'Software\\Microsoft\\Office\\16.0');
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const toServer = (): readonly string[] => [
    ...['--dns-server', `${server.dns.address}:${server.dns.port}`, '--ca-file', path.join(folder, 'ca.pem')],
    ...server.connectTo().flatMap((to) => ['--connect-to', `${to.host}:${to.port}:${to.toAddress}:${to.toPort}`]),
  ];

  async function run(command: string, cwd: string, more: readonly string[]): Promise<Ended> {
    const child = spawn(command, {
      // Windows' own shell reads the command line, quotation marks and all.
      shell: true,
      cwd,
      env: {
        ...process.env,
        LOCALAPPDATA: folder,
        NODE_NO_WARNINGS: '1',
        BMOS_STAND_IN_ENTRY: entry,
        BMOS_STAND_IN_ARGUMENTS: JSON.stringify(more),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(child, 'close');
    return { status: child.exitCode, output };
  }
  /** Signs in, as far as the Run key is concerned. */
  const signIn = (more: readonly string[] = toServer()): Promise<Ended> => run(String(logonEntry()), installationFolder, more);
  /** Any command of the program, by the same exe. */
  const cli = (...args: readonly string[]): Promise<Ended> =>
    run(`"${process.execPath}" "${entry}" ${args.join(' ')} --workstation windows`, folder, []);

  const marker = () => path.join(folder, 'BlueMind Outlook Setup', 'logon.json');
  const defaultProfile = (): unknown => {
    const key = native.openKey(native.HKCU, office, native.Access.READ);
    const value = key && native.queryValue(key, 'DefaultProfile');
    native.closeKey(key);
    return value;
  };

  it('sets the person up at the first sign-in, and changes nothing at the second', async () => {
    // A check writes nothing of ours; but Windows makes the keys of a user's certificate stores when they are first read.
    await cli('check', '--email', server.address, ...toServer());
    const untouched = await exportSoftware();
    assert.deepEqual(await signIn(), { status: 0, output: '' });
    assert.equal(defaultProfile(), 'BlueMind Büro');
    const setUp = await exportSoftware();
    assert.notEqual(setUp, untouched);
    const written = statSync(marker()).mtimeMs;

    // Not led to the server this time: it is not asked.
    assert.deepEqual(await signIn([]), { status: 0, output: '' });
    assertSameExport(await exportSoftware(), setUp);
    assert.equal(statSync(marker()).mtimeMs, written);

    assert.equal((await cli('profile', 'remove', '--name', '"BlueMind Büro"', '--yes')).status, 0);
    assert.equal((await cli('keys', 'undo', '--yes')).status, 0);
    assertSameExport(await exportSoftware(), untouched);
  });

  it('waits for the next sign-in while Outlook runs, and touches nothing', async () => {
    assert.equal(await install('2.0.0', { PROFILENAME: 'BlueMind 2' }), done);
    const outlookFile = path.join(folder, 'OUTLOOK.EXE');
    await copyFile(process.execPath, outlookFile);
    const outlook = await startProcess(outlookFile, ['-e', 'setInterval(() => {}, 1_000)']);
    const before = await exportSoftware();
    const written = statSync(marker()).mtimeMs;
    assert.equal((await signIn()).status, 4);
    assertSameExport(await exportSoftware(), before);
    assert.equal(statSync(marker()).mtimeMs, written);
    await end(outlook);
  });

  it('sets the person up again when a policy has changed', async () => {
    assert.deepEqual(await signIn(), { status: 0, output: '' });
    assert.equal(defaultProfile(), 'BlueMind 2');
  });

  it('does nothing while policy says LogonApply=0', async () => {
    assert.equal(await repair('2.0.0', { PROFILENAME: 'BlueMind 3' }), done);
    const command = String(logonEntry());
    assert.equal(await repair('2.0.0', { LOGONAPPLY: '0' }), done);
    const before = await exportSoftware();
    assert.deepEqual(await run(command, installationFolder, toServer()), { status: 0, output: '' });
    assertSameExport(await exportSoftware(), before);
  });

  it('leaves the person’s settings alone when the program is removed', async () => {
    const before = await exportSoftware();
    assert.equal(await uninstall('2.0.0'), done);
    assertSameExport(await exportSoftware(), before);
    assert.deepEqual([defaultProfile(), existsSync(marker())], ['BlueMind 2', true]);
  });
});
