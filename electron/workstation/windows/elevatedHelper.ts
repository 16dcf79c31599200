// The helper with administrator rights: writes policy values of one person's hive, each change validated, and nothing else.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { parseJsonText } from '../../model/jsonText.ts';
import { problem } from '../../model/problem.ts';
import { failure, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import { isKnownPolicy, mayServe, type PolicyPlace } from './elevationBounds.ts';
import { changeSchema, helperRequestSchema, longestLine, type HelperRequest, type PolicyChange } from './elevationMessages.ts';
import { loadKoffi } from './koffi.ts';
import { linesOf } from './lines.ts';
import { forgetLoaderVariables } from './loaderVariables.ts';
import { openNativeRegistry } from './openRegistry.ts';
import { readSessionAccounts } from './session.ts';

/** A request is far shorter; a longer file is not one. */
const longestRequest = 4_096;
/** The helper does not outlive an hour without a change: rights that nobody uses any more are given back. */
const longestIdleMs = 3_600_000;

/** Exit statuses, for the tests and the event log: the prompt's answer is seen by the program, not here. */
const status = { done: 0, refused: 2, failed: 3 } as const;

/**
 * Runs the helper with its arguments, `--request FILE --sha256 HEX`, until the program hangs up. Whatever is not as the program
 * writes it (arguments, file, hash, request, change) is refused before anything is written; so is another person's hive. A change
 * outside of `places` is answered with `registry.denied`.
 */
export async function runElevatedHelper(args: readonly string[], places: readonly PolicyPlace[]): Promise<number> {
  // Before any library is loaded.
  forgetLoaderVariables(process.env);
  const request = await readRequest(args);
  if (!request || !(await isServed(request.sid))) return status.refused;
  const opened = await openNativeRegistry({ kind: 'other', sid: request.sid });
  if (!opened) return status.failed;
  const socket = connect({ path: request.pipe });
  socket.setEncoding('utf8');
  socket.setTimeout(longestIdleMs, () => socket.destroy());
  try {
    await once(socket, 'connect');
    send(socket, { secret: request.secret });
    return await serve(socket, opened, places);
  } catch {
    // The program has gone: there is nobody left to tell.
    return status.failed;
  } finally {
    socket.destroy();
  }
}

async function isServed(sid: string): Promise<boolean> {
  const loaded = await loadKoffi();
  return 'koffi' in loaded && mayServe(sid, readSessionAccounts(loaded.koffi));
}

async function serve(socket: Socket, registry: Registry, places: readonly PolicyPlace[]): Promise<number> {
  for await (const line of linesOf(socket as AsyncIterable<string>, longestLine)) {
    const json = parseJsonText(line);
    const change = changeSchema.safeParse(json.ok ? json.value : undefined);
    if (!change.success) return status.refused;
    const { path } = change.data;
    const outcome = isKnownPolicy(change.data, places)
      ? await carryOut(registry, change.data)
      : failure(problem('registry.denied', { path }));
    send(socket, { id: change.data.id, problem: outcome.ok ? null : outcome.problem });
  }
  return status.done;
}

function carryOut(registry: Registry, change: PolicyChange): Promise<Result<void>> {
  switch (change.change) {
    case 'createKey':
      return registry.createKey(change.path);
    case 'deleteKey':
      return deleteEmptyKey(registry, change.path);
    case 'deleteValue':
      return registry.deleteValue(change.path, change.name);
    case 'setValue':
      return registry.setValue(change.path, change.name, change.data);
  }
}

/** The keys on the way to the known values hold values that are none of ours. */
async function deleteEmptyKey(registry: Registry, path: string): Promise<Result<void>> {
  const key = await registry.readKey(path);
  if (!key.ok) return key;
  if (key.value && key.value.values.length > 0) return failure(problem('registry.failed', { path, reason: 'hasValues' }));
  return registry.deleteKey(path);
}

function send(socket: Socket, line: unknown): void {
  socket.write(`${JSON.stringify(line)}\n`);
}

async function readRequest(args: readonly string[]): Promise<HelperRequest | undefined> {
  const { request: file, sha256 } = readArguments(args);
  if (file === undefined || sha256 === undefined) return undefined;
  const bytes = await readStart(file);
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return undefined;
  const json = parseJsonText(bytes.toString('utf8'));
  return json.ok ? helperRequestSchema.safeParse(json.value).data : undefined;
}

function readArguments(args: readonly string[]): { readonly request?: string | undefined; readonly sha256?: string | undefined } {
  try {
    return parseArgs({ args: [...args], options: { request: { type: 'string' }, sha256: { type: 'string' } } }).values;
  } catch {
    return {};
  }
}

/** The file's bytes, `undefined` when it cannot be read or is too long. Read once: what is hashed is what is used. */
async function readStart(file: string): Promise<Buffer | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestRequest + 1));
      return bytesRead > longestRequest ? undefined : buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
