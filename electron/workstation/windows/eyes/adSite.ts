// The Active Directory site in which this PC stands: Outlook prefers the service connection points of its own.
import { declareOnce, openLibrary, takeText, type Koffi, type Out, type Pointer } from '../koffi.ts';

const functions = declareOnce((koffi) => {
  const netapi32 = openLibrary(koffi, 'netapi32.dll');
  return {
    siteName: netapi32.declareWaiting<[computer: null, site: Out<Pointer>], number>(
      'uint32_t __stdcall DsGetSiteNameW(str16 computer, _Out_ void **site)',
    ),
    free: netapi32.declare<(memory: Pointer) => number>('uint32_t __stdcall NetApiBufferFree(void *memory)'),
  };
});

/**
 * The site's name; `undefined` where Windows does not know it, e.g. away from the company's network. Netlogon looks for a domain controller
 * when what it remembers is stale (MS-NRPC 3.5.4.3.6), and may take long: asked on the thread pool.
 */
export async function readSite(koffi: Koffi): Promise<string | undefined> {
  const { siteName, free } = functions(koffi);
  const site: Out<Pointer> = [null];
  return (await siteName(null, site)) === 0 ? (takeText(koffi, site[0], free) ?? undefined) : undefined;
}
