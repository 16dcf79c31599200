// The order of SRV targets is that of RFC 2782: priority decides, weight is a chance among equals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { orderServices, steady, type ServiceRecord } from '../../electron/reach/srvOrder.ts';

const name = '_autodiscover._tcp.corp.example';
const service = (priority: number, weight: number, target: string): ServiceRecord => ({
  type: 'SRV',
  name,
  priority,
  weight,
  port: 443,
  target,
});
const anyService = fc
  .record({ priority: fc.nat(3), weight: fc.nat(65_535), host: fc.nat(50) })
  .map(({ priority, weight, host }) => service(priority, weight, `h${host}.corp.example`));
const anyChance = fc.func(fc.double({ min: 0, max: 1, noNaN: true })).map((fraction) => (sum: number) => Math.floor(fraction(sum) * sum));
const targets = (records: readonly ServiceRecord[]): readonly string[] => records.map(({ target }) => target);

test('no target is lost and none is invented, whatever chance says', () => {
  fc.assert(
    fc.property(fc.array(anyService), anyChance, (records, chance) => {
      assert.deepEqual(targets(orderServices(records, chance)).toSorted(), targets(records).toSorted());
    }),
  );
});

test('a lower priority number always comes before a higher one', () => {
  fc.assert(
    fc.property(fc.array(anyService), anyChance, (records, chance) => {
      const priorities = orderServices(records, chance).map(({ priority }) => priority);
      assert.deepEqual(
        priorities,
        priorities.toSorted((a, b) => a - b),
      );
    }),
  );
});

test('without chance the order is the same for the same records in any order, the heaviest first', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyService, { selector: ({ target }) => target }), (records) => {
      const order = orderServices(records, steady);
      assert.deepEqual(orderServices(records.toReversed()), order);
      for (const [index, { priority, weight }] of order.entries()) {
        const next = order[index + 1];
        if (next?.priority === priority) assert.ok(weight >= next.weight);
      }
    }),
  );
});

test('among equals every target is drawn as often as its weight says', () => {
  const records = [service(0, 10, 'light.corp.example'), service(0, 30, 'heavy.corp.example'), service(0, 0, 'spare.corp.example')];
  const firsts = new Map<string, number>();
  // Every value that a fair draw can have, once: 0 to the sum of the weights, both included.
  for (let value = 0; value <= 40; value += 1) {
    let drawn = false;
    const order = orderServices(records, (sum) => {
      const chosen = drawn ? sum : value;
      drawn = true;
      return chosen;
    });
    const first = order[0]?.target ?? '';
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
  }
  assert.deepEqual(Object.fromEntries(firsts), { 'spare.corp.example': 1, 'light.corp.example': 10, 'heavy.corp.example': 30 });
});

test('a target of "." says that there is no such service, and is no target', () => {
  assert.deepEqual(orderServices([service(0, 0, '.'), service(0, 0, '')]), []);
});
