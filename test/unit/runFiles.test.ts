// How the runner of the tests runs a folder: as many files at once as it is told, and no more.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../build/root.ts';

/** Node's runner does not run inside of itself: in a process that is not one of its own. */
const { NODE_TEST_CONTEXT: _context, ...env } = process.env;

test('files that share a registry are run one after the other', (t) => {
  const out = path.join(root, 'test', 'out');
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(path.join(out, 'runFiles-'));
  t.after(() => {
    rmSync(folder, { recursive: true, maxRetries: 5 });
  });
  const log = path.join(folder, 'log.txt');
  const write = (line: string) => `appendFileSync(${JSON.stringify(log)}, '${line} ');`;
  for (const name of ['a', 'b', 'c'])
    writeFileSync(
      path.join(folder, `${name}.test.ts`),
      `import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
test('${name}', async () => { ${write('begin')} await sleep(300); ${write('end')} });
`,
    );
  // A file, since the options of this process would be those of each test file's too.
  const script = path.join(folder, 'run.ts');
  writeFileSync(
    script,
    `const { runFiles } = await import(${JSON.stringify(new URL('../../build/tests/runFiles.ts', import.meta.url).href)});
process.stdout.write(JSON.stringify(await runFiles('out/${path.basename(folder)}', 1)));`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', script], { env, encoding: 'utf8' });
  assert.ok(stdout.endsWith('{"passed":3,"failed":0,"skipped":0}'), stdout + stderr);
  assert.equal(readFileSync(log, 'utf8'), 'begin end '.repeat(3));
});
