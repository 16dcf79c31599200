// A whole check with names from a real DNS server: what it publishes, what another one publishes, and IPv6 that leads nowhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CheckReport } from '../../electron/model/check.ts';
import type { DnsServer } from '../../electron/model/dns.ts';
import { checkReach } from '../../electron/reach/check.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import { startPracticeServer, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';
import { dnsmasqPath, startDnsmasq, type Dnsmasq } from '../servers/dnsmasq.ts';
import { startDnsResponder } from '../servers/dnsResponder.ts';
import { address, findingIn, reportOf, untouched, withKeys } from './reachFixture.ts';

const skip = dnsmasqPath === undefined ? 'dnsmasq is not installed (Debian: dnsmasq-base)' : false;
const domain = 'practice.example';
let server: PracticeServer;
const running: Dnsmasq[] = [];
before(async () => {
  server = await startPracticeServer();
});
after(async () => {
  await server.close();
  await Promise.all(running.map((dnsmasq) => dnsmasq.close()));
});

async function zone(...records: string[]): Promise<Dnsmasq> {
  const dnsmasq = await startDnsmasq({ domains: [domain, 'provider.example'], records });
  running.push(dnsmasq);
  return dnsmasq;
}

async function check(dnsServer: DnsServer, more: { compareDns?: DnsServer; timeoutMs?: number } = {}): Promise<CheckReport> {
  const network = createNodeNetwork({
    dnsServer,
    connectTo: () => server.connectTo(),
    trustedCertificates: [server.caCertificate],
    now: () => new Date(),
  });
  const result = await checkReach(
    {
      network,
      directory: { serviceConnectionPoints: () => Promise.resolve({ kind: 'notJoined' }) },
      practice: true,
      now: () => new Date(),
    },
    {
      email: address(server.address),
      aliases: [],
      officeVersion: '16.0',
      valuesNow: untouched,
      valuesAfter: withKeys,
      password: null,
      timeoutMs: 5_000,
      budgetMs: 15_000,
      ...more,
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  return reportOf(result);
}

test('a zone with a chain of aliases is ready, and the chain is shown', { skip }, async () => {
  const report = await check(
    await zone(
      'host-record=mail.practice.example,127.0.0.1',
      'cname=edge.practice.example,mail.practice.example',
      'cname=autodiscover.practice.example,edge.practice.example',
    ),
  );
  assert.equal(report.verdict, 'ready');
  assert.deepEqual(findingIn(report, 'dns.autodiscover')?.evidence, [
    'autodiscover.practice.example CNAME edge.practice.example',
    'edge.practice.example CNAME mail.practice.example',
    'autodiscover.practice.example A 127.0.0.1',
  ]);
});

test(
  'an SRV record alone, to another domain and with another port: Outlook gets there with a dialog, and both are said',
  { skip },
  async () => {
    const report = await check(
      await zone(
        'host-record=mail.provider.example,127.0.0.1',
        'srv-host=_autodiscover._tcp.practice.example,mail.provider.example,8443,0,0',
      ),
    );
    assert.equal(findingIn(report, 'dns.srvPort')?.status, 'warn');
    assert.equal(findingIn(report, 'dns.srvForeign')?.status, 'warn');
    assert.equal(findingIn(report, 'dns.srvForeign')?.remedy?.copy, 'autodiscover.practice.example. 3600 IN CNAME mail.provider.example.');
    assert.equal(report.routes.find(({ route }) => route === 'srv')?.url, 'https://mail.provider.example/autodiscover/autodiscover.xml');
  },
);

test('IPv6 that is published but refused costs time, and is said although IPv4 works', { skip }, async () => {
  const report = await check(await zone('host-record=autodiscover.practice.example,127.0.0.1,::1'));
  assert.equal(report.outlook.afterKeys.route, 'autodiscoverDomain');
  const found = findingIn(report, 'tcp.ipv6');
  // On a machine without IPv6 the same records only inform.
  assert.ok(found?.status === 'warn' || found?.status === 'info');
  assert.equal(found.subject, 'autodiscover.practice.example');
  assert.equal(report.findings.filter(({ id }) => id === 'tcp.ipv6').length, 1);
});

test('a split horizon is set side by side, name by name, also for hosts that only the answers name', { skip }, async () => {
  const inside = await zone(
    'host-record=mail.practice.example,127.0.0.1',
    'cname=autodiscover.practice.example,mail.practice.example',
    'host-record=practice.example,127.0.0.1',
  );
  const outside = await zone('host-record=mail.practice.example,192.0.2.1', 'host-record=practice.example,127.0.0.1');
  const report = await check(inside, { compareDns: outside });
  assert.equal(report.dnsComparison?.server, `127.0.0.1:${outside.port}`);
  const row = (name: string, type: string) => report.dnsComparison?.rows.find((each) => each.name === name && each.type === type);
  assert.deepEqual(row('autodiscover.practice.example', 'A'), {
    name: 'autodiscover.practice.example',
    type: 'A',
    here: { kind: 'answer', values: ['127.0.0.1'], aliases: ['mail.practice.example'] },
    there: { kind: 'noName', values: [], aliases: [] },
    same: false,
  });
  assert.equal(row('practice.example', 'A')?.same, true);
  assert.deepEqual(row('mail.practice.example', 'A')?.there.values, ['192.0.2.1'], 'the redirect over http leads there');
  const found = findingIn(report, 'dns.differs');
  assert.equal(found?.status, 'warn');
  assert.match(String(found.data.names), /autodiscover\.practice\.example/);
  assert.equal(findingIn(await check(inside, { compareDns: inside }), 'dns.differs')?.status, 'pass');
  assert.equal(findingIn(await check(inside, { compareDns: { address: '127.0.0.1', port: 9 } }), 'dns.differs')?.status, 'skipped');
});

test('each way in which DNS fails is its own finding', async () => {
  for (const [rcode, id] of [
    ['SERVFAIL', 'dns.serverFailure'],
    ['REFUSED', 'dns.refused'],
  ] as const) {
    const dns = await startDnsResponder(() => ({ rcode }));
    const report = await check(dns);
    await dns.close();
    assert.equal(report.verdict, 'blocked');
    const found = report.findings.find((entry) => entry.id === id && entry.subject === 'autodiscover.practice.example');
    assert.equal(found?.status, 'fail', rcode);
    assert.ok(found.remedy);
    assert.equal(findingIn(report, 'dns.autodiscover'), undefined, 'unknown is not absent');
  }
  const silent = await startDnsResponder(() => 'silence');
  const report = await check(silent, { timeoutMs: 600 });
  await silent.close();
  assert.ok(report.findings.some((entry) => entry.id === 'dns.noAnswer' && entry.status === 'fail'));
});

test('each name is asked once, however many routes need it, and Microsoft is asked nothing', async () => {
  const dns = await startDnsResponder(({ name, type }) => {
    if (name === 'autodiscover.practice.example' && type === 'CNAME') {
      return { rcode: 'NOERROR', answers: [{ type: 'CNAME', name, data: 'autodiscover.outlook.com', ttl: 5 }] };
    }
    return { rcode: name === 'practice.example' ? 'NOERROR' : 'NXDOMAIN' };
  });
  const report = await check(dns, { compareDns: dns });
  await dns.close();
  assert.equal(findingIn(report, 'dns.office365')?.status, 'fail');
  assert.equal(report.routes.find(({ route }) => route === 'autodiscoverDomain')?.outcome, 'office365');
  const asked = dns.questions.filter(({ name, type }) => name === 'autodiscover.practice.example' && type === 'A');
  assert.equal(asked.length, 2, 'once by the check, once by the comparison');
  assert.ok(dns.questions.every(({ name, type }) => !name.endsWith('outlook.com') || type === 'CNAME'));
});
