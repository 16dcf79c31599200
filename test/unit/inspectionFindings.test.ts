// What an inspection means is judged for the BlueMind version, the address, and the hosts at which a check found BlueMind.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspectionFindings } from '../../electron/job/inspectionFindings.ts';
import type { Circumstances } from '../../electron/job/inspectionRule.ts';
import { allFindings } from '../../electron/job/findings.ts';
import { jobVerdict, noResults, stepReports } from '../../electron/job/results.ts';
import { findingSchema, type Finding } from '../../electron/model/finding.ts';
import type { Inspection, OutlookInstall, Profile } from '../../electron/model/outlook.ts';
import { languages } from '../../electron/model/walk.ts';
import { phrasing } from '../../electron/report/phrasing.ts';
import { findingSections } from '../../electron/report/findings.ts';
import { exampleReport } from './reportExample.ts';

const email = 'user@practice.example';
const outlook = (product: OutlookInstall['product'], more: Partial<OutlookInstall> = {}): OutlookInstall => ({
  office: '16.0',
  product,
  version: '16.0.1',
  bitness: 'x64',
  technology: 'clickToRun',
  path: `C:\\${product}\\OUTLOOK.EXE`,
  ...more,
});
const newOutlook = { version: null, opens: false, switchHidden: false, migration: 'unset', decidedBy: null } as const;
const inspection: Inspection = {
  practice: false,
  workstation: 'windows',
  computer: 'DESK-042',
  user: 'CORP\\user',
  system: 'Windows 11 Pro 24H2 (26100)',
  domainJoined: true,
  address: null,
  registry: 'native',
  outlooks: [outlook('Outlook 2021')],
  running: [],
  profiles: [],
  bluemind: '5',
  newOutlook,
  addIns: [],
  connectors: [],
  policies: [],
  remembered: [],
};

