// A lock on a folder that Windows holds: a file that nobody else may open while its holder lives.
import path from 'node:path';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Lock } from '../lock.ts';
import { declareOnce, openLibrary, type Koffi, type Pointer } from './koffi.ts';

/** Rights, dispositions and attributes of CreateFileW (winnt.h, fileapi.h), and the code of "somebody has it open" (winerror.h). */
const genericWrite = 0x4000_0000;
const openAlways = 4;
const hiddenFile = 0x2;
const sharingViolation = 32;

const functions = declareOnce((koffi) => {
  const kernel32 = openLibrary(koffi, 'kernel32.dll');
  return {
    createFile: kernel32.declare<
      (name: string, access: number, share: number, security: null, disposition: number, flags: number, template: null) => number | bigint
    >(
      'intptr_t __stdcall CreateFileW(str16 name, uint32 access, uint32 share, void *security, uint32 disposition, uint32 flags, void *template)',
    ),
    closeHandle: kernel32.declare<(handle: Pointer) => boolean>('bool __stdcall CloseHandle(void *handle)'),
    lastError: kernel32.declare<() => number>('uint32 __stdcall GetLastError()'),
  };
});

/**
 * Takes the lock of an existing folder, or fails at once with `workstation.busy` {folder} while any process, this one included, holds
 * it, whatever its account. The file stays; that it is open is the lock, and Windows closes it with its process.
 */
export function takeFolderLock(koffi: Koffi, folder: string): Result<Lock> {
  const { createFile, closeHandle, lastError } = functions(koffi);
  const handle = BigInt(createFile(path.win32.join(folder, '.lock'), genericWrite, 0, null, openAlways, hiddenFile, null));
  if (handle === -1n) {
    const code = lastError();
    if (code === sharingViolation) return failure(problem('workstation.busy', { folder }));
    return failure(problem('workstation.folderNotWritable', { folder, reason: `Windows ${code}` }));
  }
  let held = true;
  return success({
    async release() {
      if (held) closeHandle(handle);
      held = false;
    },
  });
}
