// The programs that run in the desktop's session, by the names of their files.
import { declareOnce, openLibrary, type Koffi, type Out, type Pointer } from './koffi.ts';

interface RunningProcess {
  /** The name of its file, such as `OUTLOOK.EXE`. */
  readonly name: string;
  /** `null` where Windows does not say it to this account. */
  readonly session: number | null;
}

/** WTS_PROCESS_INFOW (wtsapi32.h), as far as it is read. */
interface ProcessInfo {
  readonly SessionId: number;
  readonly pProcessName: string | null;
}

/** PROCESSENTRY32W (tlhelp32.h), as far as it is read. */
interface ProcessEntry {
  dwSize: number;
  th32ProcessID: number;
  szExeFile: string;
}

const snapshotProcesses = 0x2;

const wtsFunctions = declareOnce((koffi) => {
  const wtsapi32 = openLibrary(koffi, 'wtsapi32.dll');
  koffi.struct('WTS_PROCESS_INFOW', { SessionId: 'uint32', ProcessId: 'uint32', pProcessName: 'str16', pUserSid: 'void *' });
  return {
    enumerate: wtsapi32.declare<(server: null, reserved: 0, version: 1, processes: Out<Pointer>, count: Out<number>) => boolean>(
      'bool __stdcall WTSEnumerateProcessesW(void *server, uint32 reserved, uint32 version, _Out_ void **processes, _Out_ uint32 *count)',
    ),
    freeMemory: wtsapi32.declare<(address: Pointer) => void>('void __stdcall WTSFreeMemory(void *address)'),
  };
});

const snapshotFunctions = declareOnce((koffi) => {
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
  return namesIn(processesBySessions(koffi) ?? processesBySnapshot(koffi), session);
}

/** Those of the session, and those whose session is not known: an Outlook that might be this person's counts as open. Pure. */
export function namesIn(processes: readonly RunningProcess[], session: number): readonly string[] {
  return processes.filter((each) => each.session === null || each.session === session).map(({ name }) => name);
}

/**
 * What the session manager says of all processes; `undefined` where it does not answer. It opens none of them, so that an administrator
 * sees the programs of the person at the desktop too (WTSEnumerateProcessesW).
 */
export function processesBySessions(koffi: Koffi): readonly RunningProcess[] | undefined {
  const { enumerate, freeMemory } = wtsFunctions(koffi);
  const [address, count]: [Out<Pointer>, Out<number>] = [[null], [0]];
  if (!enumerate(null, 0, 1, address, count) || address[0] === null) return undefined;
  try {
    const infos = koffi.decode(address[0], 'WTS_PROCESS_INFOW', count[0]) as readonly ProcessInfo[];
    return infos.flatMap(({ SessionId, pProcessName }) => (pProcessName === null ? [] : { name: pProcessName, session: SessionId }));
  } finally {
    freeMemory(address[0]);
  }
}

/** The same from a snapshot. The session of another account's process may be refused (ProcessIdToSessionId). */
export function processesBySnapshot(koffi: Koffi): readonly RunningProcess[] {
  const { entrySize, snapshot, first, next, closeHandle, sessionOf } = snapshotFunctions(koffi);
  const handle = snapshot(snapshotProcesses, 0);
  const processes: RunningProcess[] = [];
  try {
    const entry: Partial<ProcessEntry> = { dwSize: entrySize };
    for (let found = first(handle, entry); found; found = next(handle, entry)) {
      const its: Out<number> = [0];
      const session = sessionOf(entry.th32ProcessID ?? 0, its) ? its[0] : null;
      if (entry.szExeFile !== undefined) processes.push({ name: entry.szExeFile, session });
      entry.dwSize = entrySize;
    }
  } finally {
    closeHandle(handle);
  }
  return processes;
}
