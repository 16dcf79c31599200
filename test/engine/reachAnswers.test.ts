// What Autodiscover says, and what this PC is set to: each answer, error and value is told as what it is, over real connections.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RegistryData } from '../../electron/model/registry.ts';
import type { ReachRequest } from '../../electron/reach/check.ts';
import type { Answer, Recorded } from '../servers/recordingServers.ts';
import { findingIn, idsWith, reportOf, untouched } from './reachFixture.ts';
import { autodiscover, challenge, settings, withSite, type Site } from './reachRig.ts';

const host = 'autodiscover.corp.example';
const mail = 'mail.corp.example';
const password = 'Plain-Secret_42!';
const page: Answer = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><title>BlueMind</title></html>' };
const dword = (data: number): RegistryData => ({ type: 'REG_DWORD', data });

/** BlueMind on its two hosts: every service asks for a sign-in, and Autodiscover says this afterwards. */
const bluemind =
  (after: Answer, more: Site['answer'] = () => undefined): Site['answer'] =>
  (request) => {
    const own = more(request);
    if (own !== undefined) return own;
    if (request.host !== host && request.host !== mail) return undefined;
    if (!request.tls) return { status: 301, headers: { location: `https://${mail}${request.url}` } };
    if (request.url.startsWith('/login/')) return page;
    return request.authorization === undefined ? challenge : after;
  };
const error = (code: string): Answer => autodiscover(`<Error><ErrorCode>${code}</ErrorCode><Message>So it is</Message></Error>`);

describe('an answer after the sign-in', () => {
  const cases: readonly (readonly [string, Answer, string])[] = [
    ['code 500 says that the address is not known', error('500'), 'autodiscover.addressUnknown'],
    ['code 501 says that there are no settings', error('501'), 'autodiscover.noConfiguration'],
    ['code 600 says that the request is invalid', error('600'), 'autodiscover.requestRefused'],
    ['code 601 says that nobody serves Outlook', error('601'), 'autodiscover.noProvider'],
    ['code 602 says that the address is not accepted', error('602'), 'autodiscover.addressRefused'],
    ['code 603 says that the server failed', error('603'), 'autodiscover.internalError'],
    ['another code is shown as it is', error('777'), 'autodiscover.error'],
    ['an unknown instruction is told', autodiscover('<Account><Action>dance</Action></Account>'), 'autodiscover.unknownAction'],
    ['settings without MAPI over HTTP are told', autodiscover('<Account><Action>settings</Action></Account>'), 'autodiscover.noMapiHttp'],
    ['a page is told', page, 'autodiscover.unreadable'],
  ];
  for (const [sentence, after, id] of cases) {
    test(sentence, () =>
      withSite({ answer: bluemind(after) }, async ({ check }) => {
        const report = reportOf(await check({ password }));
        assert.equal(findingIn(report, id)?.status, 'fail', idsWith(report, 'fail').join(', '));
        assert.equal(report.verdict, 'blocked');
        assert.equal(report.next?.finding, id);
      }),
    );
  }

  test('that leads away from BlueMind is told as a split domain', () =>
    withSite(
      { answer: bluemind({ status: 302, headers: { location: 'https://exchange.other.example/autodiscover/autodiscover.xml' } }) },
      async ({ check }) => {
        const found = findingIn(reportOf(await check({ password })), 'autodiscover.splitDomain');
        assert.equal(found?.data.targetHost, 'exchange.other.example');
      },
    ));

  test('with a namespace that Outlook does not know is a warning', () => {
    const odd = settings(mail);
    return withSite({ answer: bluemind({ ...odd, body: (odd.body ?? '').replaceAll('2006a', '2099') }) }, async ({ check }) => {
      assert.deepEqual(findingIn(reportOf(await check({ password })), 'autodiscover.shape')?.evidence, ['namespaceOther']);
    });
  });
});

