// `signins list | remove`: saved sign-ins that Outlook would use for a mailbox before it asks.
import type { JobContext } from '../job/context.ts';
import { deleteSignIns, listSignIns, type SignInsInput } from '../job/signIns.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { SignIn, SignInList, SignInRemoval } from '../model/signIns.ts';
import type { Outline, Section } from '../report/outline.ts';
import type { Phrasing } from '../report/phrasing.ts';
import { decidedEmail, requireAddress } from './checkInput.ts';
import { terminalOutline } from './outlines.ts';
import type { CommandRun, Session } from './session.ts';

export const listCommand: CommandRun = async (session) => {
  const { words } = session;
  const list = await listed(session);
  if (!list.ok) return list;
  const { value } = list;
  return success({
    document: value,
    // Beside an account that is there already they are what Outlook signs in with.
    exitStatus: value.signIns.length === 0 || value.inUse ? 0 : 1,
    outline: () =>
      terminalOutline(words, { practice: value.practice, headline: listHeadline(value, words), sections: sections(value.signIns, words) }),
  });
};

/** What is removed is named on the command line, or recognised there and shown before the question. */
export const removeCommand: CommandRun = async (session) => {
  const { settings, words } = session;
  const { targets, allStale } = settings.signIns;
  if (targets.length === 0 && !allStale) return failure(problem('usage.missingOption', { option: '--target' }));
  if (targets.length > 0 && allStale) return failure(problem('usage.notTogether', { option: '--target', other: '--all-stale' }));
  const possible = session.canConfirm();
  if (!possible.ok) return possible;
  const list = await listed(session);
  if (!list.ok) return list;
  const chosen = allStale ? success(list.value.signIns) : named(targets, list.value);
  if (!chosen.ok) return chosen;
  if (chosen.value.length === 0) return success(removalOutcome({ removed: [], refused: [], list: list.value }, words));
  const question = words.sentence('cli:confirm.removeSignIns', { count: chosen.value.length });
  const yes = await session.confirm(question, signInsPreview(chosen.value, list.value.practice, words));
  if (!yes.ok) return yes;
  const job = await session.context();
  if (!job.ok) return job;
  const input = signInsInput(session, job.value);
  if (!input.ok) return input;
  const removal = await deleteSignIns(job.value, { ...input.value, chosen: plain(chosen.value) }, session.call);
  return removal.ok ? success(removalOutcome(removal.value, words)) : removal;
};

const plain = (signIns: readonly SignIn[]) => signIns.map(({ target, kind }) => ({ target, kind }));

function signInsInput(session: Session, context: JobContext): Result<SignInsInput> {
  const email = decidedEmail(session, context);
  if (!email.ok) return email;
  const { aliases, userName } = session.settings;
  return success({ email: email.value, aliases, ...(userName === null ? {} : { userName }) });
}

async function listed(session: Session): Promise<Result<SignInList>> {
  const possible = requireAddress(session);
  if (!possible.ok) return possible;
  const job = await session.context();
  if (!job.ok) return job;
  const input = signInsInput(session, job.value);
  return input.ok ? listSignIns(job.value, input.value) : input;
}

/** The entries of these names; problem `signIns.notRecognised` {target} for the first that is none of the listed ones. */
function named(targets: readonly string[], { signIns }: SignInList): Result<readonly SignIn[]> {
  const unknown = targets.find((name) => !signIns.some(({ target }) => target === name));
  if (unknown !== undefined) return failure(problem('signIns.notRecognised', { target: unknown }));
  return success(signIns.filter(({ target }) => targets.includes(target)));
}

function removalOutcome(removal: SignInRemoval, words: Phrasing) {
  const { removed, refused, list } = removal;
  const headline: Outline['headline'] =
    removed.length === 0
      ? { tone: 'plain', text: words.t('cli:signIns.nothingRemoved') }
      : { tone: 'good', text: words.sentence('cli:signIns.removed', { count: removed.length }) };
  return {
    document: { practice: list.practice, ...removal },
    exitStatus: refused.length === 0 ? 0 : 1,
    outline: () =>
      terminalOutline(words, {
        practice: list.practice,
        headline,
        facts: refused.map(({ target, reason }) => ({
          label: target,
          value: words.sentence('cli:signIns.refused', { reason }),
          tone: 'bad' as const,
        })),
        sections: sections(removed.length > 0 ? removed : list.signIns, words),
      }),
  } as const;
}

function listHeadline({ email, inUse, signIns }: SignInList, words: Phrasing): Outline['headline'] {
  if (signIns.length === 0) return { tone: 'good', text: words.sentence('cli:signIns.none', { email }) };
  const key = inUse ? 'cli:signIns.inUse' : 'cli:signIns.found';
  return { tone: inUse ? 'plain' : 'attention', text: words.sentence(key, { email, count: signIns.length }) };
}

/** What a person sees before the question whether to remove them. */
export function signInsPreview(signIns: readonly SignIn[], practice: boolean, words: Phrasing): Outline {
  return terminalOutline(words, { practice, headline: null, sections: sections(signIns, words) });
}

function sections(signIns: readonly SignIn[], words: Phrasing): readonly Section[] {
  if (signIns.length === 0) return [];
  const columns = ['target', 'reason', 'source'].map((column) => words.t(`cli:signIns.column.${column}`));
  const rows = signIns.map(({ target, reason, source }) => ({
    cells: [{ text: target }, { text: words.t(`common:signInReason.${reason}`) }, { text: source }],
    notes: [],
  }));
  return [{ heading: words.t('cli:signIns.heading'), blocks: [{ kind: 'table', caption: null, columns, rows }] }];
}
