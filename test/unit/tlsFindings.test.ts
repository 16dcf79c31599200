// What certificates mean is decided by tables and dates alone: ends, clocks, inspecting products, weak signatures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RouteReport } from '../../electron/model/check.ts';
import { weaknessesOf } from '../../electron/model/certificateStrength.ts';
import { languages } from '../../electron/model/walk.ts';
import { phrasing } from '../../electron/report/phrasing.ts';
import { clockFindings, duration } from '../../electron/reach/tlsClock.ts';
import { certificateFindings, expiresSoon, tlsData } from '../../electron/reach/tlsFindings.ts';
import { inspectorOf } from '../../electron/reach/tlsInspection.ts';
import { clockOffset, daysUntil } from '../../electron/reach/tlsReport.ts';
import { hasSentence } from '../../electron/words/translate.ts';

const dayMs = 86_400_000;
const now = new Date('2026-06-15T12:00:00Z');
const at = (days: number): string => new Date(now.getTime() + days * dayMs).toISOString();

type Certificate = NonNullable<RouteReport['certificate']>;
function route(certificate: Partial<Certificate>, more: Partial<RouteReport> = {}): RouteReport {
  const [validFrom, validTo] = [certificate.validFrom ?? at(-30), certificate.validTo ?? at(300)];
  return {
    route: 'autodiscoverDomain',
    domain: 'corp.example',
    url: 'https://autodiscover.corp.example/autodiscover/autodiscover.xml',
    outcome: 'credentials',
    reason: null,
    status: 401,
    ms: 1,
    addresses: [],
    redirects: [],
    certificate: {
      subject: 'CN=autodiscover.corp.example',
      issuer: 'CN=R11, O=Let’s Encrypt',
      names: ['autodiscover.corp.example'],
      fingerprint: 'ab',
      faults: [],
      ...certificate,
      validFrom,
      validTo,
      daysLeft: daysUntil(validTo, now),
    },
    ...more,
  };
}
const findings = (report: RouteReport, spare = false) =>
  certificateFindings(report, spare, { host: 'autodiscover.corp.example', ...tlsData(report) }).map(({ id, status }) => `${id} ${status}`);

test('days are counted whole, and never the wrong way', () => {
  assert.deepEqual([daysUntil(at(0), now), daysUntil(at(0.5), now), daysUntil(at(1), now), daysUntil(at(-0.1), now)], [0, 0, 1, -1]);
  assert.equal(daysUntil('never', now), 0);
  const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, moments, fc.integer({ min: 0, max: 1_000 }), (end, today, more) => {
      const left = daysUntil(end.toISOString(), today);
      assert.ok(Number.isInteger(left) && !Object.is(left, -0));
      assert.ok(left * dayMs <= end.getTime() - today.getTime() && end.getTime() - today.getTime() < (left + 1) * dayMs);
      assert.equal(daysUntil(new Date(end.getTime() + more * dayMs).toISOString(), today), left + more);
    }),
  );
});

test('a certificate ends soon in its last three weeks, a short-lived one in its last quarter', () => {
  const soon = (life: number, left: number): boolean =>
    expiresSoon({ validFrom: at(left - life), validTo: at(left), daysLeft: daysUntil(at(left), now) });
  assert.deepEqual([soon(365, 22), soon(365, 21), soon(365, 20)], [false, false, true]);
  assert.deepEqual([soon(47, 13), soon(47, 11)], [false, true]);
  assert.deepEqual([soon(6, 3), soon(6, 1)], [false, true]);
});

test('a certificate that was accepted and yet is weak is a warning', () => {
  assert.deepEqual(findings(route({ signatureAlgorithm: 'sha1WithRSAEncryption' })), ['tls.weakSignature warn', 'tls.valid pass']);
  assert.deepEqual(findings(route({ keyType: 'rsa', keyBits: 1024 })), ['tls.weakKey warn', 'tls.valid pass']);
  assert.deepEqual(findings(route({ signatureAlgorithm: 'ecdsa-with-SHA1' }), true), []);
  const root = { subject: 'CN=Root', issuer: 'CN=Root', validFrom: at(-9), validTo: at(9), signatureAlgorithm: 'sha1WithRSAEncryption' };
  assert.deepEqual(findings(route({ chain: [root] })), ['tls.valid pass'], 'nobody checks the signature of a root');
});