test('without a sign-in a redirect of BlueMind’s into another domain shows as a split domain', () =>
  withSite(
    {
      answer: bluemind(settings(mail), ({ host: asked, tls, url }) =>
        asked === host && tls && url.startsWith('/autodiscover')
          ? { status: 302, headers: { location: 'https://exchange.other.example/autodiscover/autodiscover.xml' } }
          : undefined,
      ),
    },
    async ({ check, servers }) => {
      const report = reportOf(await check());
      assert.equal(findingIn(report, 'autodiscover.splitDomain')?.data.targetHost, 'exchange.other.example');
      assert.ok(servers.requests.every((request) => request.host !== 'exchange.other.example'));
    },
  ));

describe('what the settings publish', () => {
  test('is asked at every address, and one that does not answer is named', () =>
    withSite({ answer: bluemind(settings(mail, 'inside.corp.example')), unknown: ['inside.corp.example'] }, async ({ check }) => {
      const report = reportOf(await check({ password }));
      const states = (report.server.published ?? []).map(({ url, state }) => `${new URL(url).hostname} ${state}`);
      assert.deepEqual(states.toSorted(), [
        ...Array<string>(2).fill('inside.corp.example unreachable'),
        ...Array<string>(2).fill(`${mail} authenticates`),
      ]);
      const bad = report.findings.filter(({ id, status }) => id === 'mapi.published' && status === 'warn');
      assert.equal(bad.length, 2);
      assert.equal(report.verdict, 'attention', 'the external address is enough to work');
    }));
  test('is never asked over plain http, and never with the password', () =>
    withSite(
      { answer: bluemind({ ...settings(mail), body: (settings(mail).body ?? '').replaceAll('<InternalUrl>https', '<InternalUrl>http') }) },
      async (rig) => {
        const report = reportOf(await rig.check({ password }));
        assert.ok(report.server.published?.some(({ url, state }) => url.startsWith('http:') && state === 'unreachable'));
        assert.ok(rig.servers.requests.every(({ tls, url }) => tls || !url.startsWith('/mapi')));
        assert.equal(rig.authorised().length, 1);
      },
    ));
});

describe('the login page', () => {
  test('is looked for under the external URL and on the autodiscover host', () =>
    withSite({ answer: bluemind(settings(mail)) }, async ({ check }) => {
      const report = reportOf(await check());
      assert.equal(report.server.login?.url, `https://${mail}/login/`);
      assert.equal(report.server.loginAutodiscover?.url, `https://${host}/login/`);
      assert.equal(findingIn(report, 'server.loginAutodiscover')?.status, 'pass');
      assert.equal(report.server.confidence, 'high');
    }));
  test('that is missing on the autodiscover host is a warning with the name to add', () =>
    withSite(
      {
        answer: bluemind(settings(mail), (request: Recorded) =>
          request.host === host && request.url.startsWith('/login/') ? { status: 404 } : undefined,
        ),
      },
      async ({ check }) => {
        const found = findingIn(reportOf(await check()), 'server.loginAutodiscover');
        assert.equal(found?.status, 'warn');
        assert.equal(found.remedy?.copy, host);
      },
    ));
});

