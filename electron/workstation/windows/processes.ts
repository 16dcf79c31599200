// The programs that run in the desktop's session, by the names of their files.
import { declareOnce, openLibrary, type Koffi, type Out, type Pointer } from './koffi.ts';

/** PROCESSENTRY32W (tlhelp32.h), as far as it is read. */
interface ProcessEntry {
  dwSize: number;
  th32ProcessID: number;
  szExeFile: string;
}

const snapshotProcesses = 0x2;

const functions = declareOnce((koffi) => {
  const kernel32 = openLibrary(koffi, 'kernel32.dll');
  const entry = koffi.struct('PROCESSENTRY32W', {
    dwSize: 'uint32',
    cntUsage: 'uint32',
    th32ProcessID: 'uint32',
    th32DefaultHeapID: 'uintptr_t',
    th32ModuleID: 'uint32',
    cntThreads: 'uint32',
    th32ParentProcessID: 'uint32',
    pcPriClassBase: 'int32',
    dwFlags: 'uint32',
    szExeFile: koffi.array('char16_t', 260, 'String'),
  });
  type Walk = (snapshot: Pointer, entry: Partial<ProcessEntry>) => boolean;
  return {
    entrySize: entry.size,
    snapshot: kernel32.declare<(flags: number, process: number) => Pointer>(
      'void * __stdcall CreateToolhelp32Snapshot(uint32 flags, uint32 process)',
    ),
    first: kernel32.declare<Walk>('bool __stdcall Process32FirstW(void *snapshot, _Inout_ PROCESSENTRY32W *entry)'),
    next: kernel32.declare<Walk>('bool __stdcall Process32NextW(void *snapshot, _Inout_ PROCESSENTRY32W *entry)'),
    closeHandle: kernel32.declare<(handle: Pointer) => boolean>('bool __stdcall CloseHandle(void *handle)'),
    sessionOf: kernel32.declare<(process: number, session: Out<number>) => boolean>(
      'bool __stdcall ProcessIdToSessionId(uint32 process, _Out_ uint32 *session)',
    ),
  };
});

/** File names, such as `OUTLOOK.EXE`, of every process in one session; a process that ends meanwhile may be missing. */
export function processNames(koffi: Koffi, session: number): readonly string[] {
  const { entrySize, snapshot, first, next, closeHandle, sessionOf } = functions(koffi);
  const handle = snapshot(snapshotProcesses, 0);
  const names: string[] = [];
  try {
    const entry: Partial<ProcessEntry> = { dwSize: entrySize };
    for (let found = first(handle, entry); found; found = next(handle, entry)) {
      const its: Out<number> = [0];
      if (entry.szExeFile !== undefined && sessionOf(entry.th32ProcessID ?? 0, its) && its[0] === session) names.push(entry.szExeFile);
      entry.dwSize = entrySize;
    }
  } finally {
    closeHandle(handle);
  }
  return names;
}
