// The findings of the job's own steps can be told in every language, and are judged as the results say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allFindings, jobFindings } from '../../electron/job/findings.ts';
import { jobVerdict, noResults, stepReports, type Results } from '../../electron/job/results.ts';
import type { Inspection, Profile, ProfileVerification } from '../../electron/model/outlook.ts';
import type { Plan } from '../../electron/model/keys.ts';
import { languages } from '../../electron/model/walk.ts';
import { hasSentence } from '../../electron/words/translate.ts';
import { exampleReport } from './reportExample.ts';

const inspection: Inspection = {
  practice: true,
  workstation: 'practice',
  computer: 'DESK-042',
  user: 'user',
  system: 'Windows 11',
  domainJoined: false,
  address: null,
  registry: 'file',
  outlooks: [{ office: '16.0', product: 'Microsoft 365', version: '16.0.1', bitness: 'x64', technology: 'clickToRun', path: 'C:\\Office' }],
  running: [],
  profiles: [],
};
const check = exampleReport().check;
const planInPlace: Plan = {
  practice: true,
  catalogue: 'bluemind-5',
  office: ['16.0'],
  keys: [],
  counts: { right: 10, change: 0, blockedByPolicy: 0, notNeeded: 0 },
  interrupted: null,
  undoable: null,
};
const profile: Profile = { name: 'BlueMind', office: '16.0', default: true, blank: false, accounts: [] };
const verification = (state: ProfileVerification['state']): ProfileVerification => ({ practice: true, name: 'BlueMind', state, profile });
const finished: Results = {
  ...noResults,
  inspection,
  check: check && { ...check, verdict: 'ready' },
  plan: planInPlace,
  profile: verification('bluemind'),
};

for (const language of languages) {
  test(`every status of every finding of the job has its sentence in ${language}`, () => {
    const missing = Object.entries(jobFindings)
      .flatMap(([id, statuses]) => statuses.map((status) => `findings:${id}.${status}` as const))
      .filter((key) => !hasSentence(language, key) && !hasSentence(language, `${key}_other`));
    assert.deepEqual(missing, []);
  });
}

test('a job in which every step is done is ready', () => {
  assert.equal(jobVerdict(stepReports(finished)), 'ready');
});

const cases: readonly (readonly [string, Partial<Results>, { verdict: string; finding: string }])[] = [
  ['no Outlook', { inspection: { ...inspection, outlooks: [] } }, { verdict: 'blocked', finding: 'outlook.installed fail' }],
  [
    'an open Outlook, which has not seen what was written',
    { inspection: { ...inspection, running: ['OUTLOOK.EXE'] }, applied: [{ practice: false, changed: 1, journal: '1', backup: null }] },
    { verdict: 'attention', finding: 'outlook.closed warn' },
  ],
  [
    'an open Outlook before there is an account',
    { inspection: { ...inspection, running: ['OUTLOOK.EXE'] }, profile: verification('blank') },
    { verdict: 'attention', finding: 'outlook.closed warn' },
  ],
  [
    'values still to be changed',
    { plan: { ...planInPlace, counts: { ...planInPlace.counts, change: 1 }, keys: exampleReport().plan?.keys ?? [] } },
    { verdict: 'attention', finding: 'keys.inPlace fail' },
  ],
  ['an interrupted apply', { plan: { ...planInPlace, interrupted: '1' } }, { verdict: 'attention', finding: 'keys.interrupted warn' }],
  ['a profile without an account', { profile: verification('blank') }, { verdict: 'attention', finding: 'profile.account info' }],
  ['a profile that Outlook does not open', { profileOpens: false }, { verdict: 'attention', finding: 'profile.opened warn' }],
  ['a profile with another account', { profile: verification('otherAccount') }, { verdict: 'blocked', finding: 'profile.account fail' }],
];
for (const [name, change, expected] of cases) {
  test(`${name}: ${expected.finding}, and the job is ${expected.verdict}`, () => {
    const results = { ...finished, ...change };
    const told = allFindings(results).map(({ id, status }) => `${id} ${status}`);
    assert.ok(told.includes(expected.finding), told.join(', '));
    assert.equal(jobVerdict(stepReports(results)), expected.verdict);
  });
}

test('an Outlook that is open with its account, and misses nothing, is at work and in nobody’s way', () => {
  const results = { ...finished, applied: [], inspection: { ...inspection, running: ['OUTLOOK.EXE'] } };
  assert.equal(jobVerdict(stepReports(results)), 'ready');
  assert.ok(allFindings(results).every(({ id }) => id !== 'outlook.closed'));
});

test('steps after one that failed were not tried, and say so', () => {
  const steps = stepReports({ ...noResults, inspection }, ['keys', 'profile', 'firstStart']);
  assert.deepEqual(
    steps.map(({ step, state }) => `${step} ${state}`),
    ['inspect done', 'reach waiting', 'keys skipped', 'profile skipped', 'firstStart skipped', 'report done'],
  );
});
