// Runs a folder of test files with Node's own runner, two files at a time, and tells of each file and of every failure.
import { existsSync, globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { nothing, type Count } from './count.ts';
import { indented, say } from './say.ts';
import { root } from '../root.ts';

/** A file that takes longer hangs. */
const longestFileMs = 300_000;

/** The part of an error that helps: Node wraps what a test threw, and an error's stack begins with its message. */
function explain(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error && cause.stack !== undefined ? cause.stack : inspect(cause, { depth: 6, colors: false });
}

/** Runs `test/FOLDER/**` and counts as Node's summary does, with unfinished tests (todo) among the skipped ones. */
export async function runFiles(folder: string): Promise<Count> {
  const files = existsSync(join(root, 'test', folder)) ? globSync(`test/${folder}/**/*.test.ts`, { cwd: root }).sort() : [];
  if (files.length === 0) {
    say('  there are no such tests');
    return nothing;
  }
  const printed = new Map<string, string>();
  const print = ({ file = '', message }: { readonly file?: string | undefined; readonly message: string }) => {
    printed.set(file, `${printed.get(file) ?? ''}${message}`.slice(-20_000));
  };
  const told = new Set<string>();
  let failures = 0;
  let count = nothing;
  const events = run({ files: files.map((file) => join(root, file)), concurrency: 2, timeout: longestFileMs, cwd: root });
  events.on('test:stdout', print);
  events.on('test:stderr', print);
  events.on('test:fail', ({ file = '', name, todo, details }) => {
    if (todo !== undefined && todo !== false) return;
    failures += 1;
    // A parent only says that its children failed; they have said why.
    if ('failureType' in details.error && details.error.failureType === 'subtestsFailed') return;
    // What broke before the first test breaks them all: said once.
    const reason = `${file} ${explain(details.error)}`;
    say(`  FAILED ${relative(root, file)} › ${name}\n${indented(told.has(reason) ? 'as above' : explain(details.error))}`);
    told.add(reason);
  });
  events.on('test:summary', ({ file, counts, duration_ms: ms, success }) => {
    if (file === undefined) {
      const skipped = counts.skipped + counts.todo;
      // Whatever neither passed nor was skipped has failed: cancelled and timed-out tests too.
      count = { passed: counts.passed, failed: counts.tests - counts.passed - skipped, skipped };
      return;
    }
    say(`  ${success ? 'ok    ' : 'FAILED'} ${relative(root, file)} (${counts.passed} passed, ${(ms / 1000).toFixed(1)} s)`);
    const output = printed.get(file);
    if (!success && output !== undefined) say(indented(`it printed:\n${output}`));
  });
  events.resume();
  await finished(events);
  // A summary that says all is well although a test failed would hide it.
  return failures > 0 && count.failed === 0 ? { ...count, failed: failures } : count;
}
