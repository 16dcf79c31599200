// Which redirects are followed: only https, only within the domains the person named, never in circles.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxRedirects, refusedRedirect, type RedirectRequest } from '../../electron/reach/redirects.ts';

const request = (to: string, more: Partial<RedirectRequest> = {}): RedirectRequest => ({
  to: URL.canParse(to) ? new URL(to) : undefined,
  visited: new Set(['https://autodiscover.corp.example/']),
  followed: 0,
  domain: 'corp.example',
  ownDomains: new Set(['corp.example', 'alias.example']),
  consented: new Set(['mail.provider.example']),
  ...more,
});

const cases: readonly (readonly [string, RedirectRequest, ReturnType<typeof refusedRedirect>])[] = [
  ['to a host of the same domain is followed', request('https://mail.corp.example/'), undefined],
  ['to a named alias domain is followed', request('https://mail.alias.example/'), undefined],
  ['to a host that the workstation was told to trust is followed', request('https://mail.provider.example/'), undefined],
  ['to another host of that provider is not', request('https://other.provider.example/'), 'foreignHost'],
  ['to somebody else is not', request('https://elsewhere.example/'), 'foreignHost'],
  ['to an address without a name is not', request('https://192.0.2.1/'), 'foreignHost'],
  ['from https to http is not', request('http://mail.corp.example/'), 'notHttps'],
  ['to a file is not', request('file:///c:/windows'), 'notHttps'],
  ['to where it was before is not', request('https://autodiscover.corp.example/'), 'loop'],
  ['after ten is not', request('https://mail.corp.example/', { followed: maxRedirects }), 'tooMany'],
  ['with a password in the URL is not', request('https://a:b@mail.corp.example/'), 'credentialsInUrl'],
  [
    'to Microsoft is not',
    request('https://autodiscover-s.outlook.com/', { consented: new Set(['autodiscover-s.outlook.com']) }),
    'microsoft',
  ],
  ['to a parent of the mail domain is not', request('https://corp.example/', { domain: 'dept.corp.example' }), 'parentDomain'],
  ['to a public suffix is not', request('https://example/'), 'parentDomain'],
  ['to something that is no URL is not', request(''), 'invalid'],
];
for (const [sentence, redirect, expected] of cases) {
  test(`a redirect ${sentence}`, () => assert.equal(refusedRedirect(redirect), expected));
}
