// Every way in which a real server's certificate or protocol can be wrong, shown by a real nginx with real certificates, has its own finding.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CheckReport } from '../../electron/model/check.ts';
import type { Finding } from '../../electron/model/finding.ts';
import { phrasing } from '../../electron/report/phrasing.ts';
import type { NginxHost } from '../servers/nginx.ts';
import type { CertificateWishes } from '../servers/opensslAuthority.ts';
import { createOpensslAuthority } from '../servers/opensslAuthority.ts';
import { findingIn } from './reachFixture.ts';
import { openTlsWorld, type TlsWorld } from './tlsWorld.ts';

const issuerUrl = 'http://pki.test.example/issuing.crt';

interface Case {
  readonly wishes?: Partial<CertificateWishes>;
  readonly host?: Partial<NginxHost>;
  readonly finding: string;
  readonly status: Finding['status'];
  /** What the English sentence or its detail must say. */
  readonly says?: RegExp;
  readonly copy?: RegExp;
}

/** By mail domain (`<name>.example`); the certificate is that of `autodiscover.<name>.example`. */
const cases: Readonly<Record<string, Case>> = {
  fine: { finding: 'tls.valid', status: 'pass' },
  ending: { wishes: { days: [-300, 20] }, finding: 'tls.expiresSoon', status: 'warn', copy: /^autodiscover\.ending\.example$/ },
  'short-lived': { wishes: { days: [-2, 4] }, finding: 'tls.valid', status: 'pass' },
  expired: { wishes: { days: [-300, -5] }, finding: 'tls.expired', status: 'fail', says: /CN=autodiscover\.expired\.example/ },
  future: { wishes: { days: [5, 90] }, finding: 'tls.notYetValid', status: 'fail', says: /only valid from \d{1,2} \w+ \d{4}/ },
  'self-signed': { wishes: { signer: 'self' }, finding: 'tls.selfSigned', status: 'fail', says: /Nobody but the server itself/ },
  'other-domain': {
    wishes: { names: ['www.hoster.test', 'mail.hoster.test'] },
    finding: 'tls.wrongName',
    status: 'fail',
    says: /www\.hoster\.test, mail\.hoster\.test\.[^]*Missing name: autodiscover\.other-domain\.example\. None of its names/,
    copy: /^autodiscover\.other-domain\.example$/,
  },
  'sub.deep': {
    wishes: { names: ['*.deep.example', 'deep.example'] },
    finding: 'tls.wrongName',
    status: 'fail',
    says: /wildcard \*\.deep\.example stands for exactly one part/,
  },
  'without-intermediate': {
    wishes: { shows: 'leaf only', issuerUrl },
    finding: 'tls.incompleteChain',
    status: 'fail',
    says: /Missing certificate: CN=Corp Issuing CA, O=Test authority\. Browsers may hide this: they fetch it themselves from http:\/\/pki/,
    copy: /^http:\/\/pki\.test\.example\/issuing\.crt$/,
  },
  sha1: { wishes: { digest: 'sha1' }, finding: 'tls.weakSignature', status: 'fail', says: /ecdsa-with-SHA1/, copy: /-sha256/ },
  'rsa-1024': { wishes: { key: 'rsa:1024' }, finding: 'tls.weakKey', status: 'fail', says: /1024 bits/ },
  'tls-1-0': { host: { protocols: 'TLSv1' }, finding: 'tls.oldProtocol', status: 'fail', says: /offers only TLS 1\.0,/ },
  'tls-1-1': {
    host: { protocols: 'TLSv1 TLSv1.1' },
    finding: 'tls.oldProtocol',
    status: 'fail',
    says: /offers only TLS 1\.1,/,
    copy: /TLSv1\.2/,
  },
};

let world: TlsWorld;
const strangers: { close(): Promise<void> }[] = [];

/** Authorities that nobody trusts: one without a name that says anything, one that an antivirus program made. */
async function strangeHosts(): Promise<readonly NginxHost[]> {
  const rows = [
    ['unknown', 'Unheard-of', 'Somebody'],
    ['antivirus', 'Kaspersky Anti-Virus Personal', 'AO Kaspersky Lab'],
  ] as const;
  return Promise.all(
    rows.map(async ([domain, name, organization]) => {
      const stranger = await createOpensslAuthority(name, organization);
      strangers.push(stranger);
      const host = `autodiscover.${domain}.example`;
      return { name: host, certificate: await stranger.issue({ names: [host] }) };
    }),
  );
}

