// Policies are written by a helper that Windows lends rights to: it does what it was asked and nothing else, and a no changes nothing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as koffi from 'koffi';
import * as native from 'native-reg';
import { textOf } from '../../electron/model/registry.ts';
import { createElevation } from '../../electron/workstation/windows/elevation.ts';
import { createNativeRegistry } from '../../electron/workstation/windows/nativeRegistry.ts';
import { readSessionAccounts } from '../../electron/workstation/windows/session.ts';
import { shellExecute } from '../../electron/workstation/windows/shellExecute.ts';
import { codeOf, elevatedEntry, leaveAlone, must, never } from './rig.ts';

/** Keys and names that the catalogues know; the Office version is none that is installed anywhere. */
const office = 'HKCU\\Software\\Policies\\Microsoft\\Office\\15.0';
const policies = `${office}\\Outlook\\RPC`;
const registry = createNativeRegistry(native, koffi, { kind: 'own', sid: null });
const program = { file: process.execPath, args: ['--no-warnings', elevatedEntry] };
let officeWasThere = false;
let sid: string;
let stateFolder: string;

before(async () => {
  sid = readSessionAccounts(koffi).ownSid;
  officeWasThere = must(await registry.readKey(office)) !== undefined;
  stateFolder = await mkdtemp(path.join(tmpdir(), 'bmos-elevation-'));
});
after(async () => {
  if (!officeWasThere) native.deleteTree(native.HKCU, office.slice(5));
  await rm(stateFolder, { recursive: true, force: true });
});

/** Starts the helper as a plain child: what it does with its rights is not a matter of how it got them. */
function launchPlainly(file: string, args: readonly string[]): Promise<undefined> {
  spawn(file, [...args], { stdio: 'ignore' });
  return Promise.resolve(undefined);
}

const elevationWith = (launch: (file: string, args: readonly string[]) => Promise<number | undefined>) =>
  createElevation({ koffi, registry, elevated: false, sid, stateFolder, program, launch });

describe('administrator rights', () => {
  it('are not asked for by a process that holds them', async () => {
    const elevation = createElevation({ koffi, registry, elevated: true, sid, stateFolder, program, launch: () => assert.fail('asked') });
    assert.equal(must(await elevation.request(never)), registry);
  });

  it('that are refused are a value, and nothing is left behind', async () => {
    const elevation = elevationWith(() => Promise.resolve(5));
    assert.equal(codeOf(await elevation.request(never)), 'elevation.refused');
    assert.equal(codeOf(await elevation.request(AbortSignal.abort())), 'cancelled');
    assert.deepEqual(await readdir(stateFolder), []);
  });

  it('that cannot be had for another reason say so', async () => {
    assert.equal(codeOf(await elevationWith(() => Promise.resolve(2)).request(never)), 'elevation.failed');
  });

  it('end the waiting when the person stops it', async () => {
    const stop = new AbortController();
    const elevation = elevationWith(() => {
      setImmediate(() => stop.abort());
      return Promise.resolve(undefined);
    });
    assert.equal(codeOf(await elevation.request(stop.signal)), 'cancelled');
  });
});

