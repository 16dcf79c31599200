// What the page may ask of the job; remembers what was found and done, for the report.
import { applyKeys, planKeys, undoKeys } from '../job/keys.ts';
import type { JobContext } from '../job/context.ts';
import { openMailApplet, openOutlook } from '../job/firstStart.ts';
import { inspect, judged } from '../job/inspect.ts';
import { putAwayRemembered } from '../job/remembered.ts';
import { createProfile, listProfiles, removeProfile, verifyProfile } from '../job/profile.ts';
import { check, judgeAgain } from '../job/reach.ts';
import { reportDocument } from '../job/report.ts';
import { noResults, type Results } from '../job/results.ts';
import { deleteSignIns, listSignIns } from '../job/signIns.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Language } from '../model/walk.ts';
import { renderReport } from '../report/render.ts';
import type { FirstHandlers } from './firstHandlers.ts';
import { judgeAddress, type Session } from './opening.ts';
import type { Handlers } from './server.ts';

export type JobHandlers = Omit<Handlers, keyof FirstHandlers>;

/** Makes the job's handlers of one page. They share one memory, so that the report tells what this page found and did. */
export function jobHandlers(session: Session): JobHandlers {
  const { workstation, settings, program } = session;
  let results: Results = noResults;
  const { timeoutMs, budgetMs, decided } = settings;
  const contextIn = (language: Language): JobContext => ({ workstation, program, language, timeoutMs, budgetMs, decided });
  const context = contextIn(settings.language);
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

  const withCheck = <T>(outcome: Result<T>) => (outcome.ok ? success({ ...outcome.value, check: results.check }) : outcome);

  return {
    inspect: async ({ catalogue, email }, call) => {
      const read = await remember(inspect(context, { catalogue }, call), (inspection) => ({ inspection }));
      return read.ok ? success(judged(read.value, { email: email ?? '', check: results.check })) : read;
    },
    putAwayRemembered: async (input, call) => {
      const away = await putAwayRemembered(context, input, call);
      return away.ok ? success({ files: [...away.value] }) : away;
    },
    check: (input, call) =>
      remember(check(context, { ...input, chosen: settings.chosen, serverUrl: settings.serverUrl }, call), (report) => {
        const { notice } = judgeAddress(settings, report.email, []);
        return { check: report, email: report.email, notices: notice ? [notice] : [] };
      }),
    planKeys: (input, call) => remember(planKeys(contextIn(input.language), keysInput(input), call), (plan) => ({ plan })),
    applyKeys: async (input, call) => {
      const outcome = await remember(applyKeys(contextIn(input.language), keysInput(input), call), ({ plan, ...applied }) => ({
        plan,
        applied: applied.changed > 0 ? [...results.applied, applied] : results.applied,
      }));
      await registryChanged(input);
      return withCheck(outcome);
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
      return withCheck(outcome);
    },
    listProfiles: () => listProfiles(context),
    createProfile: (input, call) =>
      remember(
        createProfile(context, { name: input.name, default: input.default, ...(input.way ? { way: input.way } : {}) }, call),
        () => ({ profileChanged: true }),
      ),
    removeProfile: (input, call) => {
      if (input.confirmed !== input.name) return Promise.resolve(failure(problem('confirmation.needed', { name: input.name })));
      return remember(removeProfile(context, input, call), () => (results.profile?.name === input.name ? { profile: null } : {}));
    },
    verifyProfile: (input) =>
      remember(verifyProfile(context, { ...input, ...(results.email === '' ? {} : { email: results.email }) }), (profile) => ({
        profile,
        accountAdded: results.accountAdded || (results.profile?.state === 'blank' && profile.state === 'bluemind'),
      })),
    listSignIns: async (input) => {
      const list = await listSignIns(context, { ...input, check: results.check });
      results = { ...results, signIns: list.ok ? list.value : list.problem };
      return list;
    },
    deleteSignIns: (input, call) =>
      remember(deleteSignIns(context, { ...input, check: results.check }, call), ({ list, removed }) => ({
        signIns: list,
        signInsRemoved: results.signInsRemoved + removed.length,
      })),
    openMailApplet: (_input, call) => openMailApplet(context, call),
    openOutlook: async (input, call) => {
      // What the profile held before, so that the report can tell what the first start added.
      const before = await remember(verifyProfile(context, input), (profile) => ({ profile }));
      return before.ok ? openOutlook(context, input, call) : before;
    },
    report: (input) => {
      const document = reportDocument(contextIn(input.language), results);
      return Promise.resolve(success({ ...renderReport(document, input.format, input.language), document }));
    },
    savePdf: async ({ language }, { signal }) => {
      if (!session.savePdf) return failure(problem('request.invalid', { call: 'savePdf', place: '' }));
      const { content, fileName } = renderReport(reportDocument(contextIn(language), results), 'html', language);
      const saved = await session.savePdf({ html: content, fileName: fileName.replace(/[.]html$/, '.pdf') }, signal);
      return saved.ok ? success({ file: saved.value }) : saved;
    },
  };
}
