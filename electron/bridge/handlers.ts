// What the page may ask for, done by the job; remembers what was found and done, for the report.
import { applyKeys, listCatalogues, planKeys, undoKeys } from '../job/keys.ts';
import type { JobContext } from '../job/context.ts';
import { defaultBudgetMs, defaultTimeoutMs } from '../job/context.ts';
import { openOutlook } from '../job/firstStart.ts';
import { inspect } from '../job/inspect.ts';
import { createProfile, listProfiles, removeProfile, verifyProfile } from '../job/profile.ts';
import { check, judgeAgain } from '../job/reach.ts';
import { reportDocument } from '../job/report.ts';
import { noResults, type Results } from '../job/results.ts';
import { parseMailAddress, parseMailDomain } from '../model/mailAddress.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Language } from '../model/walk.ts';
import { renderReport } from '../report/render.ts';
import type { Workstation } from '../workstation/port.ts';
import type { Handlers } from './server.ts';

export interface Session {
  readonly workstation: Workstation;
  readonly language: Language;
  readonly program: { readonly name: string; readonly version: string };
}

const defaultProfileName = 'BlueMind';
const defaultCatalogue = 'bluemind-5';

/** Makes the handlers of one page. They share one memory, so that the report tells what this page found and did. */
export function createHandlers(session: Session): Handlers {
  const { workstation } = session;
  let results: Results = noResults;
  const contextIn = (language: Language): JobContext => ({
    ...session,
    language,
    timeoutMs: defaultTimeoutMs,
    budgetMs: defaultBudgetMs,
  });
  const context = contextIn(session.language);
  const keysInput = (input: { readonly catalogue: string; readonly chosen: readonly string[] }) => ({
    ...input,
    ...(results.email === '' ? {} : { email: results.email }),
  });

  /** Runs work whose value belongs into the results. */
  async function remember<T>(work: Promise<Result<T>>, merge: (value: T) => Partial<Results>): Promise<Result<T>> {
    const outcome = await work;
    if (outcome.ok) results = { ...results, ...merge(outcome.value) };
    return outcome;
  }

  /** What Outlook takes now follows from the registry: judge the last check again after the registry was changed. */
  async function registryChanged(input: { readonly catalogue: string; readonly chosen: readonly string[] }): Promise<void> {
    if (!results.check) return;
    const again = await judgeAgain(context, input, results.check);
    if (again.ok) results = { ...results, check: again.value };
  }

  return {
    start: () =>
      Promise.resolve(
        success({
          product: session.program.name,
          version: session.program.version,
          practice: workstation.kind === 'practice',
          language: session.language,
          address: workstation.identity.address ?? null,
          profileName: defaultProfileName,
          catalogue: defaultCatalogue,
          catalogues: [...listCatalogues(session.language)],
          faults: (workstation.practice?.knownFaults ?? []).map((id) => ({ id, on: workstation.practice?.faults.includes(id) ?? false })),
        }),
      ),
    checkAddress: ({ email, aliases }) => {
      const parsed = parseMailAddress(email);
      return Promise.resolve(
        success({
          domain: parsed.ok ? parsed.value.domain : null,
          email: parsed.ok ? null : parsed.problem,
          aliases: aliases.map((alias) => {
            const domain = parseMailDomain(alias);
            return domain.ok ? null : domain.problem;
          }),
        }),
      );
    },
    inspect: (_input, call) => remember(inspect(context, call), (inspection) => ({ inspection })),
    check: (input, call) => remember(check(context, { ...input, chosen: [] }, call), (report) => ({ check: report, email: report.email })),
    planKeys: (input, call) => remember(planKeys(contextIn(input.language), keysInput(input), call), (plan) => ({ plan })),
    applyKeys: async (input, call) => {
      const outcome = await remember(applyKeys(contextIn(input.language), keysInput(input), call), ({ plan, ...applied }) => ({
        plan,
        applied: applied.changed > 0 ? [...results.applied, applied] : results.applied,
      }));
      await registryChanged(input);
      return outcome;
    },
    undoKeys: async (input, call) => {
      const keys = { catalogue: input.catalogue, chosen: [] };
      const outcome = await remember(
        undoKeys(contextIn(input.language), { ...keysInput(keys), overwrite: input.overwrite }, call),
        ({ plan }) => ({
          plan,
          applied: results.applied.slice(0, -1),
        }),
      );
      await registryChanged(keys);
      return outcome;
    },
    listProfiles: () => listProfiles(context),
    createProfile: (input, call) => remember(createProfile(context, input, call), () => ({ profileChanged: true })),
    removeProfile: (input, call) => {
      if (input.confirmed !== input.name) return Promise.resolve(failure(problem('confirmation.needed', { name: input.name })));
      return remember(removeProfile(context, input, call), () => (results.profile?.name === input.name ? { profile: null } : {}));
    },
    verifyProfile: (input) =>
      remember(verifyProfile(context, { ...input, ...(results.email === '' ? {} : { email: results.email }) }), (profile) => ({
        profile,
        accountAdded: results.accountAdded || (results.profile?.state === 'blank' && profile.state === 'bluemind'),
      })),
    openOutlook: async (input, call) => {
      // What the profile held before, so that the report can tell what the first start added.
      const before = await remember(verifyProfile(context, input), (profile) => ({ profile }));
      return before.ok ? openOutlook(context, input, call) : before;
    },
    report: (input) => {
      const document = reportDocument(contextIn(input.language), results);
      return Promise.resolve(success({ ...renderReport(document, input.format, input.language), document }));
    },
    setFaults: async (input) => {
      if (!workstation.practice) return failure(problem('workstation.unavailable', { kind: 'practice', system: process.platform }));
      const set = await workstation.practice.setFaults(input.faults);
      return set.ok ? success({ faults: [...workstation.practice.faults] }) : set;
    },
  };
}
