// Which proxy a URL gets: what people may write for one, and what the environment's variables and exceptions mean.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { httpProxyAddress } from '../../electron/model/proxy.ts';
import { proxySetting } from '../../electron/policy/network.ts';
import { chooseProxy } from '../../electron/workstation/node/proxyChoice.ts';
import { proxyFromEnvironment } from '../../electron/workstation/node/proxyEnvironment.ts';

const never = new AbortController().signal;

for (const [text, expected] of [
  ['none', { kind: 'none' }],
  ['system', { kind: 'system' }],
  ['http://proxy.corp.example:3128', { kind: 'http', host: 'proxy.corp.example', port: 3128 }],
  ['http://proxy.corp.example/', { kind: 'http', host: 'proxy.corp.example', port: 80 }],
  ['http://[2001:db8::1]:8080', { kind: 'http', host: '2001:db8::1', port: 8080 }],
  ['http://technician:secret@proxy.corp.example:3128', undefined],
  ['http://wpad.corp.example/wpad.dat', undefined],
  ['https://proxy.corp.example', undefined],
  ['socks5://proxy.corp.example', undefined],
  ['proxy.corp.example:3128', undefined],
  ['http://proxy:99999', undefined],
  ['', undefined],
] as const) {
  test(`--proxy ${text === '' ? 'with nothing' : text} is ${expected ? 'read' : 'refused'}`, () =>
    assert.deepEqual(proxySetting(text), expected));
}

const proxy = { kind: 'proxy', host: 'proxy.corp.example', port: 3128, source: 'environment' } as const;
const direct = { kind: 'direct' } as const;
const set = { https_proxy: 'http://proxy.corp.example:3128' };

for (const [sentence, url, environment, expected] of [
  ['nothing set is a direct connection', 'https://mail.example/', {}, direct],
  ['https has its own variable', 'https://mail.example/', set, proxy],
  ['http has another', 'http://mail.example/', set, direct],
  ['upper case counts too', 'http://mail.example/', { HTTP_PROXY: 'http://proxy.corp.example:3128' }, proxy],
  ['lower case wins', 'https://mail.example/', { ...set, HTTPS_PROXY: 'http://other:1' }, proxy],
  ['a proxy without its scheme is one', 'https://mail.example/', { https_proxy: 'proxy.corp.example:3128' }, proxy],
  ['a name and password are left out', 'https://mail.example/', { https_proxy: 'http://me:secret@proxy.corp.example:3128' }, proxy],
  ['an empty variable is none', 'https://mail.example/', { https_proxy: ' ' }, direct],
  ['a star excepts everything', 'https://mail.example/', { ...set, no_proxy: '*' }, direct],
  ['a domain excepts itself', 'https://corp.example/', { ...set, no_proxy: 'corp.example' }, direct],
  ['a domain excepts what is below', 'https://mail.corp.example/', { ...set, NO_PROXY: 'a.example, corp.example' }, direct],
  ['a dot in front changes nothing', 'https://mail.corp.example/', { ...set, no_proxy: '.corp.example' }, direct],
  ['a star and dot neither', 'https://mail.corp.example/', { ...set, no_proxy: '*.CORP.example' }, direct],
  ['a name that only ends alike is not excepted', 'https://evilcorp.example/', { ...set, no_proxy: 'corp.example' }, proxy],
  ['another port is not excepted', 'https://corp.example/', { ...set, no_proxy: 'corp.example:8443' }, proxy],
  ['its own port is', 'https://corp.example:8443/', { ...set, no_proxy: 'corp.example:8443' }, direct],
  ['an address is excepted by its network', 'https://10.1.2.3/', { ...set, no_proxy: '10.0.0.0/8' }, direct],
  ['and one outside is not', 'https://11.1.2.3/', { ...set, no_proxy: '10.0.0.0/8' }, proxy],
  ['IPv6 too', 'https://[2001:db8::5]/', { ...set, no_proxy: '2001:db8::/32' }, direct],
  ['a single IPv6 address too', 'https://[2001:db8::5]/', { ...set, no_proxy: '2001:db8::5' }, direct],
  ['a network that is none excepts nobody', 'https://10.1.2.3/', { ...set, no_proxy: '10.0.0.0/99,/8,x/y' }, proxy],
  ['this PC is always direct', 'https://127.0.0.1:8443/', set, direct],
  ['by name as well', 'https://localhost/', set, direct],
] as const) {
  test(`in the environment ${sentence}`, () => assert.deepEqual(proxyFromEnvironment(new URL(url), environment), expected));
}

test('a SOCKS proxy in the environment is named as unusable, without its password', () => {
  assert.deepEqual(proxyFromEnvironment(new URL('https://mail.example/'), { https_proxy: 'socks5://me:secret@proxy.example:1080' }), {
    kind: 'unusable',
    url: 'socks5://proxy.example:1080',
    source: 'environment',
  });
});

test('whatever the environment says, a choice comes out and no password with it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.webUrl(), (https, except, url) => {
      const choice = proxyFromEnvironment(new URL(url), { https_proxy: `http://me:s3cret@${https}`, no_proxy: except });
      assert.ok(!JSON.stringify(choice).includes('s3cret@'));
    }),
  );
});

test('an address that was read comes back the same', () => {
  fc.assert(
    fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (host, port) =>
      assert.deepEqual(httpProxyAddress(`http://${host}:${port}`), { host: host.toLowerCase(), port }),
    ),
  );
});

test('none is direct, an address is that proxy, system asks the system', async () => {
  const url = new URL('https://mail.example/');
  assert.deepEqual(await chooseProxy({ kind: 'none' })(url, never), direct);
  assert.deepEqual(await chooseProxy({ kind: 'http', host: 'p', port: 1 })(url, never), {
    kind: 'proxy',
    host: 'p',
    port: 1,
    source: 'option',
  });
  const windows = { kind: 'proxy', host: 'pac.corp.example', port: 8080, source: 'system' } as const;
  assert.deepEqual(await chooseProxy({ kind: 'system' }, () => Promise.resolve(windows))(url, never), windows);
});