before(async () => {
  world = await openTlsWorld(
    async (authority) => {
      const hosts: NginxHost[] = [];
      for (const [domain, { wishes, host }] of Object.entries(cases)) {
        const name = `autodiscover.${domain}.example`;
        hosts.push({ name, certificate: await authority.issue({ names: [name], ...wishes }), ...host });
      }
      const more = async (name: string, wishes: Partial<CertificateWishes> = {}) =>
        hosts.push({ name, certificate: await authority.issue({ names: [name], ...wishes }) });
      await more('root-expired.example', { days: [-300, -5] });
      await more('autodiscover.root-expired.example');
      await more('mail.redirected.example', { days: [-300, -5] });
      await more('mail.serviced.example', { names: ['www.serviced.example'] });
      return [...hosts, ...(await strangeHosts())];
    },
    {
      plain:
        'if ($host = autodiscover.redirected.example) { return 301 https://mail.redirected.example/autodiscover/autodiscover.xml; } return 404;',
      srv: { 'serviced.example': 'mail.serviced.example' },
    },
  );
});
after(async () => {
  await world.close();
  for (const stranger of strangers) await stranger.close();
});

const english = phrasing('en');
const told = (found: Finding): string =>
  [
    english.sentence(`findings:${found.id}.${found.status}`, found.data),
    english.optional(`findings:${found.id}.${found.status}.detail`, found.data),
  ].join('\n');
const aboutTls = (report: CheckReport) => report.findings.filter(({ id }) => id.startsWith('tls.')).map(({ id }) => id);

for (const [domain, { finding: id, status, says, copy }] of Object.entries(cases)) {
  test(`${domain}: ${id}, and nothing else about TLS`, async () => {
    const report = await world.check(`${domain}.example`);
    const found = findingIn(report, id);
    assert.deepEqual([aboutTls(report), found?.status], [[id], status]);
    assert.ok(found);
    assert.equal(found.subject, `autodiscover.${domain}.example`);
    assert.doesNotMatch(told(found), /\{\{|\$t\(|findings:/);
    if (says) assert.match(told(found), says);
    if (status !== 'pass') assert.ok(found.remedy, 'whoever reads it is told what to do');
    if (copy) assert.match(found.remedy?.copy ?? '', copy);
  });
}

test('a refused certificate is shown with its issuers and dates', async () => {
  const found = findingIn(await world.check('expired.example'), 'tls.expired');
  const evidence = found?.evidence ?? [];
  assert.ok(evidence.some((line) => line.startsWith('CN=autodiscover.expired.example ← CN=Corp Issuing CA')));
  assert.ok(evidence.some((line) => /^SHA-256 [0-9a-f]{64}$/.test(line)));
});

test('an authority that this PC does not know is told by name', async () => {
  const report = await world.check('unknown.example');
  assert.deepEqual(aboutTls(report), ['tls.unknownAuthority']);
  const found = findingIn(report, 'tls.unknownAuthority');
  assert.match(found ? told(found) : '', /Issued by: CN=Unheard-of Issuing CA, O=Somebody/);
});

test('a certificate that an antivirus program put there is recognised, and is a failure where the PC does not trust it', async () => {
  const report = await world.check('antivirus.example');
  assert.deepEqual(aboutTls(report).sort(), ['tls.inspected', 'tls.unknownAuthority']);
  const found = findingIn(report, 'tls.inspected');
  assert.equal(found?.status, 'fail');
  assert.match(told(found), /^Kaspersky inspects the connection/);
});

test('an expired certificate of the root domain is silent in Outlook, which goes on to the autodiscover host', async () => {
  const report = await world.check('root-expired.example');
  assert.equal(report.outlook.now.route, 'autodiscoverDomain');
  assert.equal(findingIn(report, 'tls.expired')?.status, 'info');
  assert.equal(findingIn(report, 'tls.expired')?.data.step, 'silent');
});

test('the certificate of a redirect’s target and of an SRV record’s target are looked at too', async () => {
  const redirected = findingIn(await world.check('redirected.example'), 'tls.expired');
  assert.deepEqual([redirected?.subject, redirected?.data.step], ['mail.redirected.example', 'redirect']);
  const serviced = findingIn(await world.check('serviced.example'), 'tls.wrongName');
  assert.deepEqual(
    [serviced?.subject, serviced?.data.nameReason, serviced?.data.nearest],
    ['mail.serviced.example', 'sameDomain', 'www.serviced.example'],
  );
});

test('to a server with an old protocol nothing is sent', async () => {
  const request = {
    method: 'GET',
    url: 'https://autodiscover.tls-1-0.example/secret',
    headers: {},
    timeoutMs: 5_000,
    maxBytes: 1_000,
  } as const;
  const exchange = await world.network.exchange(request, new AbortController().signal);
  assert.deepEqual(exchange.failure, { phase: 'tls', reason: 'oldProtocol' });
  assert.equal(exchange.certificate?.protocol, 'TLSv1');
  assert.equal(exchange.answer, undefined);
  assert.doesNotMatch(await world.accessLog(), /secret/);
});
