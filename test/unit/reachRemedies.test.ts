// Whatever fails or warns comes with what to do, who can do it, and the thing to copy; and one of them is named as the first.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { findingStatuses, remedyActors, remedySchema, type Finding } from '../../electron/model/finding.ts';
import { findingOfNext, nextStep } from '../../electron/model/nextStep.ts';
import { languages } from '../../electron/model/walk.ts';
import { commandFor, excludeRoute, trustHost } from '../../electron/reach/commands.ts';
import { finding, isReachFinding, reachFindings, type ReachFindingId } from '../../electron/reach/findings.ts';
import { hasSentence } from '../../electron/words/translate.ts';

const ids = Object.keys(reachFindings).filter((id): id is ReachFindingId => isReachFinding(id));
const asking = ids.flatMap((id) => {
  const statuses: readonly Finding['status'][] = reachFindings[id].statuses;
  return statuses.filter((status) => status === 'fail' || status === 'warn').map((status) => ({ id, status }));
});

describe('the remedy of', () => {
  for (const { id, status } of asking) {
    test(`${id} as ${status} says what to do in every language, and who can do it`, () => {
      const { remedy } = finding(id, status, 'corp.example');
      assert.ok(remedy);
      assert.ok(remedySchema.safeParse(remedy).success);
      assert.ok(remedy.who.length > 0 && remedy.who.every((who) => remedyActors.includes(who)));
      for (const language of languages) {
        assert.ok(hasSentence(language, `findings:remedy.${remedy.id}`), `${language} lacks remedy.${remedy.id}`);
        for (const who of remedy.who) assert.ok(hasSentence(language, `common:who.${who}`));
      }
    });
  }
});

test('what passes or informs has no remedy', () => {
  for (const id of ids) {
    const statuses: readonly Finding['status'][] = reachFindings[id].statuses;
    for (const status of statuses.filter((each) => each !== 'fail' && each !== 'warn')) {
      assert.equal(finding(id, status, 'corp.example').remedy, undefined);
    }
  }
});

describe('what is to be copied', () => {
  test('is the value that keeps Outlook off a route', () => {
    const expected =
      'reg add "HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover" /v ExcludeHttpsRootDomain /t REG_DWORD /d 1 /f';
    assert.equal(excludeRoute('rootDomain', '16.0'), expected);
    assert.equal(excludeRoute('autodiscoverDomain', '16.0'), undefined);
  });
  test('is the value that lets Outlook follow a host', () => {
    const expected =
      'reg add "HKCU\\Software\\Microsoft\\Office\\15.0\\Outlook\\AutoDiscover\\RedirectServers" /v mail.corp.example /t REG_SZ /f';
    assert.equal(trustHost('mail.corp.example', '15.0'), expected);
  });
  test('is the command that shows whether a host can be reached', () => {
    assert.equal(finding('tcp.timeout', 'fail', 'mail.corp.example').remedy?.copy, 'Test-NetConnection mail.corp.example -Port 443');
  });
  test('never holds what a server could have slipped into a host name', () => {
    const hostile = ['a.example&calc', 'a.example;reboot', '$(reboot).example', '`reboot`', 'a b', '"x"', '-Port', 'a\nb', "a'b", ''];
    for (const host of hostile) {
      assert.equal(trustHost(host, '16.0'), undefined, host);
      assert.equal(commandFor('openFirewall', host), undefined, host);
    }
    fc.assert(
      fc.property(fc.string(), (host) => {
        const command = commandFor('openFirewall', host);
        assert.ok(command === undefined || /^Test-NetConnection [a-z0-9.-]+ -Port 443$/.test(command));
      }),
    );
  });
});

describe('the first thing to do', () => {
  const of = (...found: readonly (readonly [ReachFindingId, Finding['status']])[]) =>
    nextStep(found.map(([id, status]) => finding(id, status, 'x')));
  test('is nothing where all is well', () => assert.equal(of(['outlook.now', 'pass'], ['dns.srv', 'info']), null));
  const cases: readonly (readonly [string, readonly (readonly [ReachFindingId, Finding['status']])[], ReachFindingId])[] = [
    [
      'a failure before a warning',
      [
        ['tls.expiresSoon', 'warn'],
        ['mapi.nspi', 'fail'],
      ],
      'mapi.nspi',
    ],
    [
      'a cause before what follows from it',
      [
        ['outlook.afterKeys', 'fail'],
        ['route.autodiscoverDomain', 'fail'],
        ['tls.expired', 'fail'],
      ],
      'tls.expired',
    ],
    [
      'the name before the connection',
      [
        ['tcp.refused', 'fail'],
        ['dns.autodiscover', 'fail'],
      ],
      'dns.autodiscover',
    ],
    [
      'the server before the registry, while both fail',
      [
        ['dns.office365', 'fail'],
        ['http.coreDown', 'fail'],
      ],
      'http.coreDown',
    ],
    [
      'the registry where it cures the rest',
      [
        ['outlook.now', 'warn'],
        ['tls.expiresSoon', 'warn'],
      ],
      'outlook.now',
    ],
    [
      'the sign-in before the route that ends there',
      [
        ['route.autodiscoverDomain', 'fail'],
        ['signIn.password', 'fail'],
      ],
      'signIn.password',
    ],
  ];
  for (const [sentence, found, expected] of cases) test(`is ${sentence}`, () => assert.equal(of(...found)?.finding, expected));

  test('is always one of the findings, whatever they are', () => {
    const any = fc.array(
      fc.constantFrom(...ids).chain((id) => fc.record({ id: fc.constant(id), status: fc.constantFrom(...reachFindings[id].statuses) })),
    );
    fc.assert(
      fc.property(any, (found) => {
        const findings = found.map(({ id, status }, at) => finding(id, status, `subject ${at}`));
        const next = nextStep(findings);
        assert.equal(
          next === null,
          findings.every(({ remedy }) => remedy === undefined),
        );
        if (next) assert.ok(findingOfNext(findings, next)?.remedy);
      }),
    );
  });
});

test('every status that the table lists is one there is', () => {
  for (const { status } of asking) assert.ok(findingStatuses.includes(status));
});
