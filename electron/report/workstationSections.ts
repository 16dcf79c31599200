// The workstation, its profiles and the steps of the job, as people read them.
import type { Inspection, Profile, WindowsProfileType } from '../model/outlook.ts';
import type { AddIn, Pc, RememberedAnswer } from '../model/pc.ts';
import type { SettingReport } from '../model/settings.ts';
import { registryWords } from '../model/registryWords.ts';
import type { ReportDocument, StepReport } from '../model/walk.ts';
import type { Block, Fact, Row, Section, Tone } from './outline.ts';
import type { Phrasing } from './phrasing.ts';

type MakeFact = (label: string, value: string, tone?: Tone) => Fact;

/** The PC and the Outlooks on it. */
export function workstationSection(inspection: Inspection, words: Phrasing): Section {
  const fact: MakeFact = (label, value, tone) => ({ label: words.t(`report:label.${label}`), value, ...(tone ? { tone } : {}) });
  const yesNo = (value: boolean): string => words.t(value ? 'report:value.yes' : 'report:value.no');
  return {
    heading: words.t('report:heading.workstation'),
    blocks: [
      {
        kind: 'facts',
        facts: [
          fact('computer', inspection.computer),
          fact('user', inspection.user),
          fact('system', inspection.system),
          ...(inspection.runBy === undefined ? [] : [fact('runBy', inspection.runBy)]),
          ...(inspection.profileType === undefined ? [] : [profileTypeFact(inspection.profileType, fact, words)]),
          fact('domainJoined', inspection.pc?.domain ?? yesNo(inspection.domainJoined)),
          ...(inspection.entraJoined === undefined ? [] : [fact('entraJoined', yesNo(inspection.entraJoined))]),
          ...(inspection.address === null ? [] : [fact('address', inspection.address)]),
          ...(inspection.pc ? pcFacts(inspection.pc, fact, words) : []),
          ...outlookFacts(inspection, fact, words),
          ...(inspection.running.length === 0 ? [] : [fact('running', inspection.running.join(', '), 'attention')]),
          ...(inspection.addIns ?? []).map((addIn) => fact('addIn', addInText(addIn, words))),
          ...(inspection.remembered ?? []).map((answer) => fact('remembered', rememberedText(answer, words))),
          ...registryWords(inspection).map((sentence) => fact('registry', words.sentence(`common:${sentence.key}`, sentence.data))),
        ],
      },
    ],
  };
}

function pcFacts(pc: Pc, fact: MakeFact, words: Phrasing): readonly Fact[] {
  const { timeZone, proxy, timeSource } = pc;
  const zone = words.sentence('report:pc.timeZone', { name: timeZone.name, offset: offsetText(timeZone.offsetMinutes) });
  const source = timeSource === 'domain' || timeSource === 'none' ? words.t(`report:pc.timeSource.${timeSource}`) : timeSource;
  return [
    ...(pc.principalName === undefined ? [] : [fact('principalName', pc.principalName)]),
    fact('clock', words.moment(pc.now)),
    fact('timeZone', timeZone.daylightOff ? `${zone}, ${words.t('report:pc.daylightOff')}` : zone),
    ...(source === undefined ? [] : [fact('timeSource', source)]),
    fact('proxy', words.sentence(`report:pc.proxy.${proxy.kind}`, { value: proxy.value ?? '' })),
    ...(pc.tlsInspectors.length === 0 ? [] : [fact('tlsInspectors', pc.tlsInspectors.join(', '))]),
  ];
}

/** `UTC+05:30`: a sign, hours and minutes, as ISO 8601 writes them. */
function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function outlookFacts({ outlooks, newOutlook }: Inspection, fact: MakeFact, words: Phrasing): readonly Fact[] {
  const installed = outlooks.map((install) =>
    fact(
      'outlook',
      [
        install.edition ?? install.product,
        install.version,
        install.bitness,
        words.t(`report:technology.${install.technology}`),
        ...(install.channel === undefined ? [] : [words.t(`common:channel.${install.channel}`)]),
        ...(outlooks.length > 1 && install.opens ? [words.t('report:value.opened')] : []),
      ].join(', '),
    ),
  );
  return [
    ...(installed.length === 0 ? [fact('outlook', words.t('report:value.noOutlook'), 'bad')] : installed),
    ...(newOutlook?.version ? [fact('newOutlook', newOutlook.version)] : []),
  ];
}

function addInText({ name, loads, connected }: AddIn, words: Phrasing): string {
  return words.sentence('report:addIn.line', { name, state: words.t(connected ? `report:addIn.${loads}` : 'report:addIn.off') });
}

function rememberedText({ name, address, hosts }: RememberedAnswer, words: Phrasing): string {
  return words.sentence('report:remembered.line', { name, address, hosts: hosts.length === 0 ? null : [...hosts] });
}

