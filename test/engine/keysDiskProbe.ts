// Applies keys on a disk with ever more room, then on one that is read-only, and tells what became of each: node keysDiskProbe.ts FOLDER (a small tmpfs)
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { applyKeys } from '../../electron/keys/apply.ts';
import { undoKeys } from '../../electron/keys/undo.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { never, planOf, prepareRegistry, valueOf } from './keysRig.ts';

const disk = process.argv[2] ?? '';
const folder = path.join(disk, 'pc');
const filler = path.join(disk, 'filler');
const page = 4096;
await mkdir(folder);
const workstation = valueOf(await openPracticeWorkstation({ folder }));
await prepareRegistry(workstation);
const registry = (): Promise<string> => readFile(path.join(folder, 'registry.reg'), 'utf16le');
const before = await registry();
const apply = async (on = workstation) => {
  const { catalogue: catalogueId, keys } = await planOf(on);
  return applyKeys(on, { catalogueId, keys }, never);
};

function tell(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

for (let free = 0; ; free += 1) {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - free * page)));
  const applied = await apply();
  const touched = (await registry()) !== before;
  await rm(filler);
  const { interrupted, undoable, counts } = await planOf(workstation);
  if (undoable !== null) valueOf(await undoKeys(workstation, null, never));
  tell({
    free,
    code: applied.ok ? 'ok' : applied.problem.code,
    reason: applied.ok ? null : (applied.problem.data.reason ?? null),
    touched,
    interrupted: interrupted !== null,
    complete: counts.change === 0,
    restored: (await registry()) === before,
  });
  if (applied.ok) break;
}

const journals = path.join(disk, 'journals');
await mkdir(journals);
spawnSync('mount', ['--bind', journals, journals]);
spawnSync('mount', ['-o', 'remount,bind,ro', journals]);
const applied = await apply({ ...workstation, stateFolder: journals });
tell({
  readOnly: true,
  code: applied.ok ? 'ok' : applied.problem.code,
  reason: applied.ok ? null : applied.problem.data.reason,
  touched: (await registry()) !== before,
});
await workstation.close();
