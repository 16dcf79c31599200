// `profile list | create | verify | remove`: Outlook's profiles.
import { openMailApplet } from '../job/firstStart.ts';
import { createProfile, listProfiles, removeProfile, verifyProfile } from '../job/profile.ts';
import type { ProfileList } from '../model/outlook.ts';
import { problem } from '../model/problem.ts';
import { failure, success } from '../model/result.ts';
import { decideAddress } from '../policy/address.ts';
import type { Fact, Outline } from '../report/outline.ts';
import type { Phrasing } from '../report/phrasing.ts';
import { profilesSection, verificationSentence } from '../report/workstationSections.ts';
import { terminalOutline } from './outlines.ts';
import type { CommandRun } from './session.ts';

export const listCommand: CommandRun = async ({ context, words }) => {
  const job = await context();
  if (!job.ok) return job;
  const list = await listProfiles(job.value);
  if (!list.ok) return list;
  return success({ document: list.value, exitStatus: 0, outline: () => listOutline(list.value, words, opensSentence(list.value, words)) });
};

export const createCommand: CommandRun = async (session) => {
  const { settings, words } = session;
  const name = settings.profileName;
  const yes = await session.confirm(words.sentence('cli:confirm.createProfile', { name }));
  if (!yes.ok) return yes;
  const job = await session.context();
  if (!job.ok) return job;
  const way = settings.profileWay;
  const list = await createProfile(job.value, { name, default: settings.defaultMode, way }, session.call);
  if (!list.ok) return list;
  const headline = { tone: 'good', text: words.sentence(way === 'prf' ? 'cli:profile.pending' : 'cli:profile.created', { name }) } as const;
  return success({ document: list.value, exitStatus: 0, outline: () => listOutline(list.value, words, headline) });
};

export const verifyCommand: CommandRun = async ({ settings, context, words }) => {
  const job = await context();
  if (!job.ok) return job;
  const { email, assumed } = decideAddress(settings, job.value.workstation.identity);
  const input = { name: settings.namedProfile ?? settings.profileName, ...(email === null || assumed ? {} : { email }) };
  const verified = await verifyProfile(job.value, input);
  if (!verified.ok) return verified;
  const { value } = verified;
  return success({
    document: value,
    exitStatus: value.state === 'bluemind' || value.state === 'blank' ? 0 : 1,
    outline: () =>
      terminalOutline(words, {
        practice: value.practice,
        headline: verificationSentence(value, words),
        sections: value.profile ? [profilesSection([value.profile], words)] : [],
      }),
  });
};

/** What is removed must be named on the command line itself: no default and no configuration file names it. */
export const removeCommand: CommandRun = async (session) => {
  const { words } = session;
  const name = session.settings.namedProfile;
  if (name === null) return failure(problem('usage.missingOption', { option: '--name' }));
  const yes = await session.confirm(words.sentence('cli:confirm.removeProfile', { name }));
  if (!yes.ok) return yes;
  const job = await session.context();
  if (!job.ok) return job;
  const removed = await removeProfile(job.value, { name }, session.call);
  if (!removed.ok) return removed;
  const { list, backup } = removed.value;
  const headline = { tone: 'good', text: words.sentence('cli:profile.removed', { name }) } as const;
  const facts = [{ label: words.t('report:label.backup'), value: backup }];
  return success({ document: { ...list, backup }, exitStatus: 0, outline: () => listOutline(list, words, headline, facts) });
};

/** The guided way: Windows' own dialog for profiles, opened with the control panel of Office's bitness. */
export const appletCommand: CommandRun = async ({ context, call, words }) => {
  const job = await context();
  if (!job.ok) return job;
  const opened = await openMailApplet(job.value, call);
  if (!opened.ok) return opened;
  const practice = job.value.workstation.kind === 'practice';
  const headline = { tone: 'good', text: words.t('cli:profile.appletOpened') } as const;
  return success({ document: { practice, ...opened.value }, exitStatus: 0, outline: () => terminalOutline(words, { practice, headline }) });
};

function opensSentence(list: ProfileList, words: Phrasing): Outline['headline'] {
  const opened = list.profiles.find((profile) => profile.default);
  if (list.pending) return { tone: 'attention', text: words.sentence('cli:profile.pending', { name: list.pending.name }) };
  if (list.prompt) return { tone: 'plain', text: words.t('cli:profile.prompts') };
  return opened ? { tone: 'plain', text: words.sentence('cli:profile.opens', { name: opened.name }) } : null;
}

function listOutline(list: ProfileList, words: Phrasing, headline: Outline['headline'], facts: readonly Fact[] = []): Outline {
  const prf = list.pending ? [{ label: words.t('cli:profile.prf'), value: list.pending.file }] : [];
  return terminalOutline(words, {
    practice: list.practice,
    headline,
    facts: [...facts, ...prf],
    sections: [profilesSection(list.profiles, words)],
  });
}