/** A profile that Windows throws away takes the settings and the Outlook profile with it: worth a second look. */
function profileTypeFact(type: WindowsProfileType, fact: MakeFact, words: Phrasing): Fact {
  const isKept = type === 'local' || type === 'roaming';
  return fact('profileType', words.t(`report:profileType.${type}`), isKept ? undefined : 'attention');
}

/** Outlook's profiles with their accounts. */
export function profilesSection(profiles: readonly Profile[], words: Phrasing): Section {
  const columns = ['name', 'office', 'default', 'accounts'].map((column) => words.t(`report:profiles.${column}`));
  const empty: Block = { kind: 'paragraph', text: words.t('report:profiles.none') };
  const rows = profiles.map((profile) => profileRow(profile, words));
  return {
    heading: words.t('report:heading.profiles'),
    blocks: rows.length === 0 ? [empty] : [{ kind: 'table', caption: null, columns, rows }],
  };
}

function profileRow(profile: Profile, words: Phrasing): Row {
  const accounts = profile.accounts.map((account) => {
    const name = account.server === null ? account.name : `${account.name}, ${account.server}`;
    return words.sentence('report:profiles.account', { kind: words.t(`common:accountKind.${account.kind}`), name });
  });
  return {
    cells: [
      { text: profile.name },
      { text: profile.office },
      { text: words.t(profile.default ? 'report:value.yes' : 'report:value.no') },
      { text: profile.blank ? words.t('report:profiles.blank') : String(profile.accounts.length) },
    ],
    notes: accounts,
  };
}

/** What was decided from outside, with where each value comes from; `decisions` leaves out what nobody decided. */
export function settingsSections(inspection: Inspection, which: 'all' | 'decisions', words: Phrasing): readonly Section[] {
  const settings = (inspection.decided?.settings ?? []).filter(({ origin }) => which === 'all' || origin !== 'default');
  if (settings.length === 0) return [];
  const columns = ['name', 'value', 'origin'].map((column) => words.t(`report:settings.${column}`));
  const rows = settings.map(({ name, value, origin }): Row => ({
    cells: [{ text: words.t(`common:setting.${name}`) }, { text: settingText(value, words) }, { text: words.t(`common:origin.${origin}`) }],
    notes: [],
  }));
  return [{ heading: words.t('report:heading.settings'), blocks: [{ kind: 'table', caption: null, columns, rows }] }];
}

function settingText(value: SettingReport['value'], words: Phrasing): string {
  if (typeof value === 'boolean') return words.t(value ? 'report:value.yes' : 'report:value.no');
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return text === '' ? words.t('report:settings.none') : text;
}

const stepTone: Readonly<Record<StepReport['state'], Tone>> = {
  waiting: 'quiet',
  running: 'plain',
  done: 'good',
  attention: 'attention',
  failed: 'bad',
  skipped: 'quiet',
};

/** The steps of the job with their states, and what was written. */
export function stepsSection(document: ReportDocument, words: Phrasing): Section {
  const columns = ['step', 'state', 'changed'].map((column) => words.t(`report:steps.${column}`));
  const rows = document.steps.map((step): Row => ({
    cells: [
      { text: words.t(`common:step.${step.step}`) },
      { text: words.t(`common:stepState.${step.state}`), tone: stepTone[step.state] },
      { text: words.t(step.changed ? 'report:value.changed' : 'report:value.unchanged') },
    ],
    notes: [],
  }));
  const { applied } = document;
  const written: readonly Fact[] =
    applied === null
      ? []
      : [
          { label: words.t('report:label.written'), value: String(applied.changed) },
          ...(applied.backup === null ? [] : [{ label: words.t('report:label.backup'), value: applied.backup }]),
          ...(applied.journal === null ? [] : [{ label: words.t('report:label.journal'), value: applied.journal }]),
        ];
  return {
    heading: words.t('report:heading.steps'),
    blocks: [
      { kind: 'table', caption: null, columns, rows },
      ...(written.length === 0 ? [] : [{ kind: 'facts', facts: written } as const]),
    ],
  };
}

const verificationTone = {
  bluemind: 'good',
  blank: 'good',
  otherAccount: 'bad',
  severalAccounts: 'bad',
  missing: 'bad',
  pending: 'attention',
} as const satisfies Record<NonNullable<ReportDocument['profile']>['state'], Tone>;

/** What the profile holds, in one sentence with its tone. */
export function verificationSentence(
  profile: NonNullable<ReportDocument['profile']>,
  words: Phrasing,
): { readonly text: string; readonly tone: Tone } {
  return { text: words.sentence(`report:verification.${profile.state}`, { name: profile.name }), tone: verificationTone[profile.state] };
}
