// The keys step: which registry values differ from the catalogue, writing them, and taking them back.
import { applyKeys as apply } from '../keys/apply.ts';
import { loadCatalogue } from '../keys/catalogue.ts';
import { makePlan } from '../keys/plan.ts';
import { policiesOf } from '../keys/policyPlaces.ts';
import { changedSince as changed, undoKeys as undo } from '../keys/undo.ts';
import type { ApplyOutcome, Catalogue, KeyFacts, Plan, UndoOutcome } from '../model/keys.ts';
import { parseMailAddress } from '../model/mailAddress.ts';
import { success, type Result } from '../model/result.ts';
import type { Language } from '../model/walk.ts';
import { readKeyFacts } from '../reach/keyFacts.ts';
import { translator } from '../words/translate.ts';
import { officesOf, type Call, type JobContext } from './context.ts';

export interface KeysInput {
  readonly catalogue: string;
  /** Ids of optional keys that a person chose. */
  readonly chosen: readonly string[];
  /** Lets DNS decide the keys that depend on it; without it they stay as they are. */
  readonly email?: string;
}

/** Compares the workstation with the catalogue; writes nothing. */
export async function planKeys(context: JobContext, input: KeysInput, call: Call): Promise<Result<Plan>> {
  const catalogue = await loadCatalogue(input.catalogue);
  if (!catalogue.ok) return catalogue;
  const facts = await factsFor(context, input.email, call);
  if (!facts.ok) return facts;
  return planWithFacts(context, catalogue.value, input.chosen, facts.value);
}

/** Writes what the plan would change, reads it back, and plans anew. */
export async function applyKeys(context: JobContext, input: KeysInput, call: Call): Promise<Result<ApplyOutcome>> {
  const catalogue = await loadCatalogue(input.catalogue);
  if (!catalogue.ok) return catalogue;
  const facts = await factsFor(context, input.email, call);
  if (!facts.ok) return facts;
  return applyWithFacts(context, catalogue.value, input.chosen, facts.value, call);
}

/** Puts back what the newest apply found, and plans anew; values changed since are overwritten only if `overwrite` names them. */
export async function undoKeys(
  context: JobContext,
  { overwrite, ...input }: KeysInput & { readonly overwrite: readonly string[] },
  call: Call,
): Promise<Result<UndoOutcome>> {
  const catalogue = await loadCatalogue(input.catalogue);
  if (!catalogue.ok) return catalogue;
  const facts = await factsFor(context, input.email, call);
  if (!facts.ok) return facts;
  const undone = await undo(context.workstation, null, call.signal, { overwrite, policies: policiesOf(catalogue.value) });
  if (!undone.ok) return undone;
  const plan = await planWithFacts(context, catalogue.value, input.chosen, facts.value);
  if (!plan.ok) return plan;
  return success({ practice: context.workstation.kind === 'practice', ...undone.value, plan: plan.value });
}

/** The values that an undo would have to overwrite although somebody else has changed them since. */
export function changedSince({ workstation }: JobContext): Promise<Result<readonly string[]>> {
  return changed(workstation);
}

/** The plan with facts that are known already, e.g. from a check. */
async function planWithFacts(context: JobContext, catalogue: Catalogue, chosen: readonly string[], facts: KeyFacts): Promise<Result<Plan>> {
  const office = await officesOf(context.workstation);
  if (!office.ok) return office;
  return makePlan(context.workstation, { catalogue, office: office.value, facts, chosen, sentence: sentenceIn(context.language) });
}

/** Plans, writes and plans again with facts that are known already. */
async function applyWithFacts(
  context: JobContext,
  catalogue: Catalogue,
  chosen: readonly string[],
  facts: KeyFacts,
  call: Call,
): Promise<Result<ApplyOutcome>> {
  const before = await planWithFacts(context, catalogue, chosen, facts);
  if (!before.ok) return before;
  const applied = await apply(context.workstation, { catalogueId: catalogue.id, keys: before.value.keys }, call.signal);
  if (!applied.ok) return applied;
  const after = await planWithFacts(context, catalogue, chosen, facts);
  if (!after.ok) return after;
  return success({ practice: context.workstation.kind === 'practice', ...applied.value, plan: after.value });
}

/** A catalogue's sentence in one language: its own text, or a key of the locales. */
function sentenceIn(language: Language): (sentence: string | Readonly<Record<Language, string>>) => string {
  const translate = translator(language);
  return (sentence) => (typeof sentence === 'string' ? translate(`keys:${sentence}`) : sentence[language]);
}

async function factsFor(context: JobContext, email: string | undefined, call: Call): Promise<Result<KeyFacts>> {
  if (email === undefined) return success({});
  const address = parseMailAddress(email);
  if (!address.ok) return address;
  return success(
    await readKeyFacts(context.workstation.network, address.value.domain, { timeoutMs: context.timeoutMs, signal: call.signal }),
  );
}
