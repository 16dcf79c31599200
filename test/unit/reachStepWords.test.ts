// The simulation explains itself in words: no reason, outcome or refusal reaches a person as the program's own word.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { routeIds, routeOutcomes, stepDecisions, type OutlookChoice } from '../../electron/model/check.ts';
import { officeVersions } from '../../electron/model/keys.ts';
import { languages, type Language } from '../../electron/model/walk.ts';
import { reasonText, stepText, type Speech } from '../../electron/model/stepWords.ts';
import { reachFindings } from '../../electron/reach/findings.ts';
import { chooseRoute } from '../../electron/reach/outlookChoice.ts';
import { phrasing } from '../../electron/report/phrasing.ts';
import { hasSentence } from '../../electron/words/translate.ts';
import { reports, values } from './reachSimulation.ts';

type Step = OutlookChoice['steps'][number];

/** Reasons of routes that are no findings, and words that the simulation adds. */
const ownReasons = ['notAtAccountCreation', 'primaryDomainOnly', 'notJoined', 'unavailable'];
const ownWords = ['earlierRouteTaken', 'notAsked', 'withoutSign', 'newAddress', 'tooManyAddresses'];
/** Findings that explain a route are those that fail where it is needed, and inform where it is not. */
const explanations = Object.entries(reachFindings).flatMap(([id, { statuses }]) =>
  statuses.length === 2 && statuses.some((status) => status === 'fail') && statuses.some((status) => status === 'info') ? [id] : [],
);
const refusals = ['invalid', 'notHttps', 'credentialsInUrl', 'tooMany', 'loop', 'microsoft', 'parentDomain', 'foreignHost'];

const speech = (language: Language): Speech => {
  const words = phrasing(language);
  return { say: (key, data) => words.sentence(key, data ?? {}), has: (key) => words.optional(key) !== null };
};

for (const language of languages) {
  test(`every reason, decision, question and refusal has its words in ${language}`, () => {
    const keys = [
      ...[...ownReasons, ...ownWords, ...explanations].map((word) => `common:because.${word}` as const),
      ...stepDecisions.map((decision) => `common:decision.${decision}` as const),
      ...(['certificate', 'redirect'] as const).map((question) => `common:asks.${question}` as const),
      ...refusals.map((refusal) => `common:refusal.${refusal}` as const),
      ...(['high', 'medium', 'low'] as const).map((confidence) => `common:confidence.${confidence}` as const),
      'common:route.office365Failsafe' as const,
    ];
    assert.deepEqual(
      keys.filter((key) => !hasSentence(language, key)),
      [],
    );
  });
}

describe('the text of a step', () => {
  const say = speech('en');
  const step = (more: Partial<Step>): Step => ({ route: 'srv', decision: 'passed', because: 'absent', ...more });
  const cases: readonly (readonly [Step, string])[] = [
    [step({}), 'Passed over. Nothing published.'],
    [step({ because: 'http.notFound' }), 'Passed over. There is no Autodiscover service there.'],
    [
      step({ decision: 'excluded', because: 'ExcludeSrvRecord', wouldHave: 'credentials' }),
      'Switched off. Registry value ExcludeSrvRecord. It would have brought: Asks for the sign-in.',
    ],
    [
      step({ decision: 'notReached', because: 'earlierRouteTaken', wouldHave: 'absent' }),
      'Not reached. Outlook stops at the first usable answer. It would have brought: Nothing published.',
    ],
    [
      step({ decision: 'taken', because: 'credentials', asks: 'redirect' }),
      'Taken. Asks for the sign-in. Outlook first asks whether this server may configure the account.',
    ],
    [step({ address: 'a@new.example' }), 'For a@new.example: Passed over. Nothing published.'],
  ];
  for (const [given, expected] of cases) test(`reads “${expected}”`, () => assert.equal(stepText(given, [], say), expected));

  test('tells a reason without words of its own by its outcome', () => {
    const routes = reports({ srv: 'unreachable' }, { srv: { reason: 'brand.newReason' } });
    assert.equal(stepText(step({ because: 'brand.newReason' }), routes, say), 'Passed over. No answer.');
    assert.equal(
      routes.map((route) => reasonText(route, say)).find((text) => text !== null),
      undefined,
    );
  });

  test('holds no word of the program’s own, whatever the routes answered', () => {
    const outcome = fc.constantFrom(...routeOutcomes);
    const reason = fc.constantFrom(null, ...ownReasons, ...explanations);
    const routes = fc.tuple(...routeIds.map((route) => fc.record({ route: fc.constant(route), outcome, reason })));
    fc.assert(
      fc.property(routes, fc.constantFrom(...officeVersions), fc.constantFrom(...languages), (seen, office, language) => {
        const found = reports({}, Object.fromEntries(seen.map(({ route, ...report }) => [route, report])));
        const { steps } = chooseRoute(found, values({ ExcludeScpLookup: 1 }), office);
        for (const each of steps) {
          const text = stepText(each, found, speech(language)).replace('ExcludeScpLookup', '');
          assert.doesNotMatch(text, /\b(?:tls|tcp|http|dns|check|autodiscover)\.[a-z]|\b[a-z]+[A-Z]|\{\{|common:/);
        }
      }),
    );
  });
});
