// Reads and answers a message box of Windows that another process shows, by its window: what a person would see and press.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { declareOnce, loadKoffi, openLibrary, type Pointer } from '../../electron/workstation/windows/koffi.ts';

/** Of a dialog; of the text in a message box; of its buttons; and the message of a button that is pressed (winuser.h). */
const dialogClass = '#32770';
const textId = 0xffff;
const command = 0x111;
export const [ok, cancel] = [1, 2];

const functions = declareOnce((koffi) => {
  const user32 = openLibrary(koffi, 'user32.dll');
  return {
    find: user32.declare<(parent: null, after: Pointer, className: string, title: null) => Pointer>(
      'void * __stdcall FindWindowExW(void *parent, void *after, str16 className, str16 title)',
    ),
    text: user32.declare<(dialog: Pointer, id: number, into: Buffer, length: number) => number>(
      'uint32_t __stdcall GetDlgItemTextW(void *dialog, int id, void *into, int length)',
    ),
    exists: user32.declare<(window: Pointer) => number>('int __stdcall IsWindow(void *window)'),
    post: user32.declare<(dialog: Pointer, message: number, first: number, second: number) => number>(
      'int __stdcall PostMessageW(void *dialog, uint32_t message, uintptr_t first, intptr_t second)',
    ),
  };
});

/** Longer than a slow machine needs; what takes longer does not come. */
const longestMs = 30_000;
const stepMs = 100;

/** Gives what `look` finds, as soon as it finds something. Throws when it finds nothing. */
async function waitFor<T>(what: string, look: () => T | undefined): Promise<T> {
  for (let waited = 0; waited < longestMs; waited += stepMs) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(stepMs);
  }
  throw new Error(`${what}, not within ${longestMs / 1000} s`);
}

/** Waits for a message box, presses one of its buttons, waits until it is gone, and gives its text. Throws when none comes, or it stays. */
export async function answerMessageBox(button: number): Promise<string> {
  const loaded = await loadKoffi();
  assert.ok('koffi' in loaded);
  const { find, text, exists, post } = functions(loaded.koffi);
  const into = Buffer.alloc(4_000);
  const box = await waitFor('a message box was to come', () => {
    for (let dialog = find(null, null, dialogClass, null); dialog !== null; dialog = find(null, dialog, dialogClass, null)) {
      const length = text(dialog, textId, into, into.length / 2);
      if (length > 0) return { dialog, words: into.toString('utf16le', 0, length * 2) };
    }
    return undefined;
  });
  post(box.dialog, command, button, 0);
  // Whoever asks for the next one must not be given this one again.
  await waitFor('the message box was to close', () => exists(box.dialog) === 0 || undefined);
  return box.words;
}