test('weak is what is broken, not what merely looks like it', () => {
  for (const name of ['sha1WithRSAEncryption', 'ecdsa-with-SHA1', 'md5WithRSAEncryption', 'RSA-SHA1', 'md2WithRSAEncryption']) {
    assert.deepEqual(weaknessesOf({ signatureAlgorithm: name, keyType: undefined, keyBits: undefined }), ['weakSignature'], name);
  }
  for (const name of ['sha256WithRSAEncryption', 'ecdsa-with-SHA384', 'sha512WithRSAEncryption', 'rsassaPss', 'ED25519', undefined]) {
    assert.deepEqual(weaknessesOf({ signatureAlgorithm: name, keyType: 'rsa', keyBits: 2048 }), [], name);
  }
});

test('inspecting products are recognised by what they write as issuer', () => {
  const issuers: readonly (readonly [string, string])[] = [
    ['CN=Kaspersky Anti-Virus Personal Root Certificate, O=AO Kaspersky Lab', 'Kaspersky'],
    ['CN=ESET SSL Filter CA, O=ESET, spol. s r. o., C=SK', 'ESET'],
    ['CN=Avast Web/Mail Shield Root, O=Avast Web/Mail Shield, OU=generated by Avast Antivirus for SSL/TLS scanning', 'Avast'],
    ['CN=AVG Web/Mail Shield Root, O=AVG Web/Mail Shield', 'AVG'],
    ['CN=Norton Web/Mail Shield Root, OU=generated by Norton Antivirus for SSL/TLS scanning', 'Norton'],
    ['CN=Bitdefender Personal CA.Net-Defender, OU=IDS, O=Bitdefender', 'Bitdefender'],
    ['CN=Sophos SSL CA_C01001ABC, O=Sophos', 'Sophos'],
    ['CN=Zscaler Intermediate Root CA (zscaler.net), O=Zscaler Inc.', 'Zscaler'],
    ['CN=FG100E4Q17000000, OU=Certificate Authority, O=Fortinet', 'Fortinet FortiGate'],
    ['CN=ca.corp.goskope.com, O=Corp', 'Netskope'],
    ['CN=Cisco Umbrella Secondary SubCA fra-SG, O=Cisco', 'Cisco Umbrella'],
    ['CN=McAfee Web Gateway, O=McAfee', 'McAfee / Trellix'],
    ['CN=Fireware HTTPS Proxy (SN 80), O=WatchGuard_Technologies', 'WatchGuard'],
    ['CN=pfSense-squid-CA, O=Corp', 'pfSense'],
    ['CN=Fortinet_CA_SSL, O=Fortinet', 'Fortinet FortiGate'],
  ];
  for (const [issuer, product] of issuers) assert.equal(inspectorOf([issuer]), product, issuer);
});

test('public authorities are taken for nobody’s inspection', () => {
  const authorities = [
    'CN=R11, O=Let’s Encrypt, C=US',
    'CN=Symantec Class 3 Secure Server CA - G4, OU=Symantec Trust Network, O=Symantec Corporation',
    'CN=Trend Micro CA, O=AffirmTrust',
    'CN=Cisco SSCA2, O=Cisco Systems',
    'CN=Sectigo RSA Domain Validation Secure Server CA, O=Sectigo Limited',
    'CN=Cloudflare TLS Issuing ECC CA 1, O=SSL Corporation',
    'CN=Cloudflare Inc ECC CA-3, O=Cloudflare, Inc.',
    'CN=Microsoft Azure RSA TLS Issuing CA 03, O=Microsoft Corporation',
    'CN=GEANT OV RSA CA 4, O=GEANT Vereniging',
    'CN=D-TRUST SSL Class 3 CA 1 2009, O=D-Trust GmbH',
    'CN=Certigna Services CA, O=DHIMYOTIS',
    'CN=GlobalSign RSA OV SSL CA 2018, O=GlobalSign nv-sa',
  ];
  assert.deepEqual(
    authorities.map((issuer) => inspectorOf([issuer])),
    authorities.map(() => null),
  );
});

