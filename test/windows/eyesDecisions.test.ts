// What is decided from what Windows says: error codes, certificate flags, service connection points, proxy lists, and the comparison with Node.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Exchange } from '../../electron/model/exchange.ts';
import { silenceOf, silenceOfAnswer } from '../../electron/reach/dnsFacts.ts';
import { languages } from '../../electron/model/walk.ts';
import { hasSentence } from '../../electron/words/translate.ts';
import { compareExchanges, withDetail } from '../../electron/workstation/windows/eyes/compare.ts';
import { answerOf } from '../../electron/workstation/windows/eyes/dnsQuery.ts';
import { clockFinding } from '../../electron/workstation/windows/eyes/pcFindings.ts';
import { eyesFindings } from '../../electron/workstation/windows/eyes/findings.ts';
import { fixedProxyFor, isBypassed, proxyOf } from '../../electron/workstation/windows/eyes/proxySettings.ts';
import { readScp } from '../../electron/workstation/windows/eyes/scpEntries.ts';
import { findInspectors, mayBeInspector } from '../../electron/workstation/windows/eyes/tlsInspectors.ts';
import { failureOf, faultsOf, flagNames } from '../../electron/workstation/windows/eyes/winHttpMeaning.ts';

const url = 'https://autodiscover.example.com/autodiscover/autodiscover.xml';
const certificate = {
  subject: 'CN=autodiscover.example.com',
  issuer: 'CN=Some CA',
  names: ['autodiscover.example.com'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  fingerprint: '00',
  selfSigned: false,
};
const base: Exchange = { method: 'GET', url, timings: { total: 5 }, addresses: [] };
const answered = (status: number, headers: Record<string, string> = {}): Exchange => ({
  ...base,
  answer: { status, headers, body: '', truncated: false },
});
const failed = (failure: NonNullable<Exchange['failure']>, rest: Partial<Exchange> = {}): Exchange => ({ ...base, failure, ...rest });

describe('the meaning of what WinHTTP reports', () => {
  test('a time limit is told by the phase that was under way', () => {
    assert.deepEqual(failureOf(12_002, 'connecting', 0), { phase: 'tcp', reason: 'timeout' });
    assert.deepEqual(failureOf(12_002, 'securing', 0), { phase: 'tls', reason: 'timeout' });
    assert.deepEqual(failureOf(12_002, 'sent', 0), { phase: 'http', reason: 'timeout' });
  });
  test('a secure failure is the certificate’s when a flag says so, and the handshake’s when only the channel failed', () => {
    assert.deepEqual(failureOf(12_175, 'connecting', 0x8), { phase: 'tls', reason: 'certificate' });
    assert.deepEqual(failureOf(12_175, 'connecting', 0x8000_0000), { phase: 'tls', reason: 'handshake' });
    assert.deepEqual(failureOf(12_157, 'securing', 0), { phase: 'tls', reason: 'handshake' });
  });
  test('a connection that breaks is told by how far it had come', () => {
    assert.deepEqual(failureOf(12_030, 'securing', 0), { phase: 'tls', reason: 'handshake' });
    assert.deepEqual(failureOf(12_030, 'sent', 0), { phase: 'http', reason: 'closed' });
  });
  test('all flags are read, not only the first', () => {
    assert.deepEqual(faultsOf(0x20 | 0x10 | 0x08), ['expired', 'wrongName', 'unknownAuthority']);
    assert.equal(flagNames(0x01 | 0x08), 'INVALID_CA, CERT_REV_FAILED');
    assert.deepEqual(faultsOf(0x8000_0000 | 0x04), ['revoked']);
  });
});

test('what DnsQuery reports is understood by what judges DNS, and so is the word that Node adds to WinHTTP’s', () => {
  const findingOf = (status: number) => silenceOfAnswer(answerOf(status, [], 'A', 1));
  assert.deepEqual([9002, 9005, 9852, 1460, 4711].map(findingOf), [
    'dns.serverFailure',
    'dns.refused',
    'dns.noServer',
    'dns.noAnswer',
    'dns.noAnswer',
  ]);
  const failure = { phase: 'dns', reason: 'failed' } as const;
  const both = withDetail(failed({ ...failure }, { code: 'ERROR_WINHTTP_NAME_NOT_RESOLVED' }), failed(failure, { code: 'EREFUSED' }));
  assert.equal(silenceOf('failed', both.code), 'dns.refused');
});

test('an alias that leads nowhere is kept beside the failure', () => {
  const alias = { type: 'CNAME', name: 'autodiscover.example.com', target: 'gone.example.net' } as const;
  assert.deepEqual(answerOf(0, [alias], 'A', 1), { kind: 'noData', aliases: [alias], ms: 1 });
  assert.deepEqual(answerOf(9003, [alias], 'A', 1), { kind: 'noName', aliases: [alias], ms: 1 });
});

test('what DnsQuery reports keeps a missing name, a missing type and a silent server apart', () => {
  const kindOf = (status: number): string => answerOf(status, [], 'A', 1).kind;
  assert.deepEqual([9003, 9501, 1460, 0].map(kindOf), ['noName', 'noData', 'timeout', 'noData']);
  assert.deepEqual(answerOf(9002, [], 'A', 1), { kind: 'failed', reason: 'ESERVFAIL', ms: 1 });
  assert.deepEqual(answerOf(4711, [], 'A', 1), { kind: 'failed', reason: 'Windows 4711', ms: 1 });
});

describe('service connection points', () => {
  const point = (where: string, ...more: string[]) => ({
    keywords: ['77378F46-2C66-4aa9-A6A6-3E7A48B19596', ...more],
    serviceBindingInformation: [`https://${where}.example/autodiscover/autodiscover.xml`],
  });
  const hosts = (entries: readonly unknown[], site?: string) => readScp(entries, site).urls.map((text) => new URL(text).hostname);

  test('of this PC’s site come first, then those of no site, then those of others', () => {
    const entries = [point('lyon', 'Site=Lyon'), point('any'), point('paris', 'Site=Paris')];
    assert.deepEqual(hosts(entries, 'paris'), ['paris.example', 'any.example', 'lyon.example']);
    assert.deepEqual(hosts(entries), ['any.example', 'lyon.example', 'paris.example']);
  });
  test('that are pointers name directories, and only by host name', () => {
    const pointer = (target: string) => ({
      keywords: ['67661D7F-8FC4-4fa7-BFAC-E1D7794C1F68', 'Domain=example.com'],
      serviceBindingInformation: [target],
    });
    const { urls, pointers } = readScp(
      [pointer('LDAP://dc1.other.example/cn=x'), pointer('ldap://dc2.other.example:1389'), pointer('ldap://[::1]/'), pointer('\\\\share')],
      undefined,
    );
    assert.deepEqual(urls, []);
    assert.deepEqual(pointers, [
      { host: 'dc1.other.example', port: 389 },
      { host: 'dc2.other.example', port: 1389 },
    ]);
  });
  test('that make no sense are passed over', () => {
    assert.deepEqual(readScp([null, {}, { keywords: 'x' }, { keywords: ['y'], serviceBindingInformation: ['https://y/'] }], 'z'), {
      urls: [],
      pointers: [],
    });
  });
});

describe('a proxy list', () => {
  test('names one proxy for all schemes, or one a scheme', () => {
    assert.equal(proxyOf('proxy.example:8080', 'https:'), 'proxy.example:8080');
    assert.equal(proxyOf('http=a:80;https=b:443', 'https:'), 'b:443');
    assert.equal(proxyOf('http=a:80', 'https:'), undefined);
    assert.equal(proxyOf('http://proxy.example:8080/', 'http:'), 'proxy.example:8080');
  });
  const cases: readonly (readonly [bypass: string, url: string, past: boolean])[] = [
    ['*.example.com', 'https://a.example.com/', true],
    ['*.example.com', 'https://example.com/', false],
    ['<local>', 'https://intranet/', true],
    ['<local>', 'https://intranet.example/', false],
    ['<-loopback>', 'http://127.0.0.1/', false],
    ['192.168.*', 'http://192.168.1.2/', true],
    ['a*b*c', 'http://axxbyyc/', true],
    ['a*b*c', 'http://axc/', false],
    ['ab*ba', 'http://aba/', false],
    ['http://x.example', 'https://x.example/', false],
    ['x.example:444', 'https://x.example:444/', true],
    ['x.example:444', 'https://x.example/', false],
    ['', 'https://x.example/', false],
  ];
  for (const [bypass, target, past] of cases) {
    test(`with the exceptions “${bypass}” ${past ? 'is left out' : 'is taken'} for ${target}`, () => {
      assert.equal(isBypassed(bypass, new URL(target)), past);
      assert.equal(fixedProxyFor({ proxy: 'p:1', bypass }, new URL(target)), past ? undefined : 'p:1');
    });
  }
});

describe('Windows and Node side by side', () => {
  const refused = failed(
    { phase: 'tls', reason: 'certificate' },
    { certificate: { chain: [], faults: ['unknownAuthority'], code: 'INVALID_CA' } },
  );
  test('a browser that would connect where Outlook will not is a finding that fails', () => {
    const finding = compareExchanges(refused, answered(401));
    assert.equal(finding?.status, 'fail');
    assert.equal(finding.subject, 'autodiscover.example.com');
    assert.deepEqual(finding.evidence, ['WinHTTP: tls certificate, unknownAuthority, INVALID_CA', 'Node: HTTP 401']);
    assert.equal(finding.remedy?.id, 'alignWindows');
  });
  test('an answer that only Windows gets, or another answer, is a warning', () => {
    assert.equal(compareExchanges(answered(401), failed({ phase: 'tcp', reason: 'timeout' }))?.status, 'warn');
    assert.equal(compareExchanges(answered(407), answered(401))?.status, 'warn');
  });
  test('the same answer is as it should be, and two failures or a stop say nothing', () => {
    assert.equal(compareExchanges(answered(401), answered(401))?.status, 'pass');
    assert.equal(compareExchanges(refused, failed({ phase: 'tcp', reason: 'refused' })), undefined);
    assert.equal(compareExchanges(answered(401), failed({ phase: 'cancelled', reason: 'cancelled' })), undefined);
  });
  test('Node adds the chain and the faults that WinHTTP does not tell', () => {
    const node = failed(
      { phase: 'tls', reason: 'certificate' },
      { certificate: { chain: [certificate], faults: ['expired'], code: 'CERT_HAS_EXPIRED' } },
    );
    const both = withDetail(refused, node);
    assert.deepEqual(both.certificate, { chain: [certificate], faults: ['unknownAuthority', 'expired'], code: 'INVALID_CA' });
    const unexplained = withDetail(failed({ phase: 'tls', reason: 'handshake' }), node);
    assert.deepEqual(unexplained.failure, { phase: 'tls', reason: 'certificate' });
    assert.deepEqual(unexplained.certificate?.faults, ['expired']);
  });
  test('a certificate that Windows accepted has no faults, whatever Node thinks of it', () => {
    const node = failed({ phase: 'tls', reason: 'certificate' }, { certificate: { chain: [certificate], faults: ['unknownAuthority'] } });
    assert.deepEqual(withDetail(answered(401), node).certificate, { chain: [certificate], faults: [] });
  });
  test('a certificate that Node met on another way is not that of a proxy’s answer', () => {
    const refusal = { ...answered(503), proxy: { url: 'http://proxy.corp.example:3128', source: 'system' } as const };
    const node = { ...answered(401), certificate: { chain: [certificate], faults: [] } };
    assert.equal(withDetail(refusal, node).certificate, undefined);
  });
  test('Node’s failure never replaces a success of Windows, nor another phase', () => {
    assert.equal(withDetail(answered(401), failed({ phase: 'tcp', reason: 'refused' })).failure, undefined);
    const failure = { phase: 'tcp', reason: 'timeout' } as const;
    assert.deepEqual(withDetail(failed(failure), failed({ phase: 'dns', reason: 'noName' })).failure, failure);
  });
});

test('a clock that is more than five minutes off fails, and an answer without a date says nothing', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const at = (date: string) => clockFinding(answered(200, { date }), now);
  assert.equal(at('Sun, 01 Mar 2026 11:57:00 GMT')?.status, 'pass');
  assert.equal(at('Sun, 01 Mar 2026 10:00:00 GMT')?.status, 'fail');
  assert.equal(at('Sun, 01 Mar 2026 10:00:00 GMT')?.data.minutes, 120);
  assert.equal(at('yesterday'), undefined);
  assert.equal(clockFinding(base, now), undefined);
});

