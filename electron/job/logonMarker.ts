// The note that a person has been set up at sign-in: a file beside their journals, and not the registry, so that an undo stays exact.
import { open } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { writeDurably } from '../keys/durableFile.ts';
import { verdictSchema } from '../model/finding.ts';
import { parseJsonText } from '../model/jsonText.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { stepIds } from '../model/walk.ts';

export const logonMarkerName = 'logon.json';

const logonMarkerSchema = z.object({
  format: z.literal('bluemind-outlook-setup/logon'),
  formatVersion: z.literal(1),
  /** Of version and decisions; the version once more, for whoever reads the file. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  version: z.string(),
  at: z.iso.datetime(),
  /** How it ended, and which steps wrote something. */
  verdict: verdictSchema,
  changed: z.array(z.enum(stepIds)),
});
export type LogonMarker = z.infer<typeof logonMarkerSchema>;

const largestMarker = 64 * 1024;

/** Reads the marker; one that is not there, cannot be read or is damaged counts as none: then the set-up is made, which changes only what differs. */
export async function readLogonMarker(stateFolder: string): Promise<LogonMarker | undefined> {
  const text = await readBounded(path.join(stateFolder, logonMarkerName));
  const json = text === undefined ? undefined : parseJsonText(text);
  return json?.ok ? logonMarkerSchema.safeParse(json.value).data : undefined;
}

async function readBounded(file: string): Promise<string | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(largestMarker + 1), 0, largestMarker + 1, 0);
      return bytesRead > largestMarker ? undefined : buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

/** Writes the marker, whole or not at all. Problem `workstation.folderNotWritable` {folder, reason}: then the next sign-in looks again. */
export async function writeLogonMarker(stateFolder: string, marker: Omit<LogonMarker, 'format' | 'formatVersion'>): Promise<Result<void>> {
  const whole: LogonMarker = { format: 'bluemind-outlook-setup/logon', formatVersion: 1, ...marker };
  try {
    await writeDurably(path.join(stateFolder, logonMarkerName), `${JSON.stringify(whole, null, 2)}\n`);
    return success(undefined);
  } catch (error) {
    const reason = z.object({ code: z.string() }).safeParse(error).data?.code;
    if (reason === undefined) throw error;
    return failure(problem('workstation.folderNotWritable', { folder: stateFolder, reason }));
  }
}