test('an inspected connection is a warning where the PC trusts it and a failure where it does not', () => {
  const issuer = 'CN=Zscaler Intermediate Root CA, O=Zscaler Inc.';
  assert.deepEqual(findings(route({ issuer })), ['tls.inspected warn', 'tls.valid pass']);
  assert.deepEqual(findings(route({ issuer, faults: ['unknownAuthority'] })), ['tls.inspected fail']);
  assert.deepEqual(findings(route({ issuer }), true), ['tls.inspected info']);
});

test('of a chain the certificate that is out of date is told, leaf or not', () => {
  const issuing = { subject: 'CN=Issuing', issuer: 'CN=Root', validFrom: at(-900), validTo: at(-2) };
  const data = tlsData(route({ faults: ['expired'], chain: [issuing] }));
  assert.deepEqual([data.culprit, data.validTo], ['CN=Issuing', '2026-06-13']);
  assert.equal(tlsData(route({ faults: ['expired'], validTo: at(-1) })).culprit, 'CN=autodiscover.corp.example');
});

test('a server’s time counts only when it is fresh and readable', () => {
  const exchange = (headers: Readonly<Record<string, string>>) =>
    clockOffset(
      {
        method: 'GET',
        url: 'https://a.example/',
        timings: { total: 1 },
        addresses: [],
        answer: { status: 200, headers, body: '', truncated: false },
      },
      now,
    );
  assert.deepEqual(exchange({ date: new Date(now.getTime() - 90_000).toUTCString() }), { clockOffset: 90 });
  assert.deepEqual(exchange({ date: now.toUTCString(), age: '300' }), {});
  assert.deepEqual([exchange({ date: 'yesterday' }), exchange({}), clockOffset(undefined, now)], [{}, {}, {}]);
});

test('a proven server’s time beats what plain http says, and the middle one of several counts', () => {
  const plain = route({}, { url: 'http://autodiscover.corp.example/', certificate: null, clockOffset: 90_000 });
  assert.deepEqual(clockFindings([plain, route({}, { clockOffset: 2 })], now), []);
  assert.equal(clockFindings([plain], now)[0]?.id, 'clock.off');
  const three = [0, 1, 90_000].map((offset) => route({}, { clockOffset: offset }));
  assert.deepEqual(clockFindings(three, now), []);
});

test('a difference reads in days, hours and minutes', () => {
  assert.deepEqual([duration(0), duration(-3_600), duration(90_061)], ['0\u00a0min', '1\u00a0h', '1\u00a0d 1\u00a0h 1\u00a0min']);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), (seconds) =>
      assert.match(duration(seconds), /^\d/),
    ),
  );
});

test('every reason, step and kind that a sentence is put together from has its words', () => {
  const reasons = ['covered', 'noNames', 'address', 'wildcardBare', 'wildcardDepth', 'wildcardForm', 'sameDomain', 'foreignDomain'];
  const keys = [
    ...reasons.map((reason) => `tls.name.${reason}`),
    ...['silent', 'shown', 'redirect', 'checked'].map((step) => `tls.step.${step}`),
    ...['published', 'unpublished'].map((kind) => `tls.missing.${kind}`),
  ];
  for (const language of languages) for (const key of keys) assert.ok(hasSentence(language, `findings:${key}`), `${language} ${key}`);
});

test('a sentence within a sentence comes in the same language, and what a certificate says is never taken for one', () => {
  const data = tlsData(route({ faults: ['wrongName'], names: ['$t(findings:tls.step.silent).corp.example'] }));
  const details = languages.map((language) => phrasing(language).optional('findings:tls.wrongName.fail.detail', data) ?? '');
  assert.match(details[0] ?? '', /such as \$t\(findings:tls\.step\.silent\)\.corp\.example\. At this step Outlook shows/);
  assert.equal(new Set(details.map((detail) => detail.slice(-30))).size, languages.length);
});

test('whatever a certificate says, its data come out plain and no command is made of a host that a shell would run', () => {
  const text = fc.string({ maxLength: 30 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), text, text, (names, issuer, end) => {
      const data = tlsData(route({ names, issuer, validTo: end }));
      assert.ok(Object.values(data).every((value) => typeof value === 'string' || Number.isFinite(value)));
    }),
  );
  const report = route({ signatureAlgorithm: 'sha1WithRSAEncryption' }, { url: 'https://$(reboot).corp.example/' });
  const [weak] = certificateFindings(report, false, { host: 'x', ...tlsData(report) });
  assert.equal(weak?.remedy?.copy, undefined);
});
