// Lets one process at a time set up this checkout; the others wait for it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * The process that holds the lock, `undefined` when it is gone (or died between taking the folder and signing it).
 * @param {string} folder
 */
function holder(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs work while no other process runs work under the same lock folder. A lock whose process has died is taken over.
 * @template T
 * @param {string} folder
 * @param {(pid: number) => void} onWait told once, when another process is at it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(folder, onWait, work) {
  mkdirSync(join(folder, '..'), { recursive: true });
  for (let told = false, unsigned = 0; ;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const pid = holder(folder);
      // An unsigned lock may be a moment old: two seconds are enough to sign it.
      if (pid === undefined && ++unsigned > 20) rmSync(folder, { recursive: true, force: true });
      if (pid !== undefined) unsigned = 0;
      if (pid !== undefined && !told) {
        told = true;
        onWait(pid);
      }
      await sleep(100);
    }
  }
  try {
    writeFileSync(join(folder, 'pid'), String(process.pid));
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
