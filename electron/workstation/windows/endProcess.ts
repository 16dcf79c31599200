// Ends this process over a file operation that the system does not come back from.
import { loadKoffi, openLibrary, type Pointer } from './koffi.ts';

/**
 * Ends the process with a status and without waiting for anything. Node's own exit waits for its threads (libuv, uv_library_shutdown), and a
 * thread that asks for a folder on a file server that is switched off comes back after minutes. TerminateProcess (processthreadsapi.h) gives
 * the status to whoever waits. Everything must have been said, written and closed. Where koffi cannot be loaded it does nothing.
 */
export async function endProcessNow(status: number): Promise<void> {
  const loaded = await loadKoffi();
  if ('reason' in loaded) return;
  const { koffi } = loaded;
  if (process.platform !== 'win32') {
    // POSIX, section 2 "_exit"; a library without a name is the process itself.
    (koffi.load(null).func('void _exit(int status)') as unknown as (status: number) => void)(status);
    return;
  }
  const kernel32 = openLibrary(koffi, 'kernel32.dll');
  const current = kernel32.declare<() => Pointer>('void * __stdcall GetCurrentProcess()');
  kernel32.declare<(process: Pointer, status: number) => boolean>('bool __stdcall TerminateProcess(void *process, uint32 status)')(
    current(),
    status,
  );
}
