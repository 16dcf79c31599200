// The installed program as a command line: the same answers and exit statuses as from a checkout, and never a window.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import manifest from '../../package.json' with { type: 'json' };
import { mailboxes, practicePassword } from '../../electron/workstation/practice/server/site.ts';
import { freePort } from '../servers/freePort.ts';
import { executablePath, newPerson, openDesktop, root, switches, until, type Person } from './desktopApp.ts';
import { layOut, type Unpacked } from './unpacked.ts';

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly complaints: string;
}

let unpacked: Unpacked;
let person: Person;
before(async () => {
  [unpacked, person] = await Promise.all([layOut(), newPerson()]);
});
after(async () => {
  unpacked.remove();
  await person.remove();
});

async function ended(child: ChildProcess, input = ''): Promise<Ended> {
  child.stdin?.end(input);
  const [output, complaints, [status]] = await Promise.all([
    child.stdout && !child.stdout.destroyed ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { status, output, complaints };
}

const place = () => `--workstation=practice:${person.practice}`;

/** Starts the installed program. */
function program(args: readonly string[], stdio: 'pipe' | ['ignore', 'ignore' | number, 'ignore' | 'pipe'] = 'pipe'): ChildProcess {
  return spawn(unpacked.executable, [...switches(), ...args], { env: person.environment, stdio, timeout: 90_000 });
}

function fromCheckout(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--no-warnings', join(root, 'electron', 'cli.ts'), ...args], {
    env: person.environment,
    timeout: 90_000,
  });
}

/** What differs from one run to the next: times, and the ports of a server made for one run. */
function settled(value: unknown): unknown {
  const moving = new Set([
    'ms',
    'createdAt',
    'now',
    'serial',
    'fingerprint',
    'validFrom',
    'validTo',
    'evidence',
    'certificate',
    'exchanges',
    'timings',
    // Times between two processes, and what only a newer Node tells.
    'algorithm',
    'clockOffset',
    'seconds',
  ]);
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (moving.has(key) ? undefined : inner)));
}

/** Processes of the installed program that Chromium started for a purpose of its own, by that purpose. */
function helpers(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.startsWith(unpacked.executable) ? (/--type=([\w-]+)/.exec(line)?.[1] ?? 'browser') : [];
      } catch {
        return [];
      }
    });
}

