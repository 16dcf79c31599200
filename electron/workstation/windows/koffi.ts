// Loads koffi, through which Windows' own functions are called, where this PC allows native add-ons.
import { promisify } from 'node:util';
import type koffiModule from 'koffi';
import { askSystemFolder, systemFolder } from './systemFolder.ts';

/** koffi's functions; its types, which its declarations list among them, are nothing that could be passed on. */
export type Koffi = Omit<typeof koffiModule, 'LibraryHandle' | 'TypeObject'>;

/**
 * koffi, or the reason why it cannot be loaded: Windows may be told to load no unknown libraries (AppLocker, Windows Defender
 * Application Control).
 */
export async function loadKoffi(): Promise<{ readonly koffi: Koffi } | { readonly reason: string }> {
  try {
    // The namespace and not its default export: it is the same whether this is bundled as CommonJS or runs as it is.
    const koffi: Koffi = await import('koffi');
    askSystemFolder(koffi);
    return { koffi };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A handle or an address, as koffi gives it; 0n and null are none. */
export type Pointer = bigint | null;

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- a prototype is text: its type can only be said beside it. */
/** One library of Windows, with its functions declared by their C prototypes. */
interface Library {
  /** Declares a function; the type must say the same as the prototype beside it. */
  declare<F extends (...args: never[]) => unknown>(prototype: string): F;
  /** The same for a function that may wait long: it runs on a thread of its own. */
  declareWaiting<A extends readonly unknown[], R>(prototype: string): (...args: A) => Promise<R>;
}

/** Opens a library of Windows by its file name; only System32 is searched, so that a library beside the program cannot take its place. */
export function openLibrary(koffi: Koffi, name: string): Library {
  const library = koffi.load(`${systemFolder()}\\${name}`);
  return {
    declare: <F extends (...args: never[]) => unknown>(prototype: string) => library.func(prototype) as unknown as F,
    declareWaiting: <A extends readonly unknown[], R>(prototype: string) =>
      promisify(library.func(prototype).async) as (...args: A) => Promise<R>,
  };
}
/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

/** Makes a set of declarations once: koffi refuses a second structure of the same name. */
export function declareOnce<T>(declare: (koffi: Koffi) => T): (koffi: Koffi) => T {
  let declared: { readonly functions: T } | undefined;
  return (koffi) => (declared ??= { functions: declare(koffi) }).functions;
}

/** A value that a function hands out through a pointer: `[0]` before the call, the answer after it. */
export type Out<T> = [T];

/** Reads a text that Windows allocated; `free` gives its memory back, also when reading fails. */
export function takeText(koffi: Koffi, address: Pointer, free: (address: Pointer) => unknown): string | null {
  if (address === null || address === 0n) return null;
  try {
    return koffi.decode.string16(address);
  } finally {
    free(address);
  }
}