describe('a changed address', () => {
  const to = (address: string): Answer =>
    autodiscover(`<Account><Action>redirectAddr</Action><RedirectAddr>${address}</RedirectAddr></Account>`);
  const site = (address: string): Site => ({
    answer: (request) => {
      if (!request.tls || !request.url.startsWith('/autodiscover')) return undefined;
      if (request.host === host) return to(address);
      return request.host === 'autodiscover.new.corp.example' ? challenge : undefined;
    },
  });
  test('is asked for anew, everywhere Outlook would', () =>
    withSite(site('user@new.corp.example'), async ({ check, servers }) => {
      const report = reportOf(await check());
      assert.deepEqual([report.outlook.now.route, report.outlook.now.address], ['autodiscoverDomain', 'user@new.corp.example']);
      assert.equal(findingIn(report, 'autodiscover.redirectAddress')?.remedy?.copy, 'user@new.corp.example');
      const asked = servers.requests.filter((request) => request.host === 'autodiscover.new.corp.example' && request.tls);
      assert.ok(asked.some(({ raw }) => raw.includes('<EMailAddress>user@new.corp.example</EMailAddress>')));
    }));
  test('in another company is not followed', () =>
    withSite(site('user@other.example'), async ({ check, servers }) => {
      const report = reportOf(await check());
      assert.equal(report.routes.find(({ route }) => route === 'autodiscoverDomain')?.redirects[0]?.reason, 'foreignHost');
      assert.ok(servers.requests.every((request) => request.host.endsWith('corp.example')));
    }));
  test('that leads to a next and a next is given up after two', () =>
    withSite(
      {
        answer: (request) => {
          const [, number] = /n(\d+)@/.exec(request.raw) ?? [];
          return request.tls && request.url.startsWith('/autodiscover') && request.host.startsWith('autodiscover.')
            ? to(`n${Number(number ?? 0) + 1}@corp.example`)
            : undefined;
        },
      },
      async ({ check }) => {
        const report = reportOf(await check());
        assert.equal(report.outlook.now.route, null);
        const asked = new Set(report.routes.flatMap(({ address }) => address ?? []));
        assert.deepEqual([...asked].toSorted(), ['n1@corp.example', 'n2@corp.example']);
      },
    ));
});

describe('a value of this PC', () => {
  const well: Site = { answer: bluemind(settings(mail)) };
  const check = (request: Partial<ReachRequest>, judged: (report: ReturnType<typeof reportOf>, seen: readonly Recorded[]) => void) =>
    withSite(well, async (rig) => judged(reportOf(await rig.check(request)), rig.servers.requests));
  const off = { ...untouched, exchange: { user: { mapihttpdisabled: dword(1) }, policy: {} } };

  test('that switches MAPI over HTTP off is cured by the keys where they may', () =>
    check({ valuesNow: off, valuesAfter: () => untouched }, (report, seen) => {
      assert.equal(findingIn(report, 'outlook.mapiHttp')?.status, 'warn');
      assert.equal(findingIn(report, 'outlook.now')?.status, 'warn');
      assert.equal(report.verdict, 'attention');
      assert.equal(report.next?.remedy, 'applyKeys');
      assert.ok(seen.some(({ raw }) => raw.includes('X-MapiHttpCapability')));
    }));
  test('that a policy holds blocks, is shown with its place, and Outlook no longer asks for MAPI', () => {
    const held = { ...untouched, exchange: { user: {}, policy: { mapihttpdisabled: dword(1) } } };
    return check({ valuesNow: held, valuesAfter: () => held }, (report, seen) => {
      const found = findingIn(report, 'outlook.mapiHttp');
      assert.equal(found?.status, 'fail');
      assert.deepEqual([found.remedy?.id, found.remedy?.who], ['changePolicy', ['policyAdmin']]);
      assert.equal(found.remedy?.copy, 'HKCU\\Software\\Policies\\Microsoft\\Exchange!MapiHttpDisabled');
      assert.equal(report.verdict, 'blocked');
      assert.equal(report.next?.finding, 'outlook.mapiHttp');
      assert.ok(seen.every(({ raw }) => !raw.includes('X-MapiHttpCapability')));
    });
  });
  test('that makes profiles by Active Directory is a finding, and a worse one where a policy holds it', () => {
    const zero = { ...untouched, policy: { zeroconfigexchange: dword(1) } };
    return check({ valuesNow: zero, valuesAfter: () => zero }, (report) => {
      assert.equal(findingIn(report, 'outlook.zeroConfig')?.remedy?.id, 'changePolicy');
      assert.equal(report.verdict, 'attention');
    });
  });
  test('that sets how long Outlook waits is told', () =>
    check({ valuesNow: { ...untouched, user: { timeout: dword(60) } } }, (report) => {
      assert.equal(findingIn(report, 'outlook.timeout')?.data.seconds, 60);
    }));
});
