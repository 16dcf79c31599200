// Makes a folder that only one person, the system and administrators can open, whatever the folder above it allows.
import { declareOnce, openLibrary, type Koffi, type Out, type Pointer } from './koffi.ts';

/** SDDL_REVISION_1 (sddl.h). */
const sddlRevision = 1;

const functions = declareOnce((koffi) => {
  const attributes = koffi.struct('SECURITY_ATTRIBUTES', { nLength: 'uint32', lpSecurityDescriptor: 'void *', bInheritHandle: 'bool' });
  const kernel32 = openLibrary(koffi, 'kernel32.dll');
  return {
    attributesSize: attributes.size,
    parse: openLibrary(koffi, 'advapi32.dll').declare<(text: string, revision: number, descriptor: Out<Pointer>, size: null) => boolean>(
      'bool __stdcall ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 text, uint32 revision, _Out_ void **descriptor, void *size)',
    ),
    createDirectory: kernel32.declare<(path: string, attributes: object) => boolean>(
      'bool __stdcall CreateDirectoryW(str16 path, SECURITY_ATTRIBUTES *attributes)',
    ),
    localFree: kernel32.declare<(address: Pointer) => Pointer>('void * __stdcall LocalFree(void *address)'),
    lastError: kernel32.declare<() => number>('uint32 __stdcall GetLastError()'),
  };
});

/** Full rights for the person, the system (SY) and administrators (BA), inherited by what is made inside; nothing from above (P). Pure. */
export function privateRights(sid: string): string {
  return `D:P${[sid, 'SY', 'BA'].map((who) => `(A;OICI;FA;;;${who})`).join('')}`;
}

/** Makes the folder with these rights from its first moment on; gives `undefined`, or Windows' number of the failure. */
export function makePrivateFolder(koffi: Koffi, folder: string, sid: string): number | undefined {
  const { attributesSize, parse, createDirectory, localFree, lastError } = functions(koffi);
  const descriptor: Out<Pointer> = [null];
  if (!parse(privateRights(sid), sddlRevision, descriptor, null)) return lastError();
  try {
    const made = createDirectory(folder, { nLength: attributesSize, lpSecurityDescriptor: descriptor[0], bInheritHandle: false });
    return made ? undefined : lastError();
  } finally {
    localFree(descriptor[0]);
  }
}
