// What holds for the simulation whatever the routes answer and whatever the registry says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { routeIds, routeOutcomes, type OutlookChoice, type RouteId } from '../../electron/model/check.ts';
import { officeVersions } from '../../electron/model/keys.ts';
import { chooseRoute } from '../../electron/reach/outlookChoice.ts';
import { autodiscoverPaths, readAutodiscoverValues } from '../../electron/reach/settings.ts';
import { memoryRegistry } from '../servers/memoryRegistry.ts';
import { reports, values } from './reachSimulation.ts';

const excluding = [
  'ExcludeLastKnownGoodURL',
  'ExcludeExplicitO365Endpoint',
  'ExcludeScpLookup',
  'ExcludeHttpsRootDomain',
  'ExcludeHttpsAutoDiscoverDomain',
  'ExcludeHttpRedirect',
  'ExcludeSrvRecord',
] as const;
const names = [...excluding, 'PreferLocalXML', 'ShowCertErrors'] as const;

const outcomes = fc.record(Object.fromEntries(routeIds.map((route) => [route, fc.constantFrom(...routeOutcomes)])));
const dwords = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(0, 1));
const office = fc.constantFrom(...officeVersions);
const file = fc.constantFrom(undefined, 'c:\\a.xml');
const takenIn = ({ steps }: OutlookChoice) => steps.filter(({ decision }) => decision === 'taken');

test('at most one route is taken, it is never an excluded one, and every step after it is not reached', () => {
  fc.assert(
    fc.property(outcomes, dwords, dwords, file, office, (answered, user, policy, localXml, version) => {
      const choice = chooseRoute(reports(answered), values(user, policy, localXml), version);
      const taken = takenIn(choice);
      assert.ok(taken.length <= 1);
      assert.equal(choice.route, taken[0]?.route ?? null);
      const behind = taken[0] ? choice.steps.slice(choice.steps.indexOf(taken[0]) + 1) : [];
      assert.ok(behind.every(({ decision }) => decision === 'notReached' || decision === 'excluded'));
    }),
  );
});

test('a policy wins always: whatever the user’s value of the same name, the choice is the same', () => {
  fc.assert(
    fc.property(outcomes, dwords, dwords, file, office, (answered, user, policy, localXml, version) => {
      const overruled = Object.fromEntries(Object.entries(policy).map(([name, data]) => [name, 1 - data]));
      const chosen = chooseRoute(reports(answered), values({ ...user, ...policy }, policy, localXml), version);
      assert.deepEqual(chooseRoute(reports(answered), values({ ...user, ...overruled }, policy, localXml), version), chosen);
    }),
  );
});

test('excluding more never makes a route taken that could not have been taken with what is left', () => {
  fc.assert(
    fc.property(outcomes, dwords, fc.constantFrom(...excluding), file, office, (answered, user, one, localXml, version) => {
      const before = chooseRoute(reports(answered), values({ ...user, [one]: 0 }, {}, localXml), version);
      const after = chooseRoute(reports(answered), values({ ...user, [one]: 1 }, {}, localXml), version);
      const order = before.steps.map(({ route }) => route);
      const at = (choice: OutlookChoice) => (choice.route === null ? order.length : order.indexOf(choice.route));
      assert.ok(at(after) >= at(before), 'an earlier route came up');
      if (after.route !== before.route) assert.equal(after.steps.find(({ route }) => route === before.route)?.decision, 'excluded');
    }),
  );
});

test('excluding a route that is not taken changes nothing', () => {
  const excludedBy: Readonly<Partial<Record<RouteId, (typeof excluding)[number]>>> = {
    scp: 'ExcludeScpLookup',
    rootDomain: 'ExcludeHttpsRootDomain',
    autodiscoverDomain: 'ExcludeHttpsAutoDiscoverDomain',
    httpRedirect: 'ExcludeHttpRedirect',
    srv: 'ExcludeSrvRecord',
  };
  fc.assert(
    fc.property(outcomes, dwords, fc.constantFrom(...(Object.keys(excludedBy) as RouteId[])), office, (answered, user, route, version) => {
      const before = chooseRoute(reports(answered), values(user), version);
      const name = excludedBy[route];
      fc.pre(before.route !== route && name !== undefined && answered[route] !== 'newAddress');
      assert.equal(chooseRoute(reports(answered), values({ ...user, [name]: 1 }), version).route, before.route);
    }),
  );
});

test('the letter case of keys and names does not matter', async () => {
  const spelled = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toLowerCase(),
    (text) => text.toUpperCase(),
  );
  await fc.assert(
    fc.asyncProperty(outcomes, dwords, dwords, spelled, office, async (answered, user, policy, spell, version) => {
      const registry = memoryRegistry();
      const paths = autodiscoverPaths(version);
      for (const [path, dword] of [
        [paths.user, user],
        [paths.policy, policy],
      ] as const) {
        for (const [name, data] of Object.entries(dword))
          await registry.setValue(spellPath(path, spell), spell(name), { type: 'REG_DWORD', data });
      }
      const read = await readAutodiscoverValues(registry, version, 'corp.example');
      assert.ok(read.ok);
      assert.deepEqual(chooseRoute(reports(answered), read.value, version), chooseRoute(reports(answered), values(user, policy), version));
    }),
    { numRuns: 40 },
  );
});

/** The hive's name is the port's, and is always spelled the same. */
function spellPath(path: string, spell: (text: string) => string): string {
  const at = path.indexOf('\\');
  return `${path.slice(0, at)}${spell(path.slice(at))}`;
}
