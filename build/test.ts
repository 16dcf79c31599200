// Runs every kind of test that this machine can run, and ends with one line that counts them.
import { inspect } from 'node:util';
import { kinds, type KindName } from './tests/kinds.ts';
import { cleanEnvironment } from './tests/environment.ts';
import { indented, say, seconds } from './tests/say.ts';
import { nothing, sum, type Count } from './tests/count.ts';

const names = Object.keys(kinds) as KindName[];
const isKind = (name: string): name is KindName => (names as string[]).includes(name);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !isKind(name));
if (unknown.length > 0) {
  console.error(`There is no kind of test called ${unknown.join(', ')}.\nusage: npm test [-- KIND…], KIND = ${names.join(', ')}`);
  process.exit(2);
}

/**
 * Makes a kind's requirements ready, runs it, and lets go of them. A kind that cannot run here counts as one skipped test; where it was asked for by
 * its name, as workflows do, as one that failed: they would be green and would have tested nothing.
 */
async function runKind(name: KindName): Promise<Count> {
  const began = performance.now();
  say(`\n${name}`);
  const release: (() => void)[] = [];
  try {
    for (const requirement of kinds[name].requires) {
      const met = await requirement();
      if (met.kind === 'missing') {
        const isAsked = asked.includes(name);
        say(`  ${isAsked ? 'FAILED: asked for by name, but cannot run here' : 'not run here'}: ${met.reason}\n  to run it: ${met.remedy}`);
        return { ...nothing, [isAsked ? 'failed' : 'skipped']: 1 };
      }
      if (met.kind === 'failed') {
        say(`  FAILED before its first test: ${met.reason}`);
        return { ...nothing, failed: 1 };
      }
      Object.assign(process.env, met.env);
      if (met.release) release.push(met.release);
    }
    const count = await kinds[name].run();
    say(`  ${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped (${seconds(began)})`);
    return count;
  } catch (bug) {
    // A kind that breaks down is one failure; the others are still run and counted.
    say(indented(`FAILED: ${inspect(bug)}`));
    return { ...nothing, failed: 1 };
  } finally {
    for (const letGo of release.reverse()) letGo();
  }
}

const environment = cleanEnvironment();
const counts: Count[] = [];
try {
  for (const name of names) if (asked.length === 0 || asked.includes(name)) counts.push(await runKind(name));
} finally {
  environment.remove();
}

const total = sum(counts);
if (total.passed + total.failed === 0) say('\nNo test was run.');
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
say(`\ntests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