describe('the installed program, given a command', () => {
  const same = [
    ['inspect', '--json'],
    ['keys', 'plan', '--email', 'user@practice.example', '--json'],
    ['keys', 'list', '--json'],
    ['profile', 'list', '--json'],
    ['profile', 'verify', '--name', 'BlueMind', '--json'],
    ['check', '--json'],
    ['chekc', '--json'],
    ['keys', 'apply', '--email', 'user@practice.example', '--json'],
    ['report', '--from', 'nothing.json', '--json'],
    ['check', '--email', 'user@practice.example', '--json'],
    ['check', '--email', 'user@practice.example', '--fault', 'expired', '--json'],
  ];
  for (const args of same) {
    it(`answers as the command line of a checkout does: ${args.join(' ')}`, async () => {
      const [here, there] = await Promise.all([ended(program([...args, place()])), ended(fromCheckout([...args, place()]))]);
      assert.equal(here.status, there.status, here.complaints);
      assert.deepEqual(settled(JSON.parse(here.output)), settled(JSON.parse(there.output)));
    });
  }

  it('does the whole set-up, the second time without a change, and takes the registry values back', async () => {
    const setup = ['setup', '--unattended', '--email', 'user@practice.example', '--json', place()];
    const first = await ended(program(setup));
    assert.equal(first.status, 0, first.output + first.complaints);
    const second = await ended(program(setup));
    const steps = (JSON.parse(second.output) as { steps: { changed: boolean }[] }).steps;
    assert.ok(steps.every(({ changed }) => !changed));
    assert.equal((await ended(program(['keys', 'undo', '--yes', place()]))).status, 0);
    assert.equal((await ended(program(['keys', 'undo', '--yes', place()]))).status, 2);
  });

  it('ends with the status that the command line’s table promises', async () => {
    for (const [status, args] of [
      [0, ['--help']],
      [1, ['keys', 'plan', '--email', 'user@practice.example']],
      [2, ['keys', 'plan', '--catalogue', 'nothing']],
      [4, ['profile', 'create', '--name', 'x']],
    ] as const) {
      assert.equal((await ended(program([...args, place()]))).status, status, args.join(' '));
    }
  });

  it('reads a password from standard input', async () => {
    const args = ['check', '--email', mailboxes[0].address, '--user', mailboxes[0].address, '--password-stdin', '--json', place()];
    const { status, output } = await ended(program(args), `${practicePassword}\n`);
    assert.equal(status, 0, output);
    assert.match(output, /signIn/);
  });

  it('writes into a pipe, into a file, and into nothing', async () => {
    const args = ['keys', 'list', place()];
    const piped = await ended(program(args));
    const file = join(person.folder, 'output.txt');
    const opened = openSync(file, 'w');
    const filed = await ended(program(args, ['ignore', opened, 'ignore']));
    closeSync(opened);
    assert.equal(readFileSync(file, 'utf8'), piped.output);
    const nowhere = await ended(program(args, ['ignore', 'ignore', 'ignore']));
    assert.deepEqual([piped.status, filed.status, nowhere.status], [0, 0, 0]);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = program(['keys', 'list', place()]);
    child.stdout?.destroy();
    const { status, complaints } = await ended(child);
    assert.equal(status, 0);
    assert.doesNotMatch(complaints, /EPIPE|Error:/);
  });

  it(
    'opens no window, loads no page and takes no lock, also beside an open window',
    { skip: process.platform !== 'linux' && 'it looks into /proc' },
    async () => {
      const window = await openDesktop({ person });
      try {
        await window.page.getByRole('heading', { level: 1 }).waitFor();
        const child = program([
          'check',
          '--email',
          'user@practice.example',
          '--fault',
          'black-hole',
          '--budget',
          '6',
          '--timeout',
          '5',
          place(),
        ]);
        const end = ended(child);
        const seen = new Set<string>();
        while (child.exitCode === null) {
          for (const kind of helpers()) seen.add(kind);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        assert.equal((await end).status, 1);
        assert.ok(seen.has('browser') && !seen.has('renderer'), [...seen].join(' '));
        assert.equal(window.app.windows().length, 1);
      } finally {
        await window.close();
      }
    },
  );

  it('keeps Chromium’s own files among its own, apart from the window’s, and nothing where data travels with the person', async () => {
    const own = await newPerson();
    const child = spawn(unpacked.executable, [...switches(), 'keys', 'list', `--workstation=practice:${own.practice}`], {
      env: own.environment,
    });
    assert.equal((await ended(child)).status, 0);
    const made = [readdirSync(own.data), existsSync(join(own.folder, 'config')) ? readdirSync(join(own.folder, 'config')) : []];
    await own.remove();
    assert.deepEqual(
      made.map((names) => names.filter((name) => !name.startsWith('dconf'))),
      [['commands'], []],
    );
  });

  it(
    'starts no program that Chromium is told to start, whatever it is asked for',
    { skip: process.platform === 'win32' && 'it hands over a shell script' },
    async () => {
      const told = join(person.folder, 'told');
      const script = join(person.folder, 'launcher.sh');
      writeFileSync(script, `#!/bin/sh\necho "$@" >> '${told}'\nexec "$@"\n`, { mode: 0o755 });
      const launchers = ['--gpu-launcher', '--utility-cmd-prefix', '--renderer-cmd-prefix'].map((name) => `${name}=${script}`);
      // The value of an option of ours is a switch to Chromium as well; the log's name lies in the person's folder.
      const hidden = [...switches(), 'keys', 'list', place(), '--log', ` --gpu-launcher=${script}`];
      assert.equal((await ended(spawn(unpacked.executable, hidden, { env: person.environment, cwd: person.folder }))).status, 0);
      const refused = await ended(program([...launchers, 'keys', 'list', place()]));
      assert.equal(refused.status, 2, refused.complaints);
      assert.match(refused.complaints, /--gpu-launcher/);
      assert.equal((await ended(program([...launchers, '--elevated-helper', '--request', 'x']))).status, 2);
      assert.equal(existsSync(told) && readFileSync(told, 'utf8'), false);
    },
  );

  it('stops in order when it is told to end', { skip: process.platform === 'win32' && 'Windows has no such signal' }, async () => {
    const child = program([
      'check',
      '--email',
      'user@practice.example',
      '--fault',
      'black-hole',
      '--budget',
      '20',
      '--timeout',
      '15',
      '--json',
      place(),
    ]);
    const end = ended(child);
    const log = join(person.folder, 'stop.log');
    await until(async () => helpers().includes('browser') || existsSync(log));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    child.kill('SIGTERM');
    const { status, output } = await end;
    assert.equal(status, 4);
    assert.equal((JSON.parse(output) as { problem: { code: string } }).problem.code, 'cancelled');
  });
});

describe('--version', () => {
  it('prints the version and ends', async () => {
    const { status, output } = await ended(program(['--version']));
    assert.deepEqual({ status, output }, { status: 0, output: `${manifest.version}\n` });
  });

  it(
    'is answered before Chromium is ready and before it has started a process to draw with',
    { skip: process.platform !== 'linux' && 'it looks into /proc' },
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'version-'));
      try {
        writeFileSync(join(folder, 'package.json'), '{"name":"probe","main":"probe.cjs"}');
        // Stands before the program's own entry, and looks around at the moment it ends.
        writeFileSync(
          join(folder, 'probe.cjs'),
          `const { app } = require('electron'); const fs = require('node:fs');
         let ready = false; app.on('ready', () => { ready = true; });
         const exit = app.exit;
         app.exit = (code) => {
           const kinds = fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).map((pid) => {
             try { return fs.readFileSync('/proc/' + pid + '/cmdline', 'utf8'); } catch { return ''; }
           }).filter((line) => line.includes(${JSON.stringify(folder)}) && line.includes('--type='));
           const loaded = Object.keys(require.cache).map((file) => file.split('/').pop());
           fs.writeSync(1, JSON.stringify({ ready, isReady: app.isReady(), kinds, loaded }) + '\\n');
           exit.call(app, code);
         };
         require(${JSON.stringify(join(root, 'build', 'out', 'desktop', 'main.cjs'))});`,
        );
        const child = spawn(executablePath(), [folder, ...switches(), `--user-data-dir=${folder}`, '--version'], {
          env: person.environment,
        });
        const { output, complaints } = await ended(child);
        const [version, told] = output.trim().split('\n');
        assert.equal(version, manifest.version, complaints);
        const { ready, isReady, kinds, loaded } = JSON.parse(told ?? '') as {
          ready: boolean;
          isReady: boolean;
          kinds: string[];
          loaded: string[];
        };
        assert.deepEqual({ ready, isReady, kinds }, { ready: false, isReady: false, kinds: [] });
        assert.deepEqual(
          loaded
            .filter((file) => /[.]cjs$/.test(file))
            .sort()
            .filter((file) => /behind|withoutWindow|translate|shell/.test(file)),
          [],
        );
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );
});