describe('the helper', { skip: leaveAlone }, () => {
  const ways: readonly (readonly [string, (file: string, args: readonly string[]) => Promise<number | undefined>])[] = [
    ['a plain process', launchPlainly],
    [
      'Windows’ own way to administrator rights',
      (file, args) => shellExecute(koffi, { file, args, asAdministrator: true, window: 'hidden' }),
    ],
  ];
  for (const [title, launch] of ways) {
    it(
      `started by ${title} writes, replaces and removes policy values and keys of this user`,
      { skip: title !== 'a plain process' && process.env.CI !== undefined },
      async () => {
        const elevation = elevationWith(launch);
        const elevated = must(await elevation.request(never));
        must(await elevated.createKey(policies));
        must(await elevated.setValue(policies, 'proxyServerNAME', { type: 'REG_SZ', data: 'Büro – ja\r\n"x"' }));
        must(await elevated.setValue(policies, 'ProxyServerPrincipalName', { type: 'REG_BINARY', data: '00ff'.repeat(20_000) }));
        assert.equal(textOf(must(await registry.readKey(policies)), 'ProxyServerName'), 'Büro – ja\r\n"x"');
        assert.deepEqual(must(await elevated.readKey(policies)), must(await registry.readKey(policies)));
        assert.equal(codeOf(await elevated.deleteKey(`${office}\\Outlook`)), 'registry.failed', 'has a subkey');
        assert.equal(codeOf(await elevated.deleteKey(policies)), 'registry.failed', 'has values');
        must(await elevated.deleteValue(policies, 'ProxyServerName'));
        must(await elevated.deleteValue(policies, 'ProxyServerPrincipalName'));
        assert.deepEqual(must(await registry.readKey(policies)), { values: [], subkeys: [] });
        assert.equal(must(await elevation.request(never)), elevated, 'one prompt serves the apply and its undo');
        must(await elevated.deleteKey(policies));
        assert.deepEqual(await readdir(stateFolder), [], 'the request is gone');
        elevation.close();
      },
    );
  }

  it('loads its own library, whatever the person’s variables say', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'bmos-library-'));
    await mkdir(path.join(folder, 'build', 'Release'), { recursive: true });
    await writeFile(path.join(folder, 'build', 'Release', 'reg.node'), 'another library');
    const elevation = elevationWith((file, args) => {
      spawn(file, [...args], { stdio: 'ignore', env: { ...process.env, NATIVE_REG_PREBUILD: folder, npm_config_platform: 'linux' } });
      return Promise.resolve(undefined);
    });
    const elevated = must(await elevation.request(never));
    must(await elevated.createKey(policies));
    must(await elevated.deleteKey(policies));
    elevation.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('writes no policy that the catalogues do not know, says so, and goes on', async () => {
    const elevation = elevationWith(launchPlainly);
    const elevated = must(await elevation.request(never));
    const number = { type: 'REG_DWORD', data: 1 } as const;
    const macros = `${office}\\Outlook\\Security`;
    const refused = [
      await elevated.setValue(macros, 'Level', number),
      await elevated.setValue(`${office}\\Word\\Security`, 'VBAWarnings', number),
      await elevated.setValue('HKCU\\Software\\Policies\\Microsoft\\Windows\\System', 'DisableCMD', number),
      await elevated.setValue(`${policies}\\below`, 'ProxyServerName', number),
      await elevated.deleteValue(policies, 'UnknownHere'),
      await elevated.createKey(`${office}\\Word`),
      await elevated.deleteKey('HKCU\\Software\\Policies\\Microsoft\\Windows'),
    ];
    assert.deepEqual([...new Set(refused.map(codeOf))], ['registry.denied']);
    assert.equal(must(await registry.readKey(`${office}\\Word`)), undefined);
    must(await elevated.setValue(policies, 'ProxyServerFlags', number));
    must(await elevated.deleteValue(policies, 'ProxyServerFlags'));
    elevation.close();
  });

  it('refuses to write anywhere else, ends, and says no more', async () => {
    for (const elsewhere of [
      'HKCU\\Software\\BlueMind Outlook Setup elsewhere',
      'HKLM\\SOFTWARE\\Policies\\x',
      'HKCU\\Software\\Policies',
    ]) {
      const elevation = elevationWith(launchPlainly);
      const elevated = must(await elevation.request(never));
      assert.equal(codeOf(await elevated.setValue(elsewhere, 'v', { type: 'REG_SZ', data: '' })), 'elevation.failed', elsewhere);
      assert.equal(codeOf(await elevated.setValue(policies, 'ProxyServerName', { type: 'REG_SZ', data: '' })), 'elevation.failed');
      elevation.close();
    }
    assert.equal(must(await registry.readKey('HKCU\\Software\\BlueMind Outlook Setup elsewhere')), undefined);
  });

  it('is asked for anew when it has gone', async () => {
    let launches = 0;
    const elevation = elevationWith((file, args) => {
      launches += 1;
      return launchPlainly(file, args);
    });
    const first = must(await elevation.request(never));
    assert.equal(codeOf(await first.setValue('HKLM\\x', 'v', { type: 'REG_SZ', data: '' })), 'elevation.failed');
    const second = must(await elevation.request(never));
    must(await second.createKey(policies));
    assert.equal(launches, 2);
    elevation.close();
  });
});

describe('the helper’s request', () => {
  const pipe = `\\\\.\\pipe\\bluemind-outlook-setup-${'0'.repeat(32)}`;
  const good = { version: 1, pipe, secret: 'a'.repeat(64) };
  const hash = (content: string): string => createHash('sha256').update(content).digest('hex');

  /** Runs the helper with a request file and a hash; gives its exit status. */
  async function runWith(content: string, sha256: string): Promise<number | null> {
    const file = path.join(stateFolder, `${randomBytes(8).toString('hex')}.json`);
    await writeFile(file, content);
    const child = spawn(program.file, [...program.args, '--request', file, '--sha256', sha256], { stdio: 'ignore' });
    await once(child, 'exit');
    return child.exitCode;
  }

  it('is refused when its hash is another, it is not JSON, too long, or not as the program writes it', async () => {
    const content = JSON.stringify({ ...good, sid });
    assert.equal(await runWith(content, hash(`${content} `)), 2);
    const bad = [
      '{',
      `${content}${' '.repeat(5000)}`,
      JSON.stringify({ ...good, sid: 'S-1-5-18' }),
      JSON.stringify({ ...good, sid: 'S-1-5-21-1-2-3-1001' }),
      JSON.stringify({ ...good, sid, pipe: '\\\\.\\pipe\\other' }),
      JSON.stringify({ ...good, sid, pipe: `\\\\elsewhere\\pipe\\bluemind-outlook-setup-${'0'.repeat(32)}` }),
      JSON.stringify({ ...good, sid, more: true }),
    ];
    assert.deepEqual(
      await Promise.all(bad.map((each) => runWith(each, hash(each)))),
      bad.map(() => 2),
    );
  });

  it('leads to nothing when nobody listens', async () => {
    const content = JSON.stringify({ ...good, sid });
    assert.equal(await runWith(content, hash(content)), 3);
  });

  it('stands in a file of its own, without which no other process is let in', async () => {
    const seen: string[] = [];
    const elevation = elevationWith(async (_file, args) => {
      const request = JSON.parse(await readFile(args[args.indexOf('--request') + 1] ?? '', 'utf8')) as { readonly pipe: string };
      seen.push(request.pipe, args.join(' '));
      const intruder = connect({ path: request.pipe });
      await once(intruder, 'connect');
      intruder.write(`${JSON.stringify({ secret: '0'.repeat(64) })}\n`);
      await once(intruder, 'close');
      return 2;
    });
    assert.equal(codeOf(await elevation.request(never)), 'elevation.failed');
    assert.doesNotMatch(seen[1] ?? '', /pipe|secret/, 'arguments are for everybody to read');
    const server = createServer();
    server.listen({ path: seen[0] ?? '', exclusive: true });
    await once(server, 'listening');
    server.close();
  });
});
