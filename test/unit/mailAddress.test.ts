// A typed mail address is read, or refused before anything is looked up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseMailAddress, parseMailDomain } from '../../electron/model/mailAddress.ts';

function codeOf(text: string): string {
  const parsed = parseMailAddress(text);
  return parsed.ok ? 'accepted' : parsed.problem.code;
}

const refused: readonly (readonly [string, string])[] = [
  ['', 'email.empty'],
  ['   ', 'email.empty'],
  ['user', 'email.noDomain'],
  ['user@', 'email.noDomain'],
  ['@practice.example', 'email.noLocalPart'],
  ['user@com', 'email.topLevelOnly'],
  ['user@co.uk', 'email.topLevelOnly'],
  ['user@localhost', 'email.topLevelOnly'],
  ['user@192.0.2.1', 'email.invalidDomain'],
  ['user@[192.0.2.1]', 'email.invalidDomain'],
  ['user@[IPv6:2001:db8::1]', 'email.invalidDomain'],
  ['user@0x7f.1', 'email.invalidDomain'],
  ['user@practice..example', 'email.invalidDomain'],
  ['user@-practice.example', 'email.invalidDomain'],
  ['user@practice.example/path', 'email.invalidDomain'],
  ['user@practice.example:443', 'email.invalidDomain'],
  ['user@practice\u00ad.example', 'email.invalidDomain'],
  ['user@practice.example\r\nHost: other.example', 'email.invalidDomain'],
  ['user\r\nX-Header: 1@practice.example', 'email.invalidLocalPart'],
  ['us er@practice.example', 'email.invalidLocalPart'],
  ['"user"@practice.example', 'email.invalidLocalPart'],
  ['user<b>@practice.example', 'email.invalidLocalPart'],
  ['.user@practice.example', 'email.invalidLocalPart'],
  ['a@b@practice.example', 'email.invalidLocalPart'],
  [`${'a'.repeat(65)}@practice.example`, 'email.invalidLocalPart'],
];
for (const [text, code] of refused) {
  test(`${JSON.stringify(text)} is refused as ${code}`, () => assert.equal(codeOf(text), code));
}

test('an address is read with its domain in lower case', () => {
  const parsed = parseMailAddress('  Jo.Doe+x@Practice.Example ');
  assert.deepEqual(parsed.ok && parsed.value, {
    address: 'Jo.Doe+x@practice.example',
    local: 'Jo.Doe+x',
    domain: 'practice.example',
    displayDomain: 'practice.example',
  });
});

test('an internationalised domain is looked up in ASCII and shown as typed', () => {
  const parsed = parseMailAddress('user@bücher.example');
  assert.ok(parsed.ok);
  assert.equal(parsed.value.domain, 'xn--bcher-kva.example');
  assert.equal(parsed.value.displayDomain, 'bücher.example');
});

test('a domain alone is read with or without its @', () => {
  for (const text of ['alias.example', '@alias.example', ' ALIAS.example ']) {
    const parsed = parseMailDomain(text);
    assert.equal(parsed.ok && parsed.value.domain, 'alias.example');
  }
  assert.equal(parseMailDomain('co.uk').ok, false);
});

test('whatever is typed: what is accepted can stand in a header, a URL and a DNS question', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.string(), fc.string({ unit: 'grapheme' })).map((parts) => parts.join('@')),
    fc.emailAddress(),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const parsed = parseMailAddress(text);
      if (!parsed.ok) return;
      assert.doesNotMatch(parsed.value.address, /[\p{C}\s"<>,;:\\]/u);
      assert.match(parsed.value.domain, /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
      assert.equal(new URL(`https://autodiscover.${parsed.value.domain}/`).hostname, `autodiscover.${parsed.value.domain}`);
    }),
  );
});

test('an accepted address is accepted again, unchanged', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (text) => {
      const first = parseMailAddress(text);
      if (!first.ok) return;
      assert.deepEqual(parseMailAddress(first.value.address), first);
    }),
  );
});
