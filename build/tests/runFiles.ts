// Runs a folder of test files with Node's own runner, some files at a time, and tells of each file and of every failure.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { nothing, sum, type Count } from './count.ts';
import { indented, say, seconds } from './say.ts';
import { root } from '../root.ts';

/** A test that takes longer hangs, and so does a file: it may also hang after its last test, on something left open. */
const longestTestMs = 120_000;
const longestFileMs = 600_000;

/** The part of an error that helps: Node wraps what a test threw, and an error's stack begins with its message. */
function explain(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error && cause.stack !== undefined ? cause.stack : inspect(cause, { depth: 6, colors: false });
}

/** Runs one file in a process of its own. Counts as Node's summary does, with unfinished tests (todo) among the skipped ones. */
async function runFile(file: string): Promise<Count> {
  const began = performance.now();
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(new Error(`the file did not end within ${longestFileMs / 1000} s`)), longestFileMs);
  const lines: string[] = [];
  let printed = '';
  let failures = 0;
  let count = nothing;
  const events = run({ files: [join(root, file)], timeout: longestTestMs, cwd: root, signal: tooLong.signal });
  const print = ({ message }: { readonly message: string }) => {
    printed = (printed + message).slice(-20_000);
  };
  events.on('test:stdout', print);
  events.on('test:stderr', print);
  events.on('test:fail', ({ name, todo, details }) => {
    if (todo !== undefined && todo !== false) return;
    failures += 1;
    // A parent only says that its children failed; they have said why.
    if ('failureType' in details.error && details.error.failureType === 'subtestsFailed') return;
    const reason = indented(explain(details.error));
    // What broke before the first test breaks them all: said once.
    lines.push(`  FAILED ${file} › ${name}`, lines.includes(reason) ? indented('for the same reason') : reason);
  });
  events.on('test:summary', ({ file: part, counts }) => {
    if (part !== undefined) return;
    const skipped = counts.skipped + counts.todo;
    // Whatever neither passed nor was skipped has failed: cancelled and timed-out tests too.
    count = { passed: counts.passed, failed: counts.tests - counts.passed - skipped, skipped };
  });
  events.resume();
  await finished(events);
  clearTimeout(timer);

  // A summary that says all is well although a test failed would hide it.
  if (count.failed === 0) count = { ...count, failed: failures };
  if (count.failed > 0 && printed !== '') lines.push(indented(`it printed:\n${printed}`));
  lines.push(`  ${count.failed === 0 ? 'ok    ' : 'FAILED'} ${file} (${count.passed} passed, ${seconds(began)})`);
  say(lines.join('\n'));
  return count;
}

/** Runs `test/FOLDER/**`; files that share something of the machine, its registry for instance, one `atOnce`. */
export async function runFiles(folder: string, atOnce = 2): Promise<Count> {
  const files = globSync(`test/${folder}/**/*.test.ts`, { cwd: root }).sort();
  if (files.length === 0) say('  there are no such tests');
  const waiting = files.values();
  const counts: Count[] = [];
  const worker = async () => {
    for (const file of waiting) counts.push(await runFile(file));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return sum(counts);
}
