// Who answers, by what, and how sure that is; and whose host may see a password.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Exchange, HttpAnswer } from '../../electron/model/exchange.ts';
import { identify } from '../../electron/reach/identity.ts';
import { hasRiskyCharacters, isOfMailDomain } from '../../electron/reach/signIn.ts';

function exchange(path: string, answer: Partial<HttpAnswer>): Exchange {
  const whole = { status: 200, headers: {}, body: '', truncated: false, ...answer };
  return { method: 'GET', url: `https://mail.corp.example${path}`, timings: { total: 1 }, addresses: [], answer: whole };
}
const realm = (name: string, path = '/autodiscover/autodiscover.xml'): Exchange =>
  exchange(path, { status: 401, headers: { 'www-authenticate': `Basic realm="${name}", charset="UTF-8"` } });
const title = (text: string): Exchange => exchange('/login/', { body: `<html><title>${text}</title></html>` });
const exchangeServer = exchange('/mapi/', { status: 401, headers: { 'x-feserver': 'EX01' } });

const cases: readonly (readonly [string, readonly Exchange[], string, string])[] = [
  ['nothing was seen', [], 'unknown', 'low'],
  ['the realm of today’s BlueMind', [realm('bm.basic.auth.v2')], 'bluemind', 'medium'],
  ['the realm of an older BlueMind', [realm('bm.basic.auth')], 'bluemind', 'medium'],
  ['a realm that only begins alike', [realm('bm.basic.authority')], 'other', 'medium'],
  ['only a page that calls itself BlueMind', [title('BlueMind')], 'bluemind', 'low'],
  ['realm and page', [realm('bm.basic.auth.v2'), title('BlueMind')], 'bluemind', 'high'],
  [
    'the same realm on all the routes that nginx hands to bm-mapi',
    ['/autodiscover/autodiscover.xml', '/mapi/emsmdb/', '/EWS/Exchange.asmx'].map((path) => realm('bm.basic.auth.v2', path)),
    'bluemind',
    'high',
  ],
  ['Exchange’s own header', [exchangeServer], 'other', 'medium'],
  ['BlueMind’s realm together with Exchange’s header', [realm('bm.basic.auth.v2'), exchangeServer], 'bluemind', 'low'],
];
describe('the product by', () => {
  for (const [what, exchanges, product, confidence] of cases) {
    test(`${what} is ${product} (${confidence})`, () => {
      const found = identify(exchanges);
      assert.deepEqual([found.product, found.confidence], [product, confidence]);
      assert.equal(found.fingerprint.length > 0, product !== 'unknown');
    });
  }
});

test('a host is of the mail domain when both have the same registrable domain', () => {
  assert.ok(isOfMailDomain('mail.corp.example', 'corp.example'));
  assert.ok(isOfMailDomain('mail.corp.example', 'sub.corp.example'));
  for (const host of ['mail.other.example', 'corp.example.evil.example', 'evilcorp.example', 'example', '127.0.0.1', '::1']) {
    assert.equal(isOfMailDomain(host, 'corp.example'), false, host);
  }
});
test('where the mail domain cannot be registered no host is of it, not even an address or itself', () => {
  for (const host of ['github.io', '127.0.0.1', 'evil.github.io', 'localhost'])
    assert.equal(isOfMailDomain(host, 'github.io'), false, host);
});

test('accents and what is not ASCII are risky in a password, what BlueMind names as safe is not', () => {
  assert.equal(hasRiskyCharacters('abcXYZ 019 @#$%^&*-_!+=[]{}|\\:\',.?/`~"();<>'), false);
  for (const password of ['pässword', 'mot de passé', 'pass€', 'пароль', 'tab\tbed'])
    assert.equal(hasRiskyCharacters(password), true, password);
});
