// The files in which Outlook remembers Autodiscover answers: listed, read and moved away; nothing else in Outlook's folder can be reached.
import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { RememberedFile, RememberedFiles } from './port.ts';

/**
 * Folders below Outlook's own, and the names that count in them (Microsoft, Actionable messages render incorrectly: the Autodiscover
 * cache files). Data files (OST, PST, NST) match none of them.
 */
const places: readonly (readonly [below: string, name: RegExp])[] = [
  ['', /^[^\\/:]{1,200} - Autodiscover\.xml$/i],
  ['16', /^AutoD\.[^\\/:]{1,200}\.(xml|json)$/i],
  ['15', /^AutoD\.[^\\/:]{1,200}\.(xml|json)$/i],
];

/** Nobody has more accounts, and an answer has some ten kilobytes. */
const mostFiles = 200;
const mostBytes = 1024 * 1024;

/**
 * Windows has no such flag; there, only administrators and developers make links to files. Anybody makes a junction, which stands in a
 * folder's place (Microsoft, CreateSymbolicLinkW; Hard links and junctions): `leadsAway` looks for those.
 */
const noFollow: number = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;

const nameIn = (below: string, file: string): string => (below === '' ? file : `${below}\\${file}`);

const belowIn = (name: string): string => (name.includes('\\') ? name.slice(0, name.indexOf('\\')) : '');

/** The files below one folder, `%LOCALAPPDATA%\Microsoft\Outlook` on Windows; the folder need not exist. Links are passed over. */
export function createRememberedFiles(folder: string): RememberedFiles {
  /** The path of a name as `list` gives it, `undefined` for every other text. */
  const fileOf = (name: string): string | undefined => {
    const [below = '', file = ''] = name.includes('\\') ? name.split('\\', 2) : ['', name];
    const isOurs = nameIn(below, file) === name && places.some(([place, pattern]) => place === below && pattern.test(file));
    return isOurs ? path.join(folder, below, file) : undefined;
  };
  /** Whether a folder below Outlook's own is none, or a link or junction to another place. */
  const leadsAway = async (below: string): Promise<boolean> =>
    below !== '' && !(await lstat(path.join(folder, below)).catch(() => undefined))?.isDirectory();
  const failed = (name: string, error: unknown): Result<never> => {
    const code = z.object({ code: z.string() }).safeParse(error).data?.code;
    if (code === undefined) throw error;
    return failure(problem('caches.failed', { file: name, reason: code }));
  };
  async function listPlace([below, pattern]: (typeof places)[number]): Promise<RememberedFile[]> {
    const found: RememberedFile[] = [];
    if (await leadsAway(below)) return found;
    for (const file of (await readdir(path.join(folder, below)).catch(absent)).filter((each) => pattern.test(each)).slice(0, mostFiles)) {
      const seen = await lstat(path.join(folder, below, file)).catch(() => undefined);
      if (seen?.isFile()) found.push({ name: nameIn(below, file), bytes: seen.size, changedAt: seen.mtime.toISOString() });
    }
    return found;
  }
  return {
    async list() {
      try {
        return success((await Promise.all(places.map(listPlace))).flat().slice(0, mostFiles));
      } catch (error) {
        return failed(folder, error);
      }
    },
    async read(name) {
      const file = fileOf(name);
      if (file === undefined || (await leadsAway(belowIn(name)))) return success(undefined);
      try {
        const handle = await open(file, constants.O_RDONLY | noFollow);
        try {
          const { size } = await handle.stat();
          return success(size > mostBytes ? undefined : await handle.readFile());
        } finally {
          await handle.close();
        }
      } catch (error) {
        return failed(name, error);
      }
    },
    async moveAway(name, into) {
      const file = fileOf(name);
      if (file === undefined || (await leadsAway(belowIn(name)))) return failure(problem('caches.unknown', { name }));
      const target = path.join(into, name.replace('\\', '-'));
      try {
        if (!(await lstat(file)).isFile()) return failure(problem('caches.unknown', { name }));
        await mkdir(into, { recursive: true, mode: 0o700 });
        await move(file, target);
        return success({ backup: target, putBack: () => move(target, file) });
      } catch (error) {
        return failed(name, error);
      }
    },
  };
}

function absent(error: unknown): string[] {
  const { code } = z.object({ code: z.string() }).parse(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return [];
  throw error;
}

/** Moves a file, never over another; across disks by a copy. */
async function move(from: string, to: string): Promise<void> {
  const isThere = await lstat(to).then(
    () => true,
    () => false,
  );
  if (isThere) throw Object.assign(new Error(`${to} exists`), { code: 'EEXIST' });
  try {
    await rename(from, to);
  } catch (error) {
    if (z.object({ code: z.literal('EXDEV') }).safeParse(error).success) {
      await copyFile(from, to, constants.COPYFILE_EXCL);
      await rm(from);
      return;
    }
    throw error;
  }
}
