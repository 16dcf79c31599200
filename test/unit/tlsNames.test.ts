// The explanation of a certificate's names never contradicts the check itself, whatever the names are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import fc from 'fast-check';
import { explainNames, type NameReason } from '../../electron/reach/tlsNames.ts';

/** Node's own check of a host against DNS names. */
function accepted(host: string, names: readonly string[]): boolean {
  const certificate = { subject: { CN: '' }, subjectaltname: names.map((name) => `DNS:${name}`).join(', ') } as unknown as PeerCertificate;
  return checkServerIdentity(host, certificate) === undefined;
}

const table: readonly (readonly [string, readonly string[], NameReason, string | null])[] = [
  ['mail.corp.example', ['mail.corp.example'], 'covered', 'mail.corp.example'],
  ['Mail.Corp.example', ['mail.corp.EXAMPLE.'], 'covered', 'mail.corp.example'],
  ['mail.corp.example', ['www.test', '*.corp.example'], 'covered', '*.corp.example'],
  ['corp.example', ['*.corp.example'], 'wildcardBare', '*.corp.example'],
  ['autodiscover.mail.corp.example', ['corp.example', '*.corp.example'], 'wildcardDepth', '*.corp.example'],
  ['mail.corp.example', ['m*l.corp.example'], 'wildcardForm', 'm*l.corp.example'],
  ['mail.corp.example', ['*'], 'wildcardForm', '*'],
  ['mail.corp.example', ['hoster.test', 'www.corp.example'], 'sameDomain', 'www.corp.example'],
  ['mail.corp.example', ['hoster.test'], 'foreignDomain', 'hoster.test'],
  ['mail.corp.example', [], 'noNames', null],
  ['192.0.2.1', ['mail.corp.example'], 'address', null],
  ['192.0.2.1', ['192.0.2.1'], 'covered', '192.0.2.1'],
];
for (const [host, names, reason, nearest] of table) {
  test(`${host} and ${names.join(', ') || 'no names'}: ${reason}`, () => assert.deepEqual(explainNames(host, names), { reason, nearest }));
}

const label = fc.constantFrom('a', 'b', 'mail', 'autodiscover', 'corp', 'xn--caf-dma');
const hosts = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => [...labels, 'example'].join('.'));
const names = fc.oneof(
  hosts,
  hosts.map((host) => `*.${host}`),
  hosts.map((host) => host.replace(/^[^.]+/, '*')),
);

test('a name is said to be covered exactly when the check accepts it', () => {
  fc.assert(
    fc.property(hosts, fc.array(names, { minLength: 1, maxLength: 6 }), (host, list) => {
      assert.equal(explainNames(host, list).reason === 'covered', accepted(host, list), `${host}: ${list.join()}`);
    }),
  );
});

test('the nearest name is one of the certificate’s, and any text at all is survived', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string(), { maxLength: 6 }), (host, list) => {
      const { nearest } = explainNames(host, list);
      assert.ok(nearest === null || list.some((name) => name.toLowerCase().replace(/\.$/, '') === nearest));
    }),
  );
});
