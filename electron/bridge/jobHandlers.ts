// What the page may ask of the job; remembers what was found and done, for the report.
import { applyKeys, planKeys, undoKeys } from '../job/keys.ts';
import type { JobContext } from '../job/context.ts';
import { openMailApplet, openOutlook } from '../job/firstStart.ts';
import { inspect, judged } from '../job/inspect.ts';
import { putAwayRemembered } from '../job/remembered.ts';
import { createProfile, ensureProfile, listProfiles, removeProfile, verifyProfile, verifyWanted } from '../job/profile.ts';
import { check, judgeAgain } from '../job/reach.ts';
import { reportDocument } from '../job/report.ts';
import { deleteSignIns, listSignIns } from '../job/signIns.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Language } from '../model/walk.ts';
import { renderReport } from '../report/render.ts';
import type { FirstHandlers } from './firstHandlers.ts';
import { createMemory } from './jobMemory.ts';
import type { Session } from './opening.ts';
import type { Handlers } from './server.ts';

interface KeysRequest {
  readonly catalogue: string;
  readonly chosen: readonly string[];
}

export type JobHandlers = Omit<Handlers, keyof FirstHandlers>;

/** Makes the job's handlers of one page. They share one memory, so that the report tells what this page found and did. */
export function jobHandlers(session: Session): JobHandlers {
  const { workstation, settings, program } = session;
  const { timeoutMs, budgetMs, decided } = settings;
  const contextIn = (language: Language): JobContext => ({ workstation, program, language, timeoutMs, budgetMs, decided });
  const context = contextIn(settings.language);
  const memory = createMemory(settings);
  const { remember } = memory;
  /** Before the check, DNS decides nothing: the values that depend on it stay as they are. */
  const keysInput = ({ catalogue, chosen }: KeysRequest) => {
    const checked = memory.results.check?.email;
    return { catalogue, chosen, ...(checked === undefined ? {} : { email: checked }) };
  };
  const profileInput = (name: string) => {
    const { email } = memory.results;
    return { name, ...(email === '' ? {} : { email }) };
  };

  /** What Outlook takes now follows from the registry: judge the last check again after the registry was changed. */
  async function registryChanged({ catalogue, chosen }: KeysRequest): Promise<void> {
    const { check: last } = memory.results;
    if (!last) return;
    const again = await judgeAgain(context, { catalogue, chosen }, last);
    // A check that ended meanwhile has seen the registry as it is.
    if (again.ok && memory.results.check === last) memory.add({ check: again.value });
  }

  const withCheck = <T>(outcome: Result<T>) => (outcome.ok ? success({ ...outcome.value, check: memory.results.check }) : outcome);

  return {
    inspect: async ({ catalogue, email }, call) => {
      const read = await remember(inspect(context, { catalogue }, call), (inspection) => ({ inspection }));
      return read.ok ? success(judged(read.value, { email: email ?? '', check: memory.checkOf(email) })) : read;
    },
    putAwayRemembered: async (input, call) => {
      const away = await putAwayRemembered(context, input, call);
      return away.ok ? success({ files: [...away.value] }) : away;
    },
    check: (input, call) => {
      memory.about(input.email);
      const work = check(context, { ...input, chosen: settings.chosen, serverUrl: settings.serverUrl }, call);
      return remember(work, (report) => ({ check: report }));
    },
    planKeys: (input, call) => {
      memory.about(input.email);
      return remember(planKeys(contextIn(input.language), keysInput(input), call), (plan) => ({ plan }));
    },
    applyKeys: async (input, call) => {
      memory.about(input.email);
      const work = applyKeys(contextIn(input.language), keysInput(input), call);
      const outcome = await remember(work, ({ plan, ...applied }) => ({
        plan,
        applied: applied.changed > 0 ? [...memory.results.applied, applied] : memory.results.applied,
      }));
      await registryChanged(input);
      return withCheck(outcome);
    },
    undoKeys: async (input, call) => {
      memory.about(input.email);
      const keys = { catalogue: input.catalogue, chosen: [] };
      const work = undoKeys(contextIn(input.language), { ...keysInput(keys), overwrite: input.overwrite }, call);
      const outcome = await remember(work, ({ plan }) => ({ plan, applied: memory.results.applied.slice(0, -1) }));
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
      return remember(removeProfile(context, input, call), () => (memory.results.profile?.name === input.name ? { profile: null } : {}));
    },
    verifyProfile: async (input) => {
      memory.about(input.email);
      if (input.wanted === null) return verifyProfile(context, profileInput(input.name));
      const seen = await remember(verifyWanted(context, { ...profileInput(input.name), default: input.wanted }), ({ profile, opens }) => ({
        profile,
        profileOpens: opens,
        accountAdded: memory.results.accountAdded || (memory.results.profile?.state === 'blank' && profile.state === 'bluemind'),
      }));
      return seen.ok ? success(seen.value.profile) : seen;
    },
    ensureProfile: async (input, call) => {
      memory.about(input.email);
      const { email } = memory.results;
      const wanted = { profileName: input.name, defaultMode: input.default, email, assumed: email === '' };
      // The call itself is the person's yes.
      const allow = () => Promise.resolve(true);
      const ensured = await remember(ensureProfile(context, wanted, allow, call), ({ profile, changed, opens }) => ({
        profile,
        profileOpens: opens,
        profileChanged: memory.results.profileChanged || changed,
      }));
      if (!ensured.ok) return ensured;
      const list = await listProfiles(context);
      return list.ok ? success({ list: list.value, profile: ensured.value.profile, opens: ensured.value.opens }) : list;
    },
    listSignIns: async (input) => {
      memory.about(input.email);
      const { email } = memory.results;
      const list = await listSignIns(context, { ...input, check: memory.results.check });
      // For another address by now they are somebody else's.
      if (memory.results.email === email) memory.add({ signIns: list.ok ? list.value : list.problem });
      return list;
    },
    deleteSignIns: (input, call) => {
      memory.about(input.email);
      return remember(deleteSignIns(context, { ...input, check: memory.results.check }, call), ({ list, removed }) => ({
        signIns: list,
        signInsRemoved: memory.results.signInsRemoved + removed.length,
      }));
    },
    openMailApplet: (_input, call) => openMailApplet(context, call),
    openOutlook: async (input, call) => {
      // What the profile held before, so that the report can tell what the first start added.
      memory.about(input.email);
      const before = await remember(verifyProfile(context, profileInput(input.name)), (profile) => ({ profile }));
      return before.ok ? openOutlook(context, { name: input.name }, call) : before;
    },
    report: ({ email, format, language }) => {
      memory.about(email);
      const document = reportDocument(contextIn(language), memory.results);
      return Promise.resolve(success({ ...renderReport(document, format, language), document }));
    },
    saveReport: async ({ email, format, language }, { signal }) => {
      const { saver } = session;
      if (!saver) return failure(problem('request.invalid', { call: 'saveReport', place: '' }));
      memory.about(email);
      const document = reportDocument(contextIn(language), memory.results);
      const rendered = renderReport(document, format === 'pdf' ? 'html' : format, language);
      const saved = await (format === 'pdf'
        ? saver.print({ html: rendered.content, fileName: rendered.fileName.replace(/[.]html$/, '.pdf') }, signal)
        : saver.add(rendered));
      return saved.ok ? success({ file: saved.value }) : saved;
    },
  };
}
