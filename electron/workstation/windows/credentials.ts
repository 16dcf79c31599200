// The names in Windows' Credential Manager: listed and deleted, their secrets never read.
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { StoredCredential } from '../../model/signIns.ts';
import type { Credentials } from '../port.ts';
import { declareOnce, openLibrary, type Koffi, type Out, type Pointer } from './koffi.ts';

/** Kinds by their number (CRED_TYPE_* of wincred.h). */
const kindsByNumber: Readonly<Record<number, StoredCredential['kind']>> = {
  1: 'generic',
  2: 'domainPassword',
  3: 'domainCertificate',
  4: 'domainVisiblePassword',
  5: 'genericCertificate',
  6: 'domainExtended',
};

/** System error codes (winerror.h): there are none at all; this one is not there; nobody is signed in who could have some. */
const notFound = 1168;
const noLogonSession = 1312;

/**
 * CREDENTIALW (wincred.h) up to the target's name, which is all that is read: the secret stands behind it, and is neither copied nor looked at.
 * Beyond 2^20 entries an enumeration is not believed.
 */
const functions = declareOnce((koffi) => {
  const advapi32 = openLibrary(koffi, 'advapi32.dll');
  const kernel32 = openLibrary(koffi, 'kernel32.dll');
  const head = koffi.struct('CREDENTIAL_HEAD', { Flags: 'uint32', Type: 'uint32', TargetName: 'str16' });
  return {
    head,
    enumerate: advapi32.declare<(filter: null, flags: number, count: Out<number>, list: Out<Pointer>) => boolean>(
      'bool __stdcall CredEnumerateW(str16 filter, uint32 flags, _Out_ uint32 *count, _Out_ void **list)',
    ),
    remove: advapi32.declare<(target: string, type: number, flags: number) => boolean>(
      'bool __stdcall CredDeleteW(str16 target, uint32 type, uint32 flags)',
    ),
    free: advapi32.declare<(list: Pointer) => void>('void __stdcall CredFree(void *list)'),
    lastError: kernel32.declare<() => number>('uint32 __stdcall GetLastError()'),
  };
});

/**
 * The Credential Manager of the account that runs this process; there is no way to another's. Problem `credentials.failed` {reason}:
 * `Windows` and its error code, or `otherUser` where the process runs for somebody else.
 */
export function createCredentials(koffi: Koffi, isOwn: boolean): Credentials {
  const refused = (code: number): Result<never> => failure(problem('credentials.failed', { reason: `Windows ${code}` }));
  const otherUser = failure(problem('credentials.failed', { reason: 'otherUser' }));
  return {
    async list() {
      if (!isOwn) return otherUser;
      const { head, enumerate, free, lastError } = functions(koffi);
      const count: Out<number> = [0];
      const list: Out<Pointer> = [null];
      if (!enumerate(null, 0, count, list)) {
        const code = lastError();
        return code === notFound || code === noLogonSession ? success([]) : refused(code);
      }
      try {
        const found: StoredCredential[] = [];
        for (const address of koffi.decode(list[0], 'void *', count[0]) as readonly bigint[]) {
          const { Type, TargetName } = koffi.decode(address, head) as { readonly Type: number; readonly TargetName: string };
          const kind = kindsByNumber[Type];
          if (kind) found.push({ target: TargetName, kind });
        }
        return success(found);
      } finally {
        free(list[0]);
      }
    },
    async delete({ target, kind }) {
      if (!isOwn) return otherUser;
      const { remove, lastError } = functions(koffi);
      const type = Object.entries(kindsByNumber).find(([, each]) => each === kind)?.[0];
      if (remove(target, Number(type), 0)) return success(undefined);
      const code = lastError();
      return code === notFound ? success(undefined) : refused(code);
    },
  };
}
