// A list of mail domains as people and programs write it, and results that come out in its order.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseDomainList } from '../../electron/cli/domainsFile.ts';
import { inOrder } from '../../electron/job/inOrder.ts';

test('a list has one domain a line, comments, empty lines, any line end, a byte order mark and letters of any language', () => {
  const { domains, badLines } = parseDomainList(
    '\uFEFF# ours\r\ncorp.example\n\n  Alias.Example  # second\r@bücher.example\r\ncorp.example',
  );
  assert.deepEqual(
    domains.map(({ domain }) => domain),
    ['corp.example', 'alias.example', 'xn--bcher-kva.example'],
  );
  assert.equal(domains[2]?.displayDomain, 'bücher.example');
  assert.deepEqual(badLines, []);
});

test('every line that is no mail domain is named with its number', () => {
  const { domains, badLines } = parseDomainList('corp.example\nexa mple.com\n# fine\nlocalhost\n192.0.2.1\nco.uk\n');
  assert.equal(domains.length, 1);
  assert.deepEqual(
    badLines.map(({ line }) => line),
    [2, 4, 5, 6],
  );
});

test('no text makes the list fail to be read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { domains, badLines } = parseDomainList(text);
      assert.ok(domains.length + badLines.length <= text.split(/\r\n|\r|\n/).length);
    }),
  );
});

const never = new AbortController().signal;
async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

test('results come in the order of their items, however long each takes, and no more at once than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 8 }), fc.nat(4), async (turns, concurrency, waiting) => {
      let running = 0;
      let most = 0;
      const work = async (item: number): Promise<number> => {
        most = Math.max(most, (running += 1));
        for (let count = 0; count < (turns[item] ?? 0); count += 1) await turn();
        running -= 1;
        return item;
      };
      assert.deepEqual(await collect(inOrder(turns.keys(), work, { concurrency, waiting }, never)), [...turns.keys()]);
      assert.ok(most <= concurrency);
    }),
    { numRuns: 50 },
  );
});

test('while the first item is slow, only so many others are begun as may wait for it', async () => {
  let release = (): void => {};
  const first = new Promise<void>((resolve) => (release = resolve));
  let begun = 0;
  const results = inOrder(
    Array.from({ length: 1_000 }, (_, item) => item),
    async (item) => {
      begun += 1;
      if (item === 0) await first;
      return item;
    },
    { concurrency: 4, waiting: 10 },
    never,
  );
  const all = collect(results);
  for (let count = 0; count < 50; count += 1) await turn();
  assert.equal(begun, 14);
  release();
  assert.equal((await all).length, 1_000);
});

test('after a stop nothing more is begun and nothing more comes out', async () => {
  const stop = new AbortController();
  const begun: number[] = [];
  const work = async (item: number): Promise<number> => {
    begun.push(item);
    await turn();
    return item;
  };
  const seen: number[] = [];
  for await (const item of inOrder(Array.from({ length: 100 }).keys(), work, { concurrency: 3, waiting: 3 }, stop.signal)) {
    seen.push(item);
    if (item === 4) stop.abort();
  }
  assert.deepEqual(seen, [0, 1, 2, 3, 4]);
  assert.ok(begun.length < 15);
});

test('what the work throws reaches whoever takes the results', async () => {
  const work = (): Promise<never> => Promise.reject(new Error('broken'));
  await assert.rejects(collect(inOrder([1, 2, 3], work, { concurrency: 2, waiting: 2 }, never)), /broken/);
});