describe('the installed program’s window', () => {
  it('does not open for a switch that it takes away, and says which', async () => {
    const { status, complaints } = await ended(program([`--remote-debugging-port=${await freePort()}`, place()]));
    assert.equal(status, 2, complaints);
  });

  // The value of an option is an argument to Chromium as well, which takes white space away first.
  for (const blank of ['', ' ']) {
    it(`listens to no debugger, whatever it is told: as the value of an option, after “${blank}”`, async () => {
      const port = await freePort();
      const own = await newPerson();
      const child = spawn(
        unpacked.executable,
        [...switches(), '--fault', `${blank}--remote-debugging-port=${port}`, `--workstation=practice:${own.practice}`],
        {
          env: own.environment,
          stdio: 'ignore',
        },
      );
      try {
        const log = join(own.data, 'logs', 'window.log');
        await until(async () => existsSync(log) && readFileSync(log, 'utf8').includes('switches were refused'));
        assert.match(readFileSync(log, 'utf8'), /switches were refused \{"switches":\["remote-debugging-port"\]\}/);
        // Chromium listens, if at all, before its window is there.
        const reached = await new Promise<boolean>((resolve) => {
          const socket = connect({ port, host: '127.0.0.1' });
          socket.on('connect', () => resolve(true));
          socket.on('error', () => resolve(false));
        });
        assert.equal(reached, false);
      } finally {
        const exit = once(child, 'exit');
        // A box that says the unknown fault waits for somebody, and hears of no signal.
        child.kill('SIGKILL');
        await exit;
        await own.remove();
      }
    });
  }
});
