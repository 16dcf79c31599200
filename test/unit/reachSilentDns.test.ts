// When DNS says nothing, nothing is claimed about what it publishes: unknown is not absent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyFacts } from '../../electron/model/keys.ts';
import { parseMailAddress } from '../../electron/model/mailAddress.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { checkWith } from './reachWith.ts';

const silent: Network = {
  resolve: () => Promise.resolve({ kind: 'timeout', ms: 1 }),
  exchange: ({ method, url }) =>
    Promise.resolve({ method, url, timings: { total: 1 }, addresses: [], failure: { phase: 'dns', reason: 'timeout' } }),
};

test('a silent DNS is the finding, and the key that rests on DNS is left open', async () => {
  const email = parseMailAddress('user@corp.example');
  assert.ok(email.ok);
  const asked: KeyFacts[] = [];
  const untouched = { user: {}, policy: {}, redirectServers: [] };
  const { findings, verdict } = await checkWith(silent, {
    valuesNow: untouched,
    valuesAfter: (facts) => {
      asked.push(facts);
      return untouched;
    },
    budgetMs: 1_000,
  });
  assert.equal(verdict, 'blocked');
  assert.equal(findings.find(({ id, subject }) => id === 'dns.noAnswer' && subject === 'autodiscover.corp.example')?.status, 'fail');
  assert.equal(
    findings.some(({ id }) => id === 'dns.autodiscover' || id === 'dns.srv'),
    false,
  );
  assert.ok(asked.every((facts) => facts.srvOnly === undefined));
});
