// Standard input, also where Electron leaves nothing of it, and its first line.
import { read } from 'node:fs';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { untilAborted } from '../model/deadline.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { exactly, firstLineEnd } from './decodedText.ts';

const readPiece = promisify(read);
/** A line is far shorter; what comes together is read together. */
const pieceBytes = 4_096;
/** Nobody gave a standard input, or its writer has gone: nothing comes any more. */
const endings = new Set(['EOF', 'EBADF', 'EPIPE']);

/** How many bytes came; 0 at the end. */
async function readInto(descriptor: number, buffer: Buffer): Promise<number> {
  try {
    return (await readPiece(descriptor, buffer, 0, buffer.length, null)).bytesRead;
  } catch (error) {
    if (endings.has((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

/**
 * Reads a descriptor off the event loop, and only when the next piece is wanted: a read comes back with a byte or with the writer's end alone,
 * and holds its thread until then.
 */
export async function* readDescriptor(descriptor: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const buffer = Buffer.alloc(pieceBytes);
    const length = await readInto(descriptor, buffer);
    if (length === 0) return;
    yield buffer.subarray(0, length);
  }
}

/**
 * The standard input of this process. In Electron's main process on Windows `process.stdin` is a stream that is always at its end
 * (electron/lib/common/init.ts), while the descriptor is the one that the process was started with.
 */
export function standardInput(
  here: { readonly electron: boolean; readonly platform: NodeJS.Platform },
  usual: () => Readable,
): AsyncIterable<Uint8Array> {
  return here.electron && here.platform === 'win32' ? readDescriptor(0) : usual();
}

/**
 * The first line, without its line end; `null` when it is longer than the bound, cannot be read, or the signal fired. The rest is lost. It is
 * taken exactly or not at all: a password that is changed on its way spends one of the tries that its server counts. Problem
 * `password.encoding`.
 */
export async function readFirstLine(
  input: AsyncIterable<Uint8Array>,
  longestBytes: number,
  signal: AbortSignal,
): Promise<Result<string | null>> {
  const line = await firstLineBytes(input, longestBytes, signal);
  if (line === null) return success(null);
  const text = exactly(line);
  return text === undefined ? failure(problem('password.encoding')) : success(text.replace(/\r$/, ''));
}

async function firstLineBytes(input: AsyncIterable<Uint8Array>, longestBytes: number, signal: AbortSignal): Promise<Uint8Array | null> {
  let read: Uint8Array = new Uint8Array();
  const iterator = input[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await untilAborted(iterator.next(), signal);
      if (next === undefined) return null;
      if (next.done) return read;
      read = Buffer.concat([read, next.value]);
      const end = firstLineEnd(read);
      const line = end === -1 ? read : read.subarray(0, end);
      if (line.length > longestBytes) return null;
      if (end !== -1) return line;
    }
  } catch {
    // A destroyed or broken input brought no line.
    return null;
  } finally {
    // The process would wait for more.
    if (input instanceof Readable) input.destroy();
  }
}
