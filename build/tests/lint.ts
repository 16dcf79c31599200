// What can be said about the code without running it; each tool counts as one test.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nothing, sum, type Count } from './count.ts';
import { indented, say, seconds } from './say.ts';
import { root } from '../root.ts';

/** Each tool's script and arguments; the slowest first, for two run at once. */
const tools = [
  { name: 'eslint', script: 'eslint/bin/eslint.js', args: ['.', '--max-warnings=0'] },
  { name: 'types', script: 'typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'format', script: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level=warn', '.'] },
  { name: 'dependency rules', script: 'dependency-cruiser/bin/dependency-cruiser.mjs', args: ['electron', 'renderer', 'build', 'test'] },
  { name: 'unused code', script: 'knip/bin/knip.js', args: ['--no-progress'] },
] as const;

function runTool({ name, script, args }: (typeof tools)[number]): Promise<Count> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => {
      say(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds(began)})`);
      if (code !== 0) say(indented(output));
      resolve({ ...nothing, [code === 0 ? 'passed' : 'failed']: 1 });
    });
  });
}

/** Runs all tools, two at a time. */
export async function lint(): Promise<Count> {
  const waiting = tools.values();
  const counts: Count[] = [];
  const worker = async () => {
    for (const tool of waiting) counts.push(await runTool(tool));
  };
  await Promise.all([worker(), worker()]);
  return sum(counts);
}
