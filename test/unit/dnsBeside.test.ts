// Two views of DNS beside each other: the hosts file against DNS, the PC's DNS against another server, IPv6 against IPv4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DnsComparison } from '../../electron/model/check.ts';
import type { DnsAnswer, DnsType } from '../../electron/model/dns.ts';
import type { ConnectionAttempt, Exchange } from '../../electron/model/exchange.ts';
import { comparisonFinding } from '../../electron/reach/dnsCompare.ts';
import { hostsFileFindings } from '../../electron/reach/dnsHostsFile.ts';
import { ipv6Findings } from '../../electron/reach/dnsIpv6.ts';
import type { Network } from '../../electron/workstation/port.ts';

const host = 'autodiscover.corp.example';
const question = { timeoutMs: 1_000, signal: new AbortController().signal };
const addresses = (...found: string[]): DnsAnswer =>
  found.length === 0
    ? { kind: 'noName', ms: 1 }
    : { kind: 'answer', records: found.map((address) => ({ type: 'A', name: host, address })), ms: 1 };

/** What is found when the PC says `local` and DNS answers its A question with `dns`. */
async function compared(local: readonly string[], dns: DnsAnswer | undefined) {
  const network: Network = {
    resolve: () => Promise.resolve(addresses(...local)),
    ...(dns ? { resolvePastHosts: (_: string, type: DnsType) => Promise.resolve(type === 'A' ? dns : { kind: 'noData', ms: 1 }) } : {}),
    exchange: () => Promise.reject(new Error('nothing is connected to')),
  };
  return (await hostsFileFindings(network, host, 'corp.example', Promise.resolve([addresses(...local)]), question))[0];
}

test('an address that DNS does not publish comes from this PC itself', async () => {
  const found = await compared(['10.0.0.5'], addresses('192.0.2.1'));
  assert.deepEqual([found?.status, found?.data.local, found?.data.published], ['warn', '10.0.0.5', '192.0.2.1']);
  assert.equal((await compared(['10.0.0.5'], addresses()))?.status, 'warn');
});

test('one common address is enough to believe DNS, and a DNS that fails proves nothing', async () => {
  assert.equal(await compared(['192.0.2.2', '192.0.2.1'], addresses('192.0.2.1', '192.0.2.3')), undefined);
  assert.equal(await compared(['10.0.0.5'], { kind: 'timeout', ms: 1 }), undefined);
  assert.equal(await compared([], addresses('192.0.2.1')), undefined);
  assert.equal(await compared(['10.0.0.5'], undefined), undefined);
});

type ComparedRow = DnsComparison['rows'][number];
const side = (...values: string[]): ComparedRow['here'] => ({ kind: values.length > 0 ? 'answer' : 'noName', values, aliases: [] });
const row = (name: string, type: DnsType, here: ComparedRow['here'], there: ComparedRow['there']): ComparedRow => ({
  name,
  type,
  here,
  there,
  same: here.kind === there.kind && here.values.join() === there.values.join(),
});
const statusOf = (...rows: ComparedRow[]) => comparisonFinding({ server: '192.0.2.53:53', rows }).status;

test('a comparison passes, informs or warns by what the difference means for Outlook', () => {
  const same = row(host, 'A', side('192.0.2.1'), side('192.0.2.1'));
  const silence: ComparedRow['here'] = { kind: 'timeout', values: [], aliases: [] };
  assert.equal(statusOf(same), 'pass');
  assert.equal(statusOf(same, row('corp.example', 'A', side('10.0.0.5'), side())), 'info');
  assert.equal(statusOf(row(host, 'A', side('10.0.0.5'), side('192.0.2.1'))), 'info');
  assert.equal(statusOf(row(host, 'AAAA', side(), side('2001:db8::1'))), 'info');
  assert.equal(statusOf(row(host, 'A', side('10.0.0.5'), side())), 'warn');
  assert.equal(statusOf(row('_autodiscover._tcp.corp.example', 'SRV', side(), side('0 0 443 mail.corp.example'))), 'warn');
  assert.equal(statusOf(row(host, 'A', side('10.0.0.5'), silence)), 'skipped');
});

const exchange = (address: string | undefined, ...attempts: ConnectionAttempt[]): Exchange => ({
  method: 'POST',
  url: `https://${host}/autodiscover/autodiscover.xml`,
  timings: { total: 1 },
  addresses: attempts.map((attempt) => attempt.address),
  ...(address === undefined ? {} : { address }),
  attempts,
});
const ipv4: ConnectionAttempt = { address: '192.0.2.1', state: 'connected', ms: 5 };
const ipv6 = (state: ConnectionAttempt['state'], code?: string): ConnectionAttempt => ({
  address: '2001:db8::1',
  state,
  ...(code === undefined ? {} : { code }),
  ms: 250,
});

test('IPv6 that is refused while IPv4 connects is a warning, once for each host', () => {
  const refused = exchange('192.0.2.1', ipv6('failed', 'ECONNREFUSED'), ipv4);
  assert.deepEqual(
    ipv6Findings([refused, refused], 'corp.example').map(({ id, status, subject }) => [id, status, subject]),
    [['tcp.ipv6', 'warn', host]],
  );
});

test('IPv6 that was cut off when IPv4 connected may be slow as well as dead: it is told, and no warning', () => {
  const shown = (...exchanges: Exchange[]) => ipv6Findings(exchanges, 'corp.example').map(({ id, status }) => `${id} ${status}`);
  const cutOff = exchange('192.0.2.1', ipv6('pending'), ipv4);
  assert.deepEqual(shown(cutOff), ['tcp.ipv6Silent info']);
  assert.deepEqual(shown(exchange('192.0.2.1', ipv6('failed', 'ENETUNREACH'), ipv6('pending'), ipv4)), ['tcp.ipv6Silent info']);
  const refused = ipv6('failed', 'ECONNREFUSED');
  assert.deepEqual(shown(exchange('192.0.2.1', ipv6('pending'), refused, ipv4)), ['tcp.ipv6 warn']);
  assert.deepEqual(shown(cutOff, exchange('192.0.2.1', refused, ipv4)), ['tcp.ipv6 warn'], 'a certain failure is told before an open one');
});

test('a PC without IPv6 is only told so, and nothing is said where IPv6 works or nothing connects', () => {
  assert.equal(ipv6Findings([exchange('192.0.2.1', ipv6('failed', 'ENETUNREACH'), ipv4)], 'corp.example')[0]?.status, 'info');
  assert.deepEqual(ipv6Findings([exchange('2001:db8::1', ipv6('connected'))], 'corp.example'), []);
  assert.deepEqual(ipv6Findings([exchange(undefined, ipv6('failed', 'ECONNREFUSED'))], 'corp.example'), []);
});
