// What an answer to a question without credentials says about a service: its own refusal is well, somebody else's page is not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Exchange, HttpAnswer } from '../../electron/model/exchange.ts';
import { askService, type ServiceId } from '../../electron/reach/endpoints.ts';
import type { Network } from '../../electron/workstation/port.ts';

const url = 'https://mail.corp.example/x';
async function stateOf(service: ServiceId, status: number, headers: HttpAnswer['headers'] = {}): Promise<string> {
  const exchange: Exchange = {
    method: 'GET',
    url,
    timings: { total: 1 },
    addresses: [],
    answer: { status, headers, body: '', truncated: false },
  };
  const network: Network = {
    resolve: () => Promise.reject(new Error('no name is asked for')),
    exchange: () => Promise.resolve(exchange),
  };
  const asker = { address: 'user@corp.example', officeVersion: '16.0', timeoutMs: 1_000, signal: new AbortController().signal } as const;
  return (await askService(network, service, url, asker)).endpoint.state;
}

const html = { 'content-type': 'text/html; charset=utf-8' };
const mapi = { 'content-type': 'application/mapi-http', 'x-responsecode': '0' };

describe('a service that was asked without credentials', () => {
  for (const [service, status, headers, state] of [
    ['emsmdb', 401, {}, 'authenticates'],
    ['emsmdb', 200, mapi, 'answers'],
    ['emsmdb', 200, html, 'page'],
    ['emsmdb', 200, { 'content-type': 'application/json' }, 'page'],
    ['emsmdb', 204, {}, 'page'],
    ['emsmdb', 302, { location: 'https://sso.corp.example/' }, 'page'],
    ['nspi', 302, { location: '/login/', 'x-responsecode': '0' }, 'page'],
    ['emsmdb', 404, {}, 'missing'],
    ['nspi', 503, {}, 'failing'],
    ['ews', 401, {}, 'authenticates'],
    ['ews', 302, { location: 'https://sso.corp.example/' }, 'page'],
    ['oab', 200, { 'content-type': 'text/xml' }, 'answers'],
    ['oab', 200, html, 'page'],
    ['login', 200, html, 'answers'],
    ['login', 302, { location: '/login/index.html' }, 'answers'],
  ] as const) {
    test(`${service}: ${status} ${headers['content-type'] ?? headers.location ?? ''} is "${state}"`, async () =>
      assert.equal(await stateOf(service, status, headers), state));
  }
});
