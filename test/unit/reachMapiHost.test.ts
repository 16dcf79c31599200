// Where MAPI is looked for without a password: at the host that was found, else at the external host that the plain redirect names.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HttpAnswer } from '../../electron/model/exchange.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { values } from './reachSimulation.ts';
import { checkWith } from './reachWith.ts';

const answer = (status: number, headers: HttpAnswer['headers'] = {}): HttpAnswer => ({ status, headers, body: '', truncated: false });
const challenge = answer(401, { 'www-authenticate': 'Basic realm="bm.basic.auth.v2"' });

/** The autodiscover host has no MAPI; the external host answers there as given. */
async function checked(external: HttpAnswer) {
  const asked: string[] = [];
  const network: Network = {
    resolve: (name, type) =>
      Promise.resolve(
        type === 'A' && name.endsWith('.corp.example') && !name.startsWith('_')
          ? { kind: 'answer', records: [{ type: 'A', name, address: '192.0.2.1' }], ms: 1 }
          : { kind: 'noData', ms: 1 },
      ),
    exchange: ({ url, method }) => {
      const { protocol, hostname, pathname } = new URL(url);
      const base = { method, url, timings: { total: 1 }, addresses: [] };
      if (pathname.startsWith('/mapi/')) asked.push(`${hostname}${pathname}`);
      if (hostname !== 'autodiscover.corp.example' && hostname !== 'mail.corp.example')
        return Promise.resolve({ ...base, failure: { phase: 'tcp', reason: 'refused' } });
      if (protocol === 'http:')
        return Promise.resolve({ ...base, answer: answer(302, { location: `https://mail.corp.example${pathname}` }) });
      if (pathname.startsWith('/mapi/')) {
        return Promise.resolve({ ...base, answer: hostname === 'mail.corp.example' ? external : answer(404) });
      }
      return Promise.resolve({ ...base, answer: challenge });
    },
  };
  const report = await checkWith(network, { valuesNow: values({ ExcludeExplicitO365Endpoint: 1, ExcludeHttpsRootDomain: 1 }) });
  const { emsmdb, nspi } = report.server.mapi;
  return { urls: [emsmdb, nspi].map((each) => new URL(each?.url ?? '').hostname), states: [emsmdb?.state, nspi?.state], asked };
}

describe('MAPI without a password', () => {
  test('is that of the external host, where the autodiscover host has none', async () => {
    const { urls, states } = await checked(challenge);
    assert.deepEqual(urls, ['mail.corp.example', 'mail.corp.example']);
    assert.deepEqual(states, ['authenticates', 'authenticates']);
  });
  test('is missing at the host that was found, where the external host has none either', async () => {
    const { urls, states } = await checked(answer(503));
    assert.deepEqual(urls, ['autodiscover.corp.example', 'autodiscover.corp.example']);
    assert.deepEqual(states, ['missing', 'missing']);
  });
  test('is missing, where the external host is a stranger that wants a sign-in', async () => {
    for (const headers of [{ 'www-authenticate': 'Basic realm="intranet"' }, { 'www-authenticate': 'Negotiate' }, {}]) {
      const { urls, states } = await checked(answer(401, headers));
      assert.deepEqual(urls, ['autodiscover.corp.example', 'autodiscover.corp.example']);
      assert.deepEqual(states, ['missing', 'missing']);
    }
  });
});
