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
    post: user32.declare<(dialog: Pointer, message: number, first: number, second: number) => number>(
      'int __stdcall PostMessageW(void *dialog, uint32_t message, uintptr_t first, intptr_t second)',
    ),
  };
});

/** Waits for a message box, presses one of its buttons and gives its text. Throws when none comes. */
export async function answerMessageBox(button: number): Promise<string> {
  const loaded = await loadKoffi();
  assert.ok('koffi' in loaded);
  const { find, text, post } = functions(loaded.koffi);
  const into = Buffer.alloc(4_000);
  for (let waited = 0; waited < 30_000; waited += 100) {
    for (let dialog = find(null, null, dialogClass, null); dialog !== null; dialog = find(null, dialog, dialogClass, null)) {
      const length = text(dialog, textId, into, into.length / 2);
      if (length === 0) continue;
      post(dialog, command, button, 0);
      return into.toString('utf16le', 0, length * 2);
    }
    await sleep(100);
  }
  throw new Error('no message box came');
}
