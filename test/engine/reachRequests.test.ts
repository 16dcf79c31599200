// The requests are Outlook's own: what each route asks, where, and what it takes for an answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RouteId } from '../../electron/model/check.ts';
import { userAgents } from '../../electron/reach/autodiscoverRequest.ts';
import { address, findingIn, reportOf, untouched } from './reachFixture.ts';
import { challenge, settings, withSite } from './reachRig.ts';

const path = '/autodiscover/autodiscover.xml';
const host = 'autodiscover.corp.example';
const mail = 'mail.corp.example';

test('each route asks its own address, in the way of its Outlook', () =>
  withSite({ srv: { 'corp.example': mail }, answer: () => undefined }, async ({ check, servers }) => {
    for (const officeVersion of ['15.0', '16.0'] as const) {
      const from = servers.requests.length;
      await check({ officeVersion });
      const seen = servers.requests.slice(from).filter(({ url }) => url === path);
      const asked = seen.map(({ host: name, tls, raw }) => `${raw.split(' ')[0] ?? ''} ${tls ? 'https' : 'http'}://${name}`);
      assert.deepEqual(
        asked.toSorted(),
        [`GET http://${host}`, `POST https://${host}`, 'POST https://corp.example', `POST https://${mail}`].toSorted(),
      );
      for (const { raw, tls } of seen) {
        assert.ok(raw.includes(userAgents[officeVersion]));
        if (!tls) continue;
        assert.match(raw, /Content-Type\ntext\/xml; charset=utf-8\n/);
        assert.match(raw, /X-MapiHttpCapability\n1\n/);
        assert.match(raw, /X-AnchorMailbox\nuser@corp\.example\n/);
        assert.match(raw, /<EMailAddress>user@corp\.example<\/EMailAddress>/);
        assert.match(
          raw,
          /<AcceptableResponseSchema>http:\/\/schemas\.microsoft\.com\/exchange\/autodiscover\/outlook\/responseschema\/2006a</,
        );
      }
      const plain = seen.find(({ tls }) => !tls);
      assert.doesNotMatch(plain?.raw ?? '', /user|EMailAddress|MapiHttp/, 'nothing of the person goes over plain http');
    }
  }));

test('settings over plain http are ignored, only a redirect counts', () =>
  withSite({ answer: ({ tls }) => (tls ? undefined : settings(mail)) }, async ({ check }) => {
    const report = reportOf(await check());
    assert.equal(report.routes.find(({ route }) => route === 'httpRedirect')?.outcome, 'absent');
    assert.equal(report.outlook.now.route, null);
  }));

test('a redirect over plain http to plain http is not followed', () =>
  withSite(
    { answer: ({ tls }) => (tls ? undefined : { status: 302, headers: { location: `http://${mail}${path}` } }) },
    async ({ check }) => {
      const route = reportOf(await check()).routes.find((each) => each.route === 'httpRedirect');
      assert.deepEqual([route?.reason, route?.redirects[0]?.reason], ['http.redirectInsecure', 'notHttps']);
    },
  ));

test('the port of an SRV record is not looked at', () =>
  withSite(
    {
      srv: { 'corp.example': mail },
      srvPort: 8443,
      unknown: [host],
      answer: (request) => (request.host === mail && request.tls ? challenge : undefined),
    },
    async ({ check }) => {
      const report = reportOf(await check());
      assert.deepEqual([report.outlook.now.route, report.outlook.now.url], ['srv', `https://${mail}${path}`]);
    },
  ));

const named = [
  ['an SRV target', { srv: { 'corp.example': mail }, unknown: [host] }, 'srv'],
  ['a redirect over plain http', {}, 'httpRedirect'],
] as const satisfies readonly (readonly [string, object, RouteId])[];
for (const [what, site, route] of named) {
  test(`${what} makes Outlook ask first, unless RedirectServers names it`, () =>
    withSite(
      {
        ...site,
        answer: (request) => {
          if (request.host === mail && request.tls) return challenge;
          return request.tls ? undefined : { status: 302, headers: { location: `https://${mail}${path}` } };
        },
      },
      async ({ check }) => {
        const asking = reportOf(await check());
        assert.equal(asking.outlook.now.steps.find((step) => step.decision === 'taken')?.asks, 'redirect');
        const warned = findingIn(asking, `route.${route}`);
        assert.deepEqual([warned?.status, warned?.remedy?.id], ['warn', 'trustServer']);
        assert.match(warned?.remedy?.copy ?? '', /RedirectServers" \/v mail\.corp\.example \/t REG_SZ/);
        const trusting = reportOf(await check({ valuesNow: { ...untouched, redirectServers: [mail] } }));
        assert.equal(findingIn(trusting, `route.${route}`)?.status, 'pass');
      },
    ));
}

test('an address with letters outside ASCII goes in the body alone', () =>
  withSite({ answer: () => undefined }, async ({ check, servers }) => {
    await check({ email: address('usér@corp.example') });
    const posts = servers.requests.filter(({ raw }) => raw.startsWith('POST /autodiscover'));
    assert.ok(posts.length > 0);
    for (const { raw } of posts) {
      assert.ok(raw.includes('<EMailAddress>usér@corp.example</EMailAddress>'));
      assert.doesNotMatch(raw, /X-AnchorMailbox/);
    }
  }));
