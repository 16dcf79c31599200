// Servers that Active Directory names: they are tried in their order, and the first that answers Outlook's search ends it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Network } from '../../electron/workstation/port.ts';
import { values } from './reachSimulation.ts';
import { checkWith } from './reachWith.ts';

type Kind = 'gone' | 'answers' | 'untrusted' | 'page';

/** Hosts of `*.ad.example` by what they do; nothing else is there. */
async function askedOf(kinds: readonly Kind[], more: readonly string[] = []) {
  const asked: string[] = [];
  const host = (at: number) => `exchange${at}.ad.example`;
  const network: Network = {
    resolve: () => Promise.resolve({ kind: 'noName', ms: 1 }),
    exchange: ({ url, method }) => {
      const { hostname } = new URL(url);
      const kind = kinds[kinds.findIndex((_, at) => host(at) === hostname)];
      if (kind !== undefined && url.endsWith('/autodiscover.xml')) asked.push(hostname);
      const base = { method, url, timings: { total: 1 }, addresses: [] };
      if (kind === 'answers') return Promise.resolve({ ...base, answer: { status: 401, headers: {}, body: '', truncated: false } });
      if (kind === 'page') return Promise.resolve({ ...base, answer: { status: 404, headers: {}, body: '', truncated: false } });
      if (kind === 'untrusted') {
        const certificate = { chain: [], faults: ['expired' as const] };
        return Promise.resolve({ ...base, certificate, failure: { phase: 'tls', reason: 'certificate' } });
      }
      return Promise.resolve({ ...base, failure: { phase: 'dns', reason: 'noName' } });
    },
  };
  const urls = [...kinds.map((_, at) => `https://${host(at)}/autodiscover/autodiscover.xml`), ...more];
  const { routes, outlook } = await checkWith(network, {
    directory: { kind: 'found', urls },
    valuesNow: values({ ExcludeExplicitO365Endpoint: 1 }),
    valuesAfter: () => values({ ExcludeExplicitO365Endpoint: 1, ExcludeScpLookup: 1 }),
  });
  const step = outlook.now.steps.find(({ route }) => route === 'scp');
  return { asked, outcome: routes.find(({ route }) => route === 'scp')?.outcome, decision: step?.decision, asks: step?.asks };
}

describe('servers that Active Directory names', () => {
  test('a server that is gone leads on to the next', async () => {
    const { asked, outcome, decision } = await askedOf(['gone', 'page', 'answers', 'answers']);
    assert.deepEqual(asked, ['exchange0.ad.example', 'exchange1.ad.example', 'exchange2.ad.example']);
    assert.deepEqual([outcome, decision], ['credentials', 'taken']);
  });
  test('a certificate that is not accepted ends in a warning', async () => {
    const { asked, decision, asks } = await askedOf(['untrusted', 'answers']);
    assert.deepEqual([asked.length, decision, asks], [1, 'taken', 'certificate']);
  });
  test('the first tells why, where none answers; and not more than four are asked', async () => {
    const { asked, outcome, decision } = await askedOf(['page', 'gone', 'gone', 'gone', 'answers']);
    assert.deepEqual([asked.length, outcome, decision], [4, 'unusable', 'passed']);
  });
  test('one of Microsoft is never asked', async () => {
    const { outcome } = await askedOf(['gone'], ['https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml']);
    assert.equal(outcome, 'office365');
  });
});
