// Addresses that people type or paste with ill intent: what would inject headers, XML or hosts is refused before anything is asked, the rest is carried unharmed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseMailAddress } from '../../electron/model/mailAddress.ts';
import type { ProblemCode } from '../../electron/model/problem.ts';
import { autodiscoverRequest } from '../../electron/reach/autodiscoverRequest.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import { openHostileWorld, type HostileWorld } from '../servers/hostileWorld.ts';

let world: HostileWorld;
before(async () => {
  world = await openHostileWorld();
});
after(() => world.close());

const refused: readonly (readonly [name: string, text: string, code: ProblemCode])[] = [
  ['a line break and a header', 'user\r\nX-Injected: yes@corp.example', 'email.invalidLocalPart'],
  ['a line break behind the domain', 'user@corp.example\r\nHost: attacker.example', 'email.invalidDomain'],
  ['a zero byte', 'us\0er@corp.example', 'email.invalidLocalPart'],
  ['a zero byte in the domain', 'user@corp\0.example', 'email.invalidDomain'],
  ['an element', '<script>@corp.example', 'email.invalidLocalPart'],
  ['an element in the domain', 'user@<b>corp.example', 'email.invalidDomain'],
  ['quotes around anything', '"a b"@corp.example', 'email.invalidLocalPart'],
  ['a second address', 'user@attacker.example@corp.example', 'email.invalidLocalPart'],
  ['a list of addresses', 'a@corp.example,b@corp.example', 'email.invalidLocalPart'],
  ['a display name', 'User <user@corp.example>', 'email.invalidLocalPart'],
  ['a port behind the domain', 'user@corp.example:8443', 'email.invalidDomain'],
  ['a path behind the domain', 'user@corp.example/../../etc', 'email.invalidDomain'],
  ['a path in Windows spelling', 'user@corp.example\\share', 'email.invalidDomain'],
  ['a question behind the domain', 'user@corp.example?x', 'email.invalidDomain'],
  ['a fragment behind the domain', 'user@corp.example#x', 'email.invalidDomain'],
  ['letters spelled in percent', 'user@corp%2eexample', 'email.invalidDomain'],
  ['an address in place of a domain', 'user@127.0.0.1', 'email.invalidDomain'],
  ['an address in brackets', 'user@[127.0.0.1]', 'email.invalidDomain'],
  ['an address of IPv6', 'user@[::1]', 'email.invalidDomain'],
  ['an address as one number', 'user@2130706433', 'email.invalidDomain'],
  ['an address in hexadecimal', 'user@0x7f.0.0.1', 'email.invalidDomain'],
  ['this PC', 'user@localhost', 'email.topLevelOnly'],
  ['a top-level domain', 'user@com', 'email.topLevelOnly'],
  ['a public suffix', 'user@co.uk', 'email.topLevelOnly'],
  ['an underscore', 'user@_autodiscover.corp.example', 'email.invalidDomain'],
  ['an empty label', 'user@corp..example', 'email.invalidDomain'],
  ['a wildcard', 'user@*.corp.example', 'email.invalidDomain'],
  ['a label without end', `user@${'a'.repeat(64)}.example`, 'email.invalidDomain'],
  ['a domain without end', `user@${'a.'.repeat(200)}example`, 'email.invalidDomain'],
  ['ten million letters', `${'a'.repeat(10_000_000)}@corp.example`, 'email.invalidLocalPart'],
  ['ten million letters of domain', `user@${'a.'.repeat(5_000_000)}example`, 'email.invalidDomain'],
  ['a million at signs', '@'.repeat(1_000_000), 'email.noDomain'],
  ['text that turns around', 'user@corp\u202E.example', 'email.invalidDomain'],
  ['letters without width', 'user@co\u200Brp.example', 'email.invalidDomain'],
  ['a lone half of a letter', 'us\ud800er@corp.example', 'email.invalidLocalPart'],
  ['nothing but blanks', ' \t\r\n ', 'email.empty'],
];
for (const [name, text, code] of refused) {
  test(`an address with ${name} is refused, and shown without harm`, () => {
    const parsed = parseMailAddress(text);
    assert.equal(!parsed.ok && parsed.problem.code, code);
    if (parsed.ok) return;
    const shown = String(parsed.problem.data.text);
    assert.ok(shown.length <= 320);
    assert.doesNotMatch(shown, /\p{C}/u);
  });
}

const carried: readonly (readonly [name: string, text: string, domain: string, address: string])[] = [
  ['signs that mean something in XML', "o'b&r@corp.example", 'corp.example', "o'b&r@corp.example"],
  ['signs that mean something to a shell', '`$x`|{}@corp.example', 'corp.example', '`$x`|{}@corp.example'],
  ['letters of another alphabet', 'почта@corp.example', 'corp.example', 'почта@corp.example'],
  ['a domain in wide letters and an ideographic dot', 'user@ｃｏｒｐ。example', 'corp.example', 'user@corp.example'],
  ['a domain that looks like ours in other letters', 'user@c\u043erp.example', 'xn--crp-sed.example', 'user@xn--crp-sed.example'],
];
for (const [name, text, domain, address] of carried) {
  test(`an address with ${name} goes over the wire as it is and nothing more`, async () => {
    const parsed = parseMailAddress(text);
    assert.ok(parsed.ok);
    assert.deepEqual([parsed.value.domain, parsed.value.address], [domain, address]);
    const from = world.requests.length;
    const network = createNodeNetwork({
      dnsServer: world.dns,
      connectTo: () => [{ host: '', port: 443, toAddress: '', toPort: world.httpsPort }],
      trustedCertificates: [world.caCertificate],
      now: () => new Date(),
    });
    const request = autodiscoverRequest('https://autodiscover.corp.example/autodiscover/autodiscover.xml', {
      address: parsed.value.address,
      officeVersion: '16.0',
      timeoutMs: 2_000,
    });
    const exchange = await network.exchange(request, new AbortController().signal);
    assert.equal(exchange.answer?.status, 401);
    const heads = world.requests.slice(from).map((head) => head.slice(0, head.indexOf('\r\n\r\n')));
    const names = heads.flatMap((head) => head.split('\r\n').slice(1)).map((line) => line.split(':')[0]?.toLowerCase());
    const expected = [
      'content-type',
      'user-agent',
      'x-mapihttpcapability',
      'x-clientcanhandle',
      'x-anchormailbox',
      'accept-encoding',
      'connection',
      'content-length',
      'host',
    ];
    assert.deepEqual(
      names.filter((name) => !expected.includes(name ?? '')),
      [],
    );
    assert.doesNotMatch(request.body ?? '', /<EMailAddress>[^<]*[<>][^/]/);
  });
}
