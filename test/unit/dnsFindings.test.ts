// What DNS records mean for Outlook: each way a name can be missing, and what an SRV record brings with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DnsAnswer, DnsRecord } from '../../electron/model/dns.ts';
import type { Finding } from '../../electron/model/finding.ts';
import { silenceOf } from '../../electron/reach/dnsFacts.ts';
import { dnsFindings } from '../../electron/reach/dnsFindings.ts';

const host = 'autodiscover.corp.example';
const none: DnsAnswer = { kind: 'noName', ms: 1 };
const noData: DnsAnswer = { kind: 'noData', ms: 1 };
const answer = (...records: DnsRecord[]): DnsAnswer => ({ kind: 'answer', records, ms: 1 });
const address = answer({ type: 'A', name: host, address: '192.0.2.1' });
const srv = (target: string, port = 443): DnsAnswer =>
  answer({ type: 'SRV', name: '_autodiscover._tcp.corp.example', priority: 0, weight: 0, port, target });

async function findingsOf(answers: { host?: readonly DnsAnswer[]; srv?: DnsAnswer; txt?: DnsAnswer; consented?: readonly string[] }) {
  const questions = {
    host: Promise.resolve(answers.host ?? [none, none]),
    srv: Promise.resolve(answers.srv ?? none),
    txt: Promise.resolve(answers.txt ?? noData),
    wildcard: Promise.resolve([]),
  };
  const { findings } = await dnsFindings('corp.example', questions, new Set(answers.consented ?? []));
  return new Map<string, Finding>(findings.map((entry) => [entry.id, entry]));
}

test('a name that does not exist, a name without an address and an alias that leads nowhere are three findings', async () => {
  const unknown = await findingsOf({ srv: srv('mail.corp.example') });
  assert.equal(unknown.get('dns.autodiscover')?.status, 'fail');
  assert.equal(unknown.get('dns.autodiscover')?.remedy?.copy, `${host}. 3600 IN CNAME mail.corp.example.`);
  const empty = await findingsOf({ host: [noData, noData], srv: srv('mail.corp.example') });
  assert.equal(empty.get('dns.noAddress')?.status, 'fail');
  // A name that has other records cannot be an alias as well (RFC 1034 3.6.2): that record is not offered.
  assert.equal(empty.get('dns.noAddress')?.remedy?.copy, undefined);
  const alias: DnsRecord = { type: 'CNAME', name: host, target: 'old.corp.example' };
  const dangling = await findingsOf({
    host: [
      { kind: 'noName', aliases: [alias], ms: 1 },
      { kind: 'noName', aliases: [alias], ms: 1 },
    ],
  });
  assert.equal(dangling.get('dns.danglingAlias')?.data.target, 'old.corp.example');
  for (const found of [unknown, empty, dangling]) {
    assert.equal([...found.keys()].filter((id) => /autodiscover|noAddress|dangling/.test(id)).length, 1);
  }
});

test('a question that failed says nothing about what is published', async () => {
  const found = await findingsOf({ host: [{ kind: 'timeout', ms: 1 }, noData] });
  assert.deepEqual([...found.keys()], ['dns.srv', 'dns.office365']);
});

test('a chain of aliases is shown link by link', async () => {
  const chain = answer(
    { type: 'CNAME', name: host, target: 'edge.corp.example' },
    { type: 'CNAME', name: 'edge.corp.example', target: 'mail.corp.example' },
    { type: 'A', name: host, address: '192.0.2.1' },
  );
  assert.deepEqual((await findingsOf({ host: [chain, noData] })).get('dns.autodiscover')?.evidence, [
    `${host} CNAME edge.corp.example`,
    'edge.corp.example CNAME mail.corp.example',
    `${host} A 192.0.2.1`,
  ]);
});

test('an SRV record with another port than 443 is a warning with the record to publish', async () => {
  const found = (await findingsOf({ srv: srv('mail.corp.example', 8443) })).get('dns.srvPort');
  assert.equal(found?.status, 'warn');
  assert.equal(found.remedy?.copy, '_autodiscover._tcp.corp.example. 3600 IN SRV 0 0 443 mail.corp.example.');
  assert.equal((await findingsOf({ srv: srv('mail.corp.example') })).has('dns.srvPort'), false);
});

test('an SRV record that leads to another domain is a warning only where Outlook will show its dialog', async () => {
  const foreign = srv('mail.provider.example');
  const alone = (await findingsOf({ srv: foreign })).get('dns.srvForeign');
  assert.equal(alone?.status, 'warn');
  assert.equal(alone.remedy?.copy, `${host}. 3600 IN CNAME mail.provider.example.`);
  const consented = await findingsOf({ srv: foreign, consented: ['mail.provider.example'] });
  assert.equal(consented.get('dns.srvForeign')?.status, 'info');
  assert.equal((await findingsOf({ srv: foreign, host: [address, noData] })).get('dns.srvForeign')?.status, 'info');
  assert.equal((await findingsOf({ srv: srv('mail.corp.example') })).has('dns.srvForeign'), false);
});

test('the mark of Microsoft 365 is told by its TXT record and by where the alias leads', async () => {
  const txt = answer({ type: 'TXT', name: 'corp.example', text: 'MS=ms12345678' });
  const alias: DnsRecord = { type: 'CNAME', name: host, target: 'autodiscover.outlook.com' };
  const found = await findingsOf({ host: [{ kind: 'noData', aliases: [alias], ms: 1 }, noData], txt });
  assert.deepEqual(found.get('dns.office365')?.evidence, ['TXT MS=ms12345678', 'CNAME autodiscover.outlook.com']);
});

for (const [kind, code, finding] of [
  ['timeout', undefined, 'dns.noAnswer'],
  ['failed', 'EREFUSED', 'dns.refused'],
  ['failed', 'ESERVFAIL', 'dns.serverFailure'],
  ['failed', 'ECONNREFUSED', 'dns.noServer'],
  ['failed', 'EBADRESP', 'dns.noAnswer'],
  ['cancelled', undefined, 'check.budget'],
] as const) {
  test(`a question that ended with ${kind} ${code ?? ''} is explained by ${finding}`, () => {
    assert.equal(silenceOf(kind, code), finding);
  });
}