test('programs that look into TLS are known by their root certificates', () => {
  const found = findInspectors(['CN=ISRG Root X1', 'CN=ESET SSL Filter CA, O=ESET', 'CN=Zscaler Root CA', 'CN=zscaler intermediate']);
  assert.deepEqual(
    found.map(({ product }) => product),
    ['ESET', 'Zscaler'],
  );
});

test('a root is taken apart only if its bytes hold such a name, in either encoding of letters', () => {
  assert.equal(mayBeInspector(Buffer.from('0\x82…CN=Zscaler Root CA…', 'latin1')), true);
  assert.equal(mayBeInspector(Buffer.from('ESET SSL Filter CA', 'utf16le').swap16()), true);
  assert.equal(mayBeInspector(Buffer.from('ISRG Root X1')), false);
});

test('every finding of Windows’ eyes has its sentence, and every remedy too, in every language', () => {
  for (const language of languages) {
    for (const [id, row] of Object.entries(eyesFindings)) {
      for (const status of row.statuses) assert.ok(hasSentence(language, `findings:${id}.${status}`), `${language} ${id}.${status}`);
      if ('remedy' in row) assert.ok(hasSentence(language, `findings:remedy.${row.remedy.id}`), `${language} ${row.remedy.id}`);
    }
  }
});
