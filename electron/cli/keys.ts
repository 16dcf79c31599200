// `keys plan | apply | undo | list`: registry values against a catalogue.
import type { JobContext } from '../job/context.ts';
import { applyKeys, changedSince, planKeys, undoKeys, type KeysInput } from '../job/keys.ts';
import type { Plan } from '../model/keys.ts';
import { success, type Result } from '../model/result.ts';
import { decideAddress } from '../policy/address.ts';
import { planSection, type PlanDetail } from '../report/keySections.ts';
import type { Fact, Outline } from '../report/outline.ts';
import type { Phrasing } from '../report/phrasing.ts';
import { terminalOutline } from './outlines.ts';
import type { CommandRun, Session } from './session.ts';

/** An assumed address will do: the keys depend on its domain alone. */
function keysInput({ settings }: Session, { workstation }: JobContext): KeysInput {
  const { catalogue, chosen } = settings;
  const { email } = decideAddress(settings, workstation.identity);
  return { catalogue, chosen, ...(email === null ? {} : { email }) };
}

async function plan(session: Session): Promise<Result<Plan>> {
  const job = await session.context();
  return job.ok ? planKeys(job.value, keysInput(session, job.value), session.call) : job;
}

export const planCommand: CommandRun = async (session) => {
  const planned = await plan(session);
  if (!planned.ok) return planned;
  const { counts } = planned.value;
  return success({
    document: planned.value,
    exitStatus: counts.change === 0 && counts.blockedByPolicy === 0 ? 0 : 1,
    outline: () => planOutline(planned.value, 'pending', planHeadline(planned.value, session.words), session.words),
  });
};

export const listCommand: CommandRun = async (session) => {
  const planned = await plan(session);
  if (!planned.ok) return planned;
  return success({ document: planned.value, exitStatus: 0, outline: () => planOutline(planned.value, 'all', null, session.words) });
};

export const applyCommand: CommandRun = async (session) => {
  const { words, call } = session;
  const possible = session.canConfirm();
  if (!possible.ok) return possible;
  const before = await plan(session);
  if (!before.ok) return before;
  if (before.value.counts.change > 0) {
    const preview = planOutline(before.value, 'pending', planHeadline(before.value, words), words);
    const yes = await session.confirm(words.sentence('cli:confirm.apply', { count: before.value.counts.change }), preview);
    if (!yes.ok) return yes;
  }
  const job = await session.context();
  if (!job.ok) return job;
  const applied = await applyKeys(job.value, keysInput(session, job.value), call);
  if (!applied.ok) return applied;
  const { value } = applied;
  const blocked = value.plan.keys.some((key) => key.state === 'blockedByPolicy' && key.level !== 'optional');
  const written = new Set(before.value.keys.filter((key) => key.state === 'change').map((key) => key.id));
  const shown = {
    ...value.plan,
    keys: value.plan.keys.filter((key) => written.has(key.id) || key.state === 'change' || key.state === 'blockedByPolicy'),
  };
  const headline: Outline['headline'] =
    value.changed === 0
      ? { tone: 'good', text: words.t('cli:keys.nothingWritten') }
      : { tone: 'good', text: words.sentence('cli:keys.applied', { count: value.changed }) };
  return success({
    document: value,
    exitStatus: blocked ? 1 : 0,
    outline: () => planOutline(shown, 'pending', headline, words, writtenFacts(value, words)),
  });
};

function writtenFacts(
  { backup, journal }: { readonly backup: string | null; readonly journal: string | null },
  words: Phrasing,
): readonly Fact[] {
  return [
    ...(backup === null ? [] : [{ label: words.t('report:label.backup'), value: backup }]),
    ...(journal === null ? [] : [{ label: words.t('report:label.journal'), value: journal }]),
  ];
}

export const undoCommand: CommandRun = async (session) => {
  const { words, call } = session;
  const possible = session.canConfirm();
  if (!possible.ok) return possible;
  const job = await session.context();
  if (!job.ok) return job;
  const changed = session.settings.force ? await changedSince(job.value) : success([]);
  if (!changed.ok) return changed;
  const overwrite = changed.value;
  const question =
    overwrite.length === 0 ? words.t('cli:confirm.undo') : words.sentence('cli:confirm.undoAll', { count: overwrite.length });
  const yes = await session.confirm(question, overwrite.length === 0 ? undefined : changedOutline(overwrite, job.value, words));
  if (!yes.ok) return yes;
  const undone = await undoKeys(job.value, { ...keysInput(session, job.value), overwrite }, call);
  if (!undone.ok) return undone;
  const { value } = undone;
  return success({
    document: value,
    exitStatus: 0,
    outline: () =>
      terminalOutline(words, {
        practice: value.practice,
        headline: { tone: 'good', text: words.sentence('cli:keys.undone', { count: value.restored }) },
        facts: writtenFacts({ backup: null, journal: value.journal }, words),
      }),
  });
};

/** Each value that would be overwritten, before the person decides. */
function changedOutline(places: readonly string[], { workstation }: JobContext, words: Phrasing): Outline {
  const facts = places.map((value) => ({ label: words.t('cli:keys.changedSince'), value, tone: 'attention' }) as const);
  return terminalOutline(words, { practice: workstation.kind === 'practice', headline: null, facts });
}

function planHeadline({ counts }: Plan, words: Phrasing): NonNullable<Outline['headline']> {
  if (counts.change > 0) return { tone: 'attention', text: words.sentence('cli:keys.pending', { count: counts.change }) };
  if (counts.blockedByPolicy > 0) return { tone: 'bad', text: words.sentence('cli:keys.blocked', { count: counts.blockedByPolicy }) };
  return { tone: 'good', text: words.t('cli:keys.inPlace') };
}

function planOutline(plan: Plan, detail: PlanDetail, headline: Outline['headline'], words: Phrasing, facts: readonly Fact[] = []): Outline {
  return terminalOutline(words, {
    practice: plan.practice,
    headline,
    facts: [
      ...facts,
      ...(plan.interrupted === null
        ? []
        : [
            {
              label: words.t('cli:keys.interruptedLabel'),
              value: words.sentence('cli:keys.interrupted', { journal: plan.interrupted }),
              tone: 'attention',
            } as const,
          ]),
    ],
    sections: plan.keys.length === 0 ? [] : [planSection(plan, detail, words)],
  });
}
