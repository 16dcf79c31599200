// The hashes of what was made, in the form that `sha256sum --check` reads.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const checksumFile = 'SHA256SUMS.txt';

/** Lower-case hexadecimal SHA-256 of a file, read as a stream: installers are large. */
async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Writes the hash of every file of a folder that is handed out into the list: those whose names begin so. electron-builder notes its work beside
 * them, one file more when it is started in a terminal. Returns the number of files.
 */
export async function writeChecksums(folder: string, beginning: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && entry.name.startsWith(beginning)).map(({ name }) => name);
  const lines: string[] = [];
  for (const name of names.sort()) lines.push(`${await sha256(join(folder, name))}  ${name}\n`);
  await writeFile(join(folder, checksumFile), lines.join(''));
  return names.length;
}
