// What goes over the wire to whom once a password was typed: the servers themselves say what arrived.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReachRequest } from '../../electron/reach/check.ts';
import { languages, reportFormats, type Progress } from '../../electron/model/walk.ts';
import { renderReport } from '../../electron/report/render.ts';
import { exampleReport } from '../unit/reportExample.ts';
import type { Answer } from '../servers/recordingServers.ts';
import { findingIn, reportOf, untouched, withKeys } from './reachFixture.ts';
import { autodiscover, challenge, settings, withSite, type Rig, type Site } from './reachRig.ts';

const password = 'Pläntéd-€-Šecret';
const mail = 'mail.corp.example';
const host = 'autodiscover.corp.example';
const elsewhere = 'autodiscover.elsewhere.example';
/** Every form in which it could leave: as typed, escaped for XML, HTML, URLs and JSON, and encoded, with and without the name. */
const forms = [
  password,
  encodeURIComponent(password),
  JSON.stringify(password).slice(1, -1),
  ...['utf8', 'latin1'].flatMap((encoding) =>
    [password, `user@corp.example:${password}`].map((text) =>
      Buffer.from(text, encoding as BufferEncoding)
        .toString('base64')
        .slice(0, -4),
    ),
  ),
];
const holdsPassword = (text: string): boolean => forms.some((form) => text.includes(form));

/** Only the autodiscover host asks for a sign-in; what it says afterwards is the case's. */
const asking =
  (after: Answer | null): Site['answer'] =>
  (request) =>
    request.host === host && request.tls ? (request.authorization === undefined ? challenge : after) : undefined;

const redirectTo = (location: string): Answer => ({ status: 302, headers: { location } });

interface Case {
  readonly sentence: string;
  readonly site: Site;
  readonly request?: Partial<ReachRequest>;
  /** How many requests carried credentials. */
  readonly sent: 0 | 1;
  readonly state: 'accepted' | 'refused' | 'notSent' | 'unanswered';
}
const trusting = { ...untouched, redirectServers: [elsewhere] };
const cases: readonly Case[] = [
  { sentence: 'a server that asks and accepts gets it once', site: { answer: asking(settings(mail)) }, sent: 1, state: 'accepted' },
  { sentence: 'a server that refuses it is not tried again', site: { answer: asking(challenge) }, sent: 1, state: 'refused' },
  { sentence: 'a server that forbids it is not tried again', site: { answer: asking({ status: 403 }) }, sent: 1, state: 'refused' },
  {
    sentence: 'a server that fails on it is not tried again',
    site: { answer: asking({ status: 503 }) },
    sent: 1,
    state: 'unanswered',
  },
  { sentence: 'a server that falls silent on it is not tried again', site: { answer: asking(null) }, sent: 1, state: 'unanswered' },
  {
    sentence: 'the answer that sends it on to its own host does not take it there',
    site: { answer: asking(redirectTo(`https://${host}/again/autodiscover.xml`)) },
    sent: 1,
    state: 'accepted',
  },
  {
    sentence: 'the answer that sends it on to another company does not take it there',
    site: { answer: asking(redirectTo(`https://${elsewhere}/autodiscover/autodiscover.xml`)) },
    sent: 1,
    state: 'accepted',
  },
  {
    sentence: 'the answer that sends it on to plain http does not take it there',
    site: { answer: asking(redirectTo(`http://${host}/autodiscover/autodiscover.xml`)) },
    sent: 1,
    state: 'accepted',
  },
  {
    sentence: 'a redirectUrl in the authenticated answer is not followed with it',
    site: { answer: asking(autodiscover(`<Account><Action>redirectUrl</Action><RedirectUrl>https://${mail}/x</RedirectUrl></Account>`)) },
    sent: 1,
    state: 'accepted',
  },
  {
    sentence: 'a redirectAddr in the authenticated answer is not followed with it',
    site: {
      answer: asking(autodiscover('<Account><Action>redirectAddr</Action><RedirectAddr>user@sub.corp.example</RedirectAddr></Account>')),
    },
    sent: 1,
    state: 'accepted',
  },
  {
    sentence: 'a server that never asked does not get it',
    site: { answer: (request) => (request.host === host && request.tls ? settings(mail) : undefined) },
    sent: 0,
    state: 'notSent',
  },
  {
    sentence: 'a server that wants another scheme does not get it',
    site: {
      answer: (request) =>
        request.host === host && request.tls ? { status: 401, headers: { 'www-authenticate': 'Negotiate, NTLM' } } : undefined,
    },
    sent: 0,
    state: 'notSent',
  },
  {
    sentence: 'a question for it over plain http is not heard',
    site: { answer: (request) => (request.tls ? undefined : challenge) },
    sent: 0,
    state: 'notSent',
  },
  {
    sentence: 'another company that the PC was told to trust is asked without it',
    site: {
      answer: ({ host: asked, tls }) =>
        asked === host && tls
          ? redirectTo(`https://${elsewhere}/autodiscover/autodiscover.xml`)
          : asked === elsewhere
            ? challenge
            : undefined,
    },
    request: { valuesNow: trusting },
    sent: 0,
    state: 'notSent',
  },
  {
    sentence: 'an SRV target in another domain is asked without it',
    site: {
      srv: { 'corp.example': elsewhere },
      unknown: [host],
      answer: (request) => (request.host === elsewhere ? challenge : undefined),
    },
    request: { valuesNow: withKeys({ srvOnly: true }) },
    sent: 0,
    state: 'notSent',
  },
  {
    sentence: 'an SRV target in the same domain gets it, once it has asked',
    site: {
      srv: { 'corp.example': mail },
      unknown: [host],
      answer: (request) =>
        request.host === mail && request.tls ? (request.authorization === undefined ? challenge : settings(mail)) : undefined,
    },
    request: { valuesNow: withKeys({ srvOnly: true }) },
    sent: 1,
    state: 'accepted',
  },
  {
    sentence: 'of many routes that ask at the same time one gets it',
    site: {
      srv: { 'corp.example': mail },
      answer: (request) => (request.tls ? challenge : redirectTo(`https://${mail}/x`)),
    },
    request: { aliases: ['alias.example', 'sub.corp.example'] },
    sent: 1,
    state: 'refused',
  },
];

