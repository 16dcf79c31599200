// Which proxy Windows takes, from real settings and a real script, and a request that really goes through it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import * as koffi from 'koffi';
import { createProxyFor } from '../../electron/workstation/windows/eyes/proxy.ts';
import { readProxySettings } from '../../electron/workstation/windows/eyes/userProxy.ts';
import { createWinHttpExchange } from '../../electron/workstation/windows/eyes/winHttp.ts';
import { openUserProxy, proxyType } from '../servers/userProxy.ts';
import { leaveAlone } from './rig.ts';

const never = new AbortController().signal;

describe('the proxy of Windows', { skip: leaveAlone }, () => {
  const proxyFor = createProxyFor(koffi);
  const answerFor = (url: string) => proxyFor(url, { timeoutMs: 10_000, signal: never });
  const exchange = createWinHttpExchange(koffi, proxyFor);
  const throughIt = (url: string) => exchange({ method: 'GET', url, headers: {}, timeoutMs: 5_000, maxBytes: 1_000 }, never);

  /** Is the proxy, and also has the script. */
  const server = createServer((request, response) => {
    if (request.url !== '/proxy.pac') return void response.end(`by proxy: ${request.url ?? ''}`);
    response.setHeader('Content-Type', 'application/x-ns-proxy-autoconfig');
    response.end(`function FindProxyForURL(url, host) {
      if (dnsDomainIs(host, ".direct.example")) return "DIRECT";
      return "PROXY ${proxy}; DIRECT";
    }`);
  });
  let proxy = '';
  let settings: ReturnType<typeof openUserProxy>;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    settings = openUserProxy();
  });
  after(() => {
    settings.restore();
    server.closeAllConnections();
    server.close();
  });

  test('is none when none is set', async () => {
    settings.set({ flags: proxyType.direct });
    assert.deepEqual(readProxySettings(koffi), { detect: false });
    assert.deepEqual(await answerFor('https://mail.site.example/'), { kind: 'direct', source: 'settings' });
  });

  test('is the one that is set, except for what goes past it', async () => {
    settings.set({ flags: proxyType.direct | proxyType.fixed, proxy, bypass: '*.direct.example;<local>' });
    assert.deepEqual(await answerFor('https://mail.site.example/'), { kind: 'proxy', proxy, list: proxy, source: 'fixed' });
    assert.deepEqual(await answerFor('https://a.direct.example/'), { kind: 'direct', source: 'settings' });
    assert.deepEqual(await answerFor('http://intranet/'), { kind: 'direct', source: 'settings' });
  });

  test('may differ by scheme', async () => {
    settings.set({ flags: proxyType.direct | proxyType.fixed, proxy: `http=${proxy};https=proxy.example:8443` });
    const answer = await answerFor('https://mail.site.example/');
    assert.equal(answer.kind === 'proxy' && answer.proxy, 'proxy.example:8443');
  });

  test('is what the script says for this URL', async () => {
    const script = `http://${proxy}/proxy.pac`;
    settings.set({ flags: proxyType.direct | proxyType.script, script });
    const answer = await answerFor('https://mail.site.example/');
    assert.equal(answer.kind === 'proxy' && answer.proxy, proxy);
    assert.equal(answer.kind === 'proxy' && answer.source, 'script');
    assert.deepEqual(await answerFor('https://a.direct.example/'), { kind: 'direct', source: 'script' });
  });

  test('is not known when the script cannot be had', async () => {
    const script = 'http://127.0.0.1:1/proxy.pac';
    settings.set({ flags: proxyType.direct | proxyType.script, script });
    assert.deepEqual(await answerFor('https://mail.site.example/'), {
      kind: 'failed',
      code: 'ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT',
      script,
    });
  });

  for (const [title, from] of [
    ['that is set', () => ({ flags: proxyType.direct | proxyType.fixed, proxy })],
    ['that a script names', () => ({ flags: proxyType.direct | proxyType.script, script: `http://${proxy}/proxy.pac` })],
  ] as const) {
    test(`carries a request through the proxy ${title}, which knows names that this PC does not`, async () => {
      settings.set(from());
      const result = await throughIt('http://mail.site.example/autodiscover');
      assert.match(result.answer?.body ?? '', /^by proxy: http:\/\/mail\.site\.example(:80)?\/autodiscover$/);
      assert.deepEqual(result.proxy, { url: `http://${proxy}`, source: 'system' });
    });
  }
});
