// A key that everybody may read and nobody may write, made with Windows' own access rights.
import koffi from 'koffi';
import * as native from 'native-reg';
import { underWine } from '../servers/wine.ts';

/** Read for everybody, in the language of security descriptors (winnt.h, SDDL); nobody has more. */
const readOnly = 'D:P(A;;KR;;;WD)';
const everything = 'D:P(A;;KA;;;WD)';
/** DACL_SECURITY_INFORMATION and SDDL_REVISION_1; the rights to change the rights (winnt.h). */
const dacl = 4;
const sddlRevision = 1;
const writeDac = 0x4_0000;
const hkcu = 0x8000_0001n;

type Denied = ({ readonly path: string } | { readonly skip: string }) & { restore(): void };

/**
 * Makes a key with one value below HKCU that can be read and not written, or says why there cannot be one; `restore` removes it. The
 * path given back is the port's.
 */
export function denyWriting(path: string): Denied {
  const nothing = (): void => undefined;
  // Wine 8 keeps a key's rights and does not look at them.
  if (underWine) return { skip: 'Wine lets everybody write every key', restore: nothing };
  try {
    const key = native.createKey(native.HKCU, path, native.Access.ALL_ACCESS);
    native.setValueSZ(key, 'v', 'to be read');
    native.closeKey(key);
  } catch {
    return { path: `HKCU\\${path.slice(0, path.lastIndexOf('\\'))}`, restore: nothing };
  }
  setRights(path, readOnly);
  return {
    path: `HKCU\\${path}`,
    restore() {
      setRights(path, everything);
      native.deleteTree(native.HKCU, path);
    },
  };
}

function setRights(path: string, rights: string): void {
  const advapi32 = koffi.load('advapi32.dll');
  const open = advapi32.func(
    'int __stdcall RegOpenKeyExW(intptr_t key, str16 path, uint32 options, uint32 access, _Out_ intptr_t *opened)',
  );
  const describe = advapi32.func(
    'bool __stdcall ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 text, uint32 revision, _Out_ void **descriptor, void *size)',
  );
  const protect = advapi32.func('int __stdcall RegSetKeySecurity(intptr_t key, uint32 what, void *descriptor)');
  const close = advapi32.func('int __stdcall RegCloseKey(intptr_t key)');
  const [key, descriptor]: [[number | bigint], [unknown]] = [[0], [null]];
  check(open(hkcu, path, 0, writeDac, key), 'RegOpenKeyExW');
  if (!describe(rights, sddlRevision, descriptor, null)) throw new Error(rights);
  check(protect(key[0], dacl, descriptor[0]), 'RegSetKeySecurity');
  close(key[0]);
}

function check(status: unknown, call: string): void {
  if (status !== 0) throw new Error(`${call}: ${String(status)}`);
}
