// Where Windows' own libraries and programs lie, as Windows says and not as a variable that any program of the person's may have set.
import type koffiModule from 'koffi';

type GetFolder = (folder: Buffer, length: number) => number;

let asked: string | undefined;

/**
 * Asks Windows, once. kernel32 is in every process already, so that its bare name finds no other file. A process that Windows lends rights
 * to has the variables of the person (HKCU\Environment), SystemRoot among them.
 */
export function askSystemFolder(koffi: Pick<typeof koffiModule, 'load'>): void {
  if (asked !== undefined || process.platform !== 'win32') return;
  const folder = Buffer.alloc(2 * 260);
  const getFolder = koffi
    .load('kernel32.dll')
    .func('uint32 __stdcall GetSystemDirectoryW(_Out_ uint8_t *folder, uint32 length)') as unknown as GetFolder;
  const length = getFolder(folder, folder.length / 2);
  // 0 is a failure; a number as large as the room is what would be needed.
  if (length > 0 && length < folder.length / 2) asked = folder.toString('utf16le', 0, length * 2);
}

/** `C:\Windows\System32`; where this PC loads no add-ons, as the environment says. */
export function systemFolder(): string {
  return asked ?? `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32`;
}