/** Everything told must fit the schema and have its sentences in every language, filled with nothing missing. */
function checked(findings: readonly Finding[]): readonly Finding[] {
  for (const finding of findings) {
    assert.deepEqual(findingSchema.parse(finding), finding);
    for (const language of languages) {
      const text = JSON.stringify(findingSections([finding], phrasing(language)));
      assert.doesNotMatch(text, /\{\{|findings:|\$t\(|undefined/, text);
    }
  }
  return findings;
}

const find = (change: Partial<Inspection>, circumstances: Circumstances = { email }): readonly Finding[] =>
  checked(inspectionFindings({ ...inspection, ...change }, circumstances));
const short = (findings: readonly Finding[], id: string): readonly string[] =>
  findings.filter((finding) => finding.id === id).map(({ status, remedy }) => [status, ...(remedy ? [remedy.id] : [])].join(' '));

describe('the Outlook that Windows opens', () => {
  const cases: readonly (readonly [OutlookInstall['product'], string, readonly string[]])[] = [
    ['Outlook 2021', '5', ['pass']],
    ['Microsoft 365', '5', ['info']],
    ['Outlook 2016', '5', ['pass', 'warn updateOutlook']],
    ['Outlook 2013', '5', ['fail updateOutlook', 'warn updateOutlook']],
    ['Outlook 2010', '4', ['warn askBluemind']],
    ['Outlook 2016', '4', ['pass']],
  ];
  for (const [product, bluemind, expected] of cases) {
    test(`${product} for BlueMind ${bluemind}: ${expected.join(', ')}`, () => {
      assert.deepEqual(short(find({ outlooks: [outlook(product)], bluemind }), 'outlook.supported'), expected);
    });
  }

  test('is the one judged, although a newer one is there', () => {
    const outlooks = [outlook('Outlook 2013', { office: '15.0', opens: true }), outlook('Outlook 2021', { opens: false })];
    assert.deepEqual(
      find({ outlooks })
        .map(({ id, status, subject }) => `${id} ${status} ${subject}`)
        .slice(0, 2),
      ['outlook.installed pass Outlook 2013', 'outlook.supported fail Outlook 2013'],
    );
  });

  test('that is unsupported keeps the job from being ready; one without guarantee does not', () => {
    const steps = (product: OutlookInstall['product']) =>
      stepReports({ ...noResults, inspection: { ...inspection, outlooks: [outlook(product)] } })[0]?.state;
    assert.equal(steps('Outlook 2013'), 'attention');
    assert.equal(steps('Outlook 2016'), 'done');
    assert.equal(jobVerdict([{ step: 'inspect', state: 'attention', changed: false }]), 'attention');
  });
});

test('Windows before 10 is too old; an unknown build says nothing', () => {
  const pc = {
    timeZone: { name: 'x', offsetMinutes: 0, daylightOff: false },
    now: '',
    proxy: { kind: 'direct' },
    tlsInspectors: [],
  } as const;
  const withBuild = (build: number | null) => short(find({ pc: { ...pc, build, tlsInspectors: [] } }), 'pc.windows');
  assert.deepEqual(withBuild(9600), ['fail updateWindows']);
  assert.deepEqual(withBuild(10_240), ['pass']);
  assert.deepEqual(withBuild(null), []);
});

describe('new Outlook', () => {
  test('that opens is cured by the keys; one that is only installed is well', () => {
    assert.deepEqual(short(find({ newOutlook: { ...newOutlook, opens: true } }), 'newOutlook.opens'), ['warn applyKeys']);
    assert.deepEqual(short(find({ newOutlook: { ...newOutlook, version: '1.2' } }), 'newOutlook.opens'), ['pass']);
    assert.deepEqual(short(find({}), 'newOutlook.opens'), []);
  });

  test('may take over a subscription by itself, unless somebody forbade it, and only a subscription', () => {
    const moved = (migration: 'unset' | 'blocked' | 'demanded', product: OutlookInstall['product'] = 'Microsoft 365') =>
      short(
        find({ outlooks: [outlook(product)], newOutlook: { ...newOutlook, migration, decidedBy: 'HKCU\\x!y' } }),
        'newOutlook.migration',
      );
    assert.deepEqual(moved('unset'), ['info']);
    assert.deepEqual(moved('blocked'), ['pass']);
    assert.deepEqual(moved('demanded'), ['warn changePolicy']);
    assert.deepEqual(moved('demanded', 'Outlook 2021'), []);
  });
});

test('the old connector is refused by BlueMind 5 and only superfluous with 4', () => {
  const addIns = [
    { progId: 'BlueMind.Connect', name: 'BlueMind', path: 'HKCU\\x', scope: 'user', loads: 'startup', connected: true, bluemind: true },
  ] as const;
  assert.deepEqual(short(find({ addIns: [...addIns] }), 'outlook.connector'), ['warn uninstallConnector']);
  assert.deepEqual(short(find({ addIns: [...addIns], bluemind: '4' }), 'outlook.connector'), ['info uninstallConnector']);
  assert.deepEqual(short(find({ addIns: [{ ...addIns[0], bluemind: false }] }), 'outlook.connector'), []);
});

describe('policies', () => {
  const place = 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0\\Outlook\\Setup!ModifyAccounts';
  const policies = [{ id: 'modifyAccounts', place, data: { type: 'REG_DWORD', data: 1 } }] as const;

  test('are told with who can change them, and what to look for', () => {
    const [finding] = find({ policies: [...policies] }).filter(({ id }) => id === 'outlookPolicy.modifyAccounts');
    assert.deepEqual(finding?.remedy, { id: 'changePolicy', who: ['policyAdmin'], data: { place }, copy: place });
  });

  test('that the plan of the keys meets too are told once', () => {
    const { plan } = exampleReport();
    assert.ok(plan);
    const [template] = plan.keys;
    assert.ok(template);
    const blocked = {
      ...template,
      path: place.split('!')[0] ?? '',
      name: 'modifyaccounts',
      state: 'blockedByPolicy',
      policy: null,
    } as const;
    const told = (found: Inspection['policies']) =>
      allFindings({ ...noResults, inspection: { ...inspection, policies: found }, plan: { ...plan, keys: [blocked] } })
        .filter(({ id }) => id === 'keys.policy' || id.startsWith('outlookPolicy.'))
        .map(({ id }) => id);
    assert.deepEqual(told([...policies]), ['outlookPolicy.modifyAccounts']);
    assert.deepEqual(told([]), ['keys.policy']);
  });

  test('of every kind have sentences', () => {
    const all = ['modifyAccounts', 'disableExchange', 'cachedMode', 'syncWindow', 'authenticationService', 'savedPassword'] as const;
    const more = ['msoAuth', 'rpcProxy', 'maxAccounts', 'singleAccount', 'signIn'] as const;
    const found = [...all, ...more].map((id) => ({ id, place: `HKCU\\x!${id}`, data: { type: 'REG_DWORD', data: 9 } as const }));
    assert.equal(find({ policies: found }).filter(({ id }) => id.startsWith('outlookPolicy.')).length, 11);
  });
});

describe('profiles with an Exchange account', () => {
  const profile = (name: string, ...accounts: Profile['accounts']): Profile => ({
    name,
    office: '16.0',
    default: false,
    blank: false,
    accounts,
  });
  const exchange = (name: string) => ({ kind: 'exchange', name, service: 'MSEMS', server: null }) as const;

  test('are named, with whether Outlook opens them; that of the address itself is not', () => {
    const profiles = [
      { ...profile('Old', exchange('old@corp.example')), default: true, office365: true },
      profile('Half', { kind: 'possibleExchange', name: 'half', service: null, server: null }),
      profile('BlueMind', exchange('User@Practice.example')),
      profile('Both', exchange(email), exchange('other@corp.example')),
      profile('IMAP', { kind: 'imap', name: 'x', service: null, server: null }),
    ];
    const told = find({ profiles }).filter(({ id }) => id === 'profile.exchangeElsewhere');
    assert.deepEqual(
      told.map(({ status, subject, data }) => [status, subject, data.opened, data.kind]),
      [
        ['info', 'Old', 'yes', 'office365'],
        ['info', 'Half', 'no', 'unknown'],
        ['info', 'Both', 'no', 'unknown'],
      ],
    );
  });
});

describe('a remembered answer', () => {
  const answer = (change: Partial<NonNullable<Inspection['remembered']>[number]> = {}) => ({
    name: `16\\AutoD.${email}.xml`,
    bytes: 1,
    changedAt: '2026-01-01T00:00:00.000Z',
    address: email,
    hosts: ['outlook.office365.com'],
    office365: true,
    ...change,
  });
  const told = (answers: NonNullable<Inspection['remembered']>, circumstances?: Circumstances) =>
    short(find({ remembered: answers }, circumstances), 'outlook.autodiscoverCache');
  const { check } = exampleReport();
  assert.ok(check);
  const elsewhere = answer({ hosts: ['exchange.corp.example'], office365: false });
  const known = { ...check, server: { ...check.server, product: 'bluemind' } } as const;
  const host = new URL(known.outlook.afterKeys.url ?? '').hostname;

  test('that leads the address to Microsoft 365 misleads it', () => assert.deepEqual(told([answer()]), ['warn removeCaches']));
  test('of another address does not', () => assert.deepEqual(told([answer({ address: 'other@practice.example' })]), ['pass']));
  test('of nobody known does not', () => assert.deepEqual(told([answer({ address: null })]), ['pass']));
  test('cannot be judged without an address', () => assert.deepEqual(told([answer()], { email: '' }), ['info']));
  test('of another server misleads once a check knows BlueMind’s', () => {
    assert.deepEqual(told([elsewhere]), ['pass']);
    assert.deepEqual(told([elsewhere], { email, check: known }), ['warn removeCaches']);
    assert.deepEqual(told([answer({ hosts: [host], office365: false })], { email, check: known }), ['pass']);
    assert.deepEqual(told([elsewhere], { email, check: { ...known, server: { ...known.server, product: 'other' } } }), ['pass']);
  });
  test('is named with the command that puts it away', () => {
    const [finding] = find({ remembered: [answer()] }).filter(({ id }) => id === 'outlook.autodiscoverCache');
    assert.equal(finding?.remedy?.copy, `caches remove --file "16\\AutoD.${email}.xml"`);
  });
  test('is nothing to tell where there is none', () => assert.deepEqual(told([]), []));
});

describe('an account of its own that runs the program', () => {
  test('is told, with whose the parts of a check are', () => {
    const [told] = find({ runBy: 'CORP\\technician' }).filter(({ id }) => id === 'pc.otherAccount');
    assert.deepEqual([told?.status, told?.data], ['info', { runBy: 'CORP\\technician', user: 'CORP\\user' }]);
  });

  test('is not spoken of where the person runs it', () => {
    assert.deepEqual(short(find({}), 'pc.otherAccount'), []);
  });
});
