// Proves what happens to an apply on a disk that is full at any point, and on one that is read-only: real disks, made by Linux in a namespace.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as z from 'zod';

const namespaces = process.getuid?.() === 0 ? ['-m'] : ['-rm'];

/** Runs a command with a disk of its own of 512 kB at the folder; both are gone when it ends. */
function onSmallDisk(folder: string, ...command: readonly string[]) {
  const script = 'mount -t tmpfs -o size=512k tmpfs "$1" && folder="$1" && shift && exec "$@" "$folder"';
  return spawnSync('unshare', [...namespaces, 'sh', '-c', script, 'sh', folder, ...command], { encoding: 'utf8', timeout: 100_000 });
}
const canMount = process.platform === 'linux' && onSmallDisk(tmpdir(), 'true').status === 0;

const lineSchema = z.object({
  free: z.number().optional(),
  readOnly: z.boolean().optional(),
  code: z.string(),
  reason: z.string().nullable(),
  touched: z.boolean(),
  interrupted: z.boolean().optional(),
  complete: z.boolean().optional(),
  restored: z.boolean().optional(),
});

describe('an apply', { skip: canMount ? false : 'needs Linux, and the right to mount in a namespace (unshare)' }, () => {
  let folder: string;
  let lines: readonly z.infer<typeof lineSchema>[] = [];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keys-disk-'));
    const ended = onSmallDisk(folder, process.execPath, '--no-warnings', path.join(import.meta.dirname, 'keysDiskProbe.ts'));
    assert.equal(ended.status, 0, ended.stderr);
    lines = ended.stdout
      .trim()
      .split('\n')
      .map((line) => lineSchema.parse(JSON.parse(line)));
  });
  after(() => rm(folder, { recursive: true }));
  const full = () => lines.filter(({ readOnly }) => readOnly === undefined);

  it('on a full disk is refused before the first write', () => {
    const refused = full().filter(({ code }) => code === 'keys.journalNotWritable');
    assert.ok(refused.length >= 2, JSON.stringify(lines));
    assert.deepEqual([refused[0]?.free, refused[0]?.reason], [0, 'ENOSPC']);
    for (const line of refused) assert.equal(line.touched && !line.restored, false, JSON.stringify(line));
    assert.equal(refused[0]?.touched, false);
  });

  it('on a disk that becomes full at any later point leaves the before-image or the whole plan, once there is room again', () => {
    assert.equal(full().at(-1)?.code, 'ok', JSON.stringify(lines));
    assert.equal(full().at(-1)?.complete, true);
    for (const line of full()) assert.equal(line.restored, true, JSON.stringify(line));
    assert.ok(new Set(full().map(({ code }) => code)).size >= 2);
  });

  it('with a journal folder that is read-only is refused before the first write', () => {
    const line = lines.find(({ readOnly }) => readOnly);
    assert.deepEqual([line?.code, line?.reason, line?.touched], ['keys.journalNotWritable', 'EROFS', false]);
  });
});
