// Calls into Windows' own libraries that may wait: made on Node's thread pool, a few at a time, with Windows' error code kept.
import type { KoffiFunc } from 'koffi';
import { declareOnce, openLibrary, type Koffi, type Pointer } from '../koffi.ts';

const kernel32 = declareOnce((koffi) => {
  const library = openLibrary(koffi, 'kernel32.dll');
  return {
    lastError: library.declare<() => number>('uint32_t __stdcall GetLastError()'),
    globalFree: library.declare<(memory: Pointer) => Pointer>('void * __stdcall GlobalFree(void *memory)'),
  };
});

/** Windows' error code of the last call through koffi, which carries it over from the pool up to the end of the call-back. */
export function lastError(koffi: Koffi): number {
  return kernel32(koffi).lastError();
}

/** Gives memory back that Windows took with GlobalAlloc. */
export function globalFree(koffi: Koffi, memory: Pointer): void {
  kernel32(koffi).globalFree(memory);
}

export interface Returned<T> {
  readonly value: T;
  /** GetLastError right after the call; means something only when the value says that it failed. */
  readonly error: number;
}

/** Runs a function on the thread pool, so that the page goes on living while Windows waits. A wrong argument is a bug and rejects. */
export function callOnPool<A extends unknown[], T>(koffi: Koffi, func: KoffiFunc<(...values: A) => T>, ...values: A): Promise<Returned<T>> {
  return new Promise((resolve, reject) => {
    const ended = (error: unknown, value: T): void => {
      const code = lastError(koffi);
      if (error === null || error === undefined) resolve({ value, error: code });
      else reject(error instanceof Error ? error : new Error('the call was not made'));
    };
    // KoffiFunc computes these parameters with Parameters<>, which the compiler cannot see through in a generic function.
    (func.async as (...all: unknown[]) => void)(...values, ended);
  });
}

/** Lets a piece of work in when a lane is free, first come first served; `undefined` if the signal fired before its turn. */
export type Lanes = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T | undefined>;

/**
 * Makes `width` lanes. Node's pool has four threads, which also read and write files: calls that wait for a dead server must never take
 * them all.
 */
export function createLanes(width: number): Lanes {
  const waiting: (() => void)[] = [];
  let free = width;
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (work, signal) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return signal.aborted ? undefined : await work();
    } finally {
      leave();
    }
  };
}

/** Copies `length` bytes out of memory that is not JavaScript's. */
export function copyBytes(koffi: Koffi, address: bigint, length: number): Buffer {
  if (length === 0) return Buffer.alloc(0);
  // By its number of elements: an array type of each length would have to be made first, and is never given back.
  const bytes: unknown = koffi.decode(address, 'uint8_t', length);
  if (!(bytes instanceof Uint8Array)) throw new Error('koffi gave no bytes');
  return Buffer.from(bytes);
}

/** Copies bytes to a place that stays where it is until `koffi.free`; for what Windows reads after the call has returned. */
export function placeBytes(koffi: Koffi, bytes: Uint8Array): bigint {
  const place = allocate(koffi, bytes.length);
  if (bytes.length > 0) koffi.encode(place, 'uint8_t', bytes, bytes.length);
  return place;
}

/** Memory of `length` bytes (at least one) that stays where it is until `koffi.free`. */
export function allocate(koffi: Koffi, length: number): bigint {
  const place: unknown = koffi.alloc('uint8_t', Math.max(length, 1));
  if (typeof place !== 'bigint') throw new Error('koffi gave no address');
  return place;
}

/** The UTF-16 text at an address, cut at `longest` characters; `undefined` for none. */
export function textAt(koffi: Koffi, address: Pointer, longest = 4_096): string | undefined {
  return address === null || address === 0n ? undefined : koffi.decode.string16(address).slice(0, longest);
}
