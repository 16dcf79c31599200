// Setting up a checkout: what is judged before anything is installed, and that two at once do not get in each other's way.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isInstalled } from '../../build/bootstrap/dependencies.mjs';
import { alone } from '../../build/bootstrap/lock.mjs';
import { nodeComplaint } from '../../build/bootstrap/nodeVersion.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bootstrap = (...args: string[]) => spawnSync(process.execPath, ['build/bootstrap.mjs', ...args], { cwd: root, encoding: 'utf8' });

describe('the Node of the machine', () => {
  it('is good from the version that package.json names', () => {
    for (const version of ['20.0.0', '20.19.5', '22.12.0', '24.1.0', '30.0.0']) assert.equal(nodeComplaint(version, '>=20'), undefined);
  });

  it('is refused below it, with its version, the wanted one and where to get it', () => {
    const complaint = nodeComplaint('18.19.1', '>=20') ?? '';
    for (const part of ['18.19.1', 'Node 20', 'https://nodejs.org']) assert.ok(complaint.includes(part), part);
  });
});

describe('installed packages', () => {
  const lock = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/a': { version: '1.2.3' },
      'node_modules/for-another-system': { version: '1.0.0', optional: true },
    },
  };

  it('are what the lock file wants when every version is there, optional ones or not', () => {
    assert.equal(isInstalled(lock, { packages: { 'node_modules/a': { version: '1.2.3' } } }), true);
  });

  it('are not when a version differs, one is missing, or nothing was installed', () => {
    assert.equal(isInstalled(lock, { packages: { 'node_modules/a': { version: '1.2.4' } } }), false);
    assert.equal(isInstalled(lock, { packages: {} }), false);
    assert.equal(isInstalled(lock, undefined), false);
  });
});

const unheld = () => assert.fail('the lock is held by a living process');

describe('the set-up lock', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('lets one work at a time, in whatever order they come', async () => {
    const log = join(folder, 'log');
    await writeFile(log, '');
    const script = `
      import { appendFileSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      import { alone } from ${JSON.stringify(new URL('../../build/bootstrap/lock.mjs', import.meta.url).href)};
      await alone(${JSON.stringify(join(folder, 'a.lock'))}, () => {}, async () => {
        appendFileSync(${JSON.stringify(log)}, 'in ');
        await setTimeout(50);
        appendFileSync(${JSON.stringify(log)}, 'out ');
      });`;
    const children = [1, 2, 3].map(() => spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' }));
    for (const code of await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as unknown))) assert.equal(code, 0);
    assert.equal(await readFile(log, 'utf8'), 'in out '.repeat(3));
  });

  it('of a process that died is taken over', async () => {
    const lock = join(folder, 'dead.lock');
    const child = spawn(process.execPath, ['--eval', '0'], { stdio: 'ignore' });
    await once(child, 'exit');
    await mkdir(lock);
    await writeFile(join(lock, 'pid'), String(child.pid));
    assert.equal(await alone(lock, unheld, () => Promise.resolve('done')), 'done');
    assert.equal(existsSync(lock), false);
  });

  it('is let go when the work fails', async () => {
    const lock = join(folder, 'failing.lock');
    await assert.rejects(
      alone(lock, unheld, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(existsSync(lock), false);
  });
});

describe('npm run -s cli', () => {
  it('prints the answer alone, however the checkout was set up', () => {
    const { stdout, stderr, status } = bootstrap('cli', '--version');
    assert.equal(status, 0);
    assert.match(stdout, /^\d+\.\d+\.\d+\S*\n$/);
    assert.equal(stderr, '');
  });

  it('ends with the exit status of the command', () => {
    const { stdout, stderr, status } = bootstrap('cli', 'no-such-command', '--lang', 'en');
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /no-such-command/);
  });

  it('hands on what comes in on stdin', () => {
    const args = [
      'build/bootstrap.mjs',
      'cli',
      'check',
      '--email',
      'user@practice.example',
      '--user',
      'user',
      '--password-stdin',
      '--json',
    ];
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', input: '\n' });
    assert.equal(status, 2);
    assert.equal((JSON.parse(stdout) as { problem: { code: string } }).problem.code, 'password.missing');
  });
});

describe('an unknown target', () => {
  it('is answered with the ones that there are, and nothing is run', () => {
    for (const name of ['nothing', 'toString', '']) {
      const { stderr, status } = bootstrap(name);
      assert.equal(status, 2);
      assert.match(stderr, /start \| test \| cli/);
    }
  });
});
