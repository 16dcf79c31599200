// Runs a script of the benches with the Windows Node: on Windows as it is, on Linux under Wine, and reads the document it writes.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import cliRuntime from '../../build/cliRuntime.json' with { type: 'json' };
import { root } from '../../build/root.ts';
import { findWine, windows, windowsNode, wineEnvironment } from '../../build/tests/wine.ts';

export interface WindowsBench {
  /** Runs `SCRIPT OUTPUT …args`, started as the command line is, and gives what it wrote to OUTPUT; a bare name is one of test/bench. */
  run(script: string, args?: readonly string[]): Promise<unknown>;
  close(): void;
}

/** A path of this system as Windows sees it: Wine shows the whole of it as drive Z:. */
const asWindows = (path: string): string => (process.platform === 'win32' ? path : `Z:${path.replaceAll('/', '\\')}`);

/**
 * Under Wine another process, wineserver, answers each call to the registry. Two idle virtual processors wake each other in 0.1 ms, ten
 * times the call itself, which neither Windows nor the product does; on one processor there is nobody to wake. What is started from here
 * inherits it, the product's part and that of reg.exe alike. Without util-linux the figures are those of the machine as it is.
 */
function stayOnOneProcessor(): void {
  if (process.platform === 'linux') spawnSync('taskset', ['-acp', '0', String(process.pid)], { stdio: 'ignore' });
}

/** Prepares Windows, or says why there is none and ends the process: a bench without figures has failed. */
export async function openWindowsBench(): Promise<WindowsBench> {
  stayOnOneProcessor();
  const met = await windows();
  if (met.kind !== 'ready') {
    console.error(met.kind === 'missing' ? `${met.reason}; to run this bench: ${met.remedy}` : met.reason);
    process.exit(1);
  }
  const wine = process.platform === 'win32' ? undefined : findWine();
  const env = {
    ...(wine === undefined ? process.env : wineEnvironment()),
    NODE_COMPILE_CACHE: asWindows(join(root, cliRuntime.compileCache)),
  };
  return {
    async run(script, args = []) {
      const folder = await mkdtemp(join(tmpdir(), 'bench-'));
      const [output, errors] = [join(folder, 'output.json'), join(folder, 'errors.txt')];
      // Under Wine the Windows Node writes to files only.
      const stream = openSync(errors, 'w');
      try {
        const node = [...cliRuntime.flags, '--no-warnings', asWindows(resolve(root, 'test', 'bench', script)), asWindows(output), ...args];
        const [file, all] = wine === undefined ? [process.execPath, node] : [wine, [windowsNode, ...node]];
        const child = spawn(file, all, { cwd: root, env, stdio: ['ignore', stream, stream] });
        const [status] = (await once(child, 'exit')) as unknown[];
        if (status !== 0) throw new Error(`${script} ended with ${String(status)}\n${readFileSync(errors, 'utf8')}`);
        return JSON.parse(await readFile(output, 'utf8')) as unknown;
      } finally {
        closeSync(stream);
        await rm(folder, { recursive: true, force: true });
      }
    },
    close: () => met.release?.(),
  };
}