/** What must hold whatever the case: over https, to the mail domain, after a 401 from the same place, never twice. */
function assertRules({ servers, authorised }: Rig): void {
  assert.ok(authorised().length <= 1, 'more than once');
  for (const request of authorised()) {
    assert.ok(request.tls, 'over plain http');
    assert.match(request.host, /(^|\.)corp\.example$/, 'to another company');
    const before = servers.requests.slice(0, servers.requests.indexOf(request));
    assert.ok(
      before.some(({ host: asked, url }) => asked === request.host && url === request.url),
      'before it was asked for',
    );
  }
  const elsewhereSeen = servers.requests.filter(({ authorization }) => authorization === undefined).map(({ raw }) => raw);
  assert.equal(elsewhereSeen.some(holdsPassword), false, 'in a request that is not the sign-in');
}

for (const { sentence, site, request, sent, state } of cases) {
  test(sentence, () =>
    withSite(site, async (rig) => {
      const told: Progress[] = [];
      const result = await rig.check({ password, timeoutMs: 800, ...request }, { onProgress: (progress) => told.push(progress) });
      const report = reportOf(result);
      assert.equal(rig.authorised().length, sent);
      assert.equal(report.signIn, state);
      assertRules(rig);
      const document = exampleReport({ check: report, findings: report.findings });
      const outputs = [
        JSON.stringify(result),
        JSON.stringify(told),
        ...languages.flatMap((language) => reportFormats.map((format) => renderReport(document, format, language).content)),
      ];
      assert.equal(outputs.some(holdsPassword), false, 'in what people see');
    }),
  );
}

test('it leaves as UTF-8 bytes (RFC 7617)', () =>
  withSite({ answer: asking(settings(mail)) }, async (rig) => {
    await rig.check({ password });
    const [, token = ''] = (rig.authorised()[0]?.authorization ?? '').split(' ');
    assert.deepEqual(Buffer.from(token, 'base64'), Buffer.from(`user@corp.example:${password}`, 'utf8'));
  }));

test('characters that are known for trouble are named as a possible reason, without saying which', () =>
  withSite({ answer: asking(challenge) }, async (rig) => {
    const found = findingIn(reportOf(await rig.check({ password })), 'signIn.characters');
    assert.equal(found?.status, 'warn');
    assert.equal(found.remedy?.id, 'changePassword');
    const plain = reportOf(await rig.check({ password: 'Plain-Secret_42!' }));
    assert.equal(findingIn(plain, 'signIn.characters'), undefined);
  }));

test('a check that is stopped while the sign-in is under way ends without a report, and does not begin again', () =>
  withSite({ answer: asking(null) }, async (rig) => {
    const stop = new AbortController();
    const running = rig.check({ password, timeoutMs: 60_000, budgetMs: 60_000 }, { signal: stop.signal });
    while (rig.authorised().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    const result = await running;
    assert.equal(!result.ok && result.problem.code, 'cancelled');
    assert.equal(rig.authorised().length, 1);
    assert.equal(holdsPassword(JSON.stringify(result)), false);
  }));
