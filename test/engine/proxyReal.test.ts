// The check through real proxies, tinyproxy and Squid: a way through is a way to BlueMind, and every refusal is named for what it is.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CheckReport } from '../../electron/model/check.ts';
import { checkReach } from '../../electron/reach/check.ts';
import { chooseProxy } from '../../electron/workstation/node/proxyChoice.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import { startPracticeServer, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';
import type { ProxyProgram } from '../servers/proxyProgram.ts';
import { startSquid, withoutSquid } from '../servers/squid.ts';
import { startTinyproxy, withoutTinyproxy } from '../servers/tinyproxy.ts';
import { address, findingIn, idsWith, reportOf, untouched, withKeys } from './reachFixture.ts';

let server: PracticeServer;
before(async () => {
  server = await startPracticeServer();
});
after(() => server.close());

async function checkThrough(port: number, password: string | null = null): Promise<CheckReport> {
  const network = createNodeNetwork({
    dnsServer: server.dns,
    connectTo: () => server.connectTo(),
    trustedCertificates: [server.caCertificate],
    proxyFor: chooseProxy({ kind: 'http', host: '127.0.0.1', port }),
    now: () => new Date(),
  });
  const directory = { serviceConnectionPoints: () => Promise.resolve({ kind: 'notJoined' } as const) };
  return reportOf(
    await checkReach(
      { network, directory, practice: true, now: () => new Date() },
      {
        email: address(server.address),
        aliases: [],
        officeVersion: '16.0',
        valuesNow: untouched,
        valuesAfter: withKeys,
        password,
        timeoutMs: 5_000,
        budgetMs: 20_000,
      },
      { signal: new AbortController().signal, onProgress: () => undefined },
    ),
  );
}

const failureIn = (report: CheckReport, id: string) => report.findings.find((entry) => entry.id === id && entry.status === 'fail');

const proxies = [
  {
    name: 'tinyproxy',
    skip: withoutTinyproxy,
    open: () => startTinyproxy('open'),
    password: () => startTinyproxy('password'),
    closed: () => startTinyproxy('filtered'),
  },
  {
    name: 'Squid',
    skip: withoutSquid,
    open: () => startSquid('open'),
    password: () => startSquid('password'),
    closed: () => startSquid('closed'),
  },
] as const;

for (const { name, skip, ...start } of proxies) {
  describe(`through ${name}`, { skip }, () => {
    async function withProxy(open: () => Promise<ProxyProgram>, work: (port: number) => Promise<void>): Promise<void> {
      const proxy = await open();
      try {
        await work(proxy.port);
      } finally {
        await proxy.close();
      }
    }

    test('a healthy server is ready, the proxy is told of, and the password goes only to the server', async () => {
      await withProxy(start.open, async (port) => {
        const from = server.requests.length;
        const report = await checkThrough(port, server.password);
        assert.equal(report.verdict, 'ready', idsWith(report, 'fail').join(' '));
        assert.equal(report.signIn, 'accepted');
        assert.equal(findingIn(report, 'http.proxy')?.data.proxy, `http://127.0.0.1:${port}`);
        assert.equal(report.routes.find(({ route }) => route === 'autodiscoverDomain')?.proxy, `http://127.0.0.1:${port}`);
        assert.equal(server.requests.slice(from).filter(({ authorization }) => authorization).length, 1);
      });
    });

    test('a proxy that wants a sign-in is named with what it offers and how to mend it', async () => {
      await withProxy(start.password, async (port) => {
        const from = server.requests.length;
        const report = await checkThrough(port, server.password);
        assert.equal(report.verdict, 'blocked');
        const found = failureIn(report, 'http.proxyAuthentication');
        assert.equal(found?.data.schemes, 'Basic');
        assert.match(found.remedy?.copy ?? '', /AllowOutlookHttpProxyAuthentication/);
        assert.equal(server.requests.length, from, 'nothing came through');
        assert.equal(JSON.stringify(report).includes(server.password), false);
      });
    });

    test('a proxy that refuses the host is named as refusing', async () => {
      await withProxy(start.closed, async (port) => {
        const report = await checkThrough(port);
        assert.equal(report.verdict, 'blocked');
        assert.equal(failureIn(report, 'http.proxyDenied')?.remedy?.copy, 'autodiscover.practice.example');
      });
    });

    test('a server that the proxy cannot reach is told from a proxy that cannot be reached', async () => {
      await server.setFaults(['refused']);
      await withProxy(start.open, async (port) => {
        const report = await checkThrough(port);
        assert.ok(failureIn(report, 'http.proxyGateway')?.remedy);
      });
      await server.setFaults([]);
    });
  });
}
