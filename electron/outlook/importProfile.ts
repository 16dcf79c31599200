// Has Outlook itself make a blank profile at its next start, through a .prf file; until then it can be taken back.
import path from 'node:path';
import type { OutlookVersion } from '../model/outlookRegistry.ts';
import { problem, type Problem } from '../model/problem.ts';
import { findValue, foldName, type RegistryData } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Registry, Workstation } from '../workstation/port.ts';
import { makeChanges, missingKeys, type Change } from './changes.ts';
import { promptChanges, whereNameIsFree, type NewProfile } from './newProfile.ts';
import { forgetPending, importedFile, importPlace, readPending, savePending, type PendingImport } from './pendingImport.ts';
import { checkPrfName, isPlainAscii, prfText } from './prf.ts';
import { checkProfileName } from './profileName.ts';
import { writeBackup } from './removeProfile.ts';
import { refuseWhileRunning } from './running.ts';

/** While one of these marks is there Outlook believes that its first run is over, and imports nothing. */
const firstRunMarks = ['First-Run', 'FirstRun'];

/**
 * Writes a .prf file and has Outlook read it at its next start (REG_SZ `ImportPRF`), rather than starting Outlook with /importprf: this
 * can be read back, be taken back until Outlook starts, and needs nobody at the PC. That the profile came about is seen only afterwards.
 * Problems: those of `createProfile`, `profile.nameNotForPrf` {name}, `profile.prfFolder` {folder} where the path is not ASCII,
 * `profile.importPending` {file} while Outlook is told to import another file, `output.notWritable` {file, reason}.
 */
export async function importProfile(workstation: Workstation, wanted: NewProfile, signal: AbortSignal): Promise<Result<void>> {
  const malformed = checkProfileName(wanted.name) ?? checkPrfName(wanted.name);
  if (malformed) return failure(malformed);
  const folder = path.join(workstation.stateFolder, 'import');
  if (!isPlainAscii(folder)) return failure(problem('profile.prfFolder', { folder }));
  return whereNameIsFree(workstation, wanted, async () => {
    const before = await importedFile(workstation, wanted.office);
    if (!before.ok) return before;
    if (before.value !== null) return failure(problem('profile.importPending', { file: before.value }));
    const prompts = await promptChanges(workstation, wanted);
    if (!prompts.ok) return prompts;
    const moment = workstation.now().toISOString().replace(/[-:.]/g, '');
    return carryOut(workstation, wanted, path.join(folder, `${moment}.prf`), prompts.value, signal);
  });
}

async function carryOut(
  workstation: Workstation,
  wanted: NewProfile,
  file: string,
  prompts: readonly Change[],
  signal: AbortSignal,
): Promise<Result<void>> {
  const { registry } = workstation;
  const place = importPlace(wanted.office);
  const changes: readonly Change[] = [
    { kind: 'setValue', ...place, data: { type: 'REG_SZ', data: file } },
    ...firstRunMarks.map((name): Change => ({ kind: 'deleteValue', path: place.path, name })),
    ...prompts,
  ];
  const record = await recordOf(registry, { version: 1, office: wanted.office, name: wanted.name, file }, changes);
  if (!record.ok) return record;
  const saved = await savePending(workstation, record.value, prfText(wanted));
  const made = saved.ok ? await makeChanges(registry, changes, signal) : saved;
  if (made.ok) return made;
  // Where something is still written, the before-image is what `profile remove` takes it back by.
  if (!isLeftHalfDone(made.problem)) await forgetPending(workstation, record.value);
  if (made.problem.code !== 'registry.failed') return made;
  return failure(problem('profile.creationFailed', { path: place.path, ...made.problem.data, name: wanted.name }));
}

const isLeftHalfDone = ({ code, data }: Problem): boolean => code === 'registry.failed' && data.reason === 'notTakenBack';

/** The record with what is at each place now. */
async function recordOf(
  registry: Registry,
  head: Omit<PendingImport, 'before' | 'createdKeys'>,
  changes: readonly Change[],
): Promise<Result<PendingImport>> {
  const before: PendingImport['before'] = [];
  const createdKeys = new Set<string>();
  for (const change of changes) {
    if (!('name' in change)) continue;
    const key = await registry.readKey(change.path);
    if (!key.ok) return key;
    const value = findValue(key.value, change.name);
    before.push({ path: change.path, name: value?.name ?? change.name, data: value ? withoutName(value) : null });
    const missing = change.kind === 'setValue' ? await missingKeys(registry, change.path) : success([]);
    if (!missing.ok) return missing;
    for (const each of missing.value) createdKeys.add(each);
  }
  return success({ ...head, before, createdKeys: [...createdKeys] });
}

function withoutName({ name: _, ...data }: RegistryData & { readonly name: string }): RegistryData {
  return data;
}

/**
 * Takes back an import that Outlook has not taken up: every value is as it was before, and keys that did not exist are gone. Gives the
 * .reg file that would bring it back, `null` where there is no such import of that name. Problems as `removeProfile`.
 */
export async function takeBackImport(
  workstation: Workstation,
  wanted: { readonly office: OutlookVersion; readonly name: string },
  signal: AbortSignal,
): Promise<Result<string | null>> {
  const { registry } = workstation;
  const pending = await readPending(workstation, wanted.office);
  if (!pending.ok) return pending;
  if (pending.value === null || foldName(pending.value.name) !== foldName(wanted.name)) return success(null);
  const record = pending.value;
  return workstation.exclusive(async () => {
    const running = await refuseWhileRunning(workstation);
    if (running) return failure(running);
    const now: { path: string; values: { name: string; data: RegistryData | null }[] }[] = [];
    for (const { path: at, name } of record.before) {
      const key = await registry.readKey(at);
      if (!key.ok) return key;
      const value = findValue(key.value, name);
      now.push({ path: at, values: [{ name, data: value ? withoutName(value) : null }] });
    }
    const backup = await writeBackup(workstation, record.name, now);
    if (!backup.ok) return backup;
    const empty = await emptyAfterwards(registry, record);
    if (!empty.ok) return empty;
    const values = record.before
      .toReversed()
      .map(({ path: at, name, data }): Change =>
        data === null ? { kind: 'deleteValue', path: at, name } : { kind: 'setValue', path: at, name, data },
      );
    const undone = await makeChanges(registry, [...values, ...empty.value.map((at): Change => ({ kind: 'deleteKey', path: at }))], signal);
    if (!undone.ok) return undone;
    await forgetPending(workstation, record);
    return success(backup.value);
  });
}

/** Keys that the import created and that hold nothing else by now, innermost first. */
async function emptyAfterwards(registry: Registry, { before, createdKeys }: PendingImport): Promise<Result<readonly string[]>> {
  const empty: string[] = [];
  for (const at of createdKeys.toReversed()) {
    const key = await registry.readKey(at);
    if (!key.ok) return key;
    const isOurs = (name: string): boolean =>
      before.some((each) => foldName(each.path) === foldName(at) && foldName(each.name) === foldName(name));
    const subkeys = key.value?.subkeys.filter((name) => !empty.some((below) => foldName(below) === foldName(`${at}\\${name}`))) ?? [];
    if (!key.value || subkeys.length > 0 || key.value.values.some(({ name }) => !isOurs(name))) break;
    empty.push(at);
  }
  return success(empty);
}
