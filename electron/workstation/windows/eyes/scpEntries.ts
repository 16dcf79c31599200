// What the service connection points of a directory mean for Autodiscover: which URLs, in which order, and which pointers to follow.
import * as z from 'zod';

/** Marks of a URL and of a pointer to another directory (MS-OXDISCO 3.1.5.2). */
const urlMark = '77378f46-2c66-4aa9-a6a6-3e7a48b19596';
const pointerMark = '67661d7f-8fc4-4fa7-bfac-e1d7794c1f68';

/** The filter of MS-OXDISCO 3.1.5.2. */
export const scpFilter =
  '(&(objectClass=serviceConnectionPoint)(|(keywords=67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68)(keywords=77378F46-2C66-4aa9-A6A6-3E7A48B19596)))';

const entrySchema = z.object({ keywords: z.array(z.string()), serviceBindingInformation: z.array(z.string()) });
/** The two attributes of a service connection point that are read. */
export const scpAttributes = Object.keys(entrySchema.shape);

export interface ScpMeaning {
  /** Those of this PC's site first, then those of no site, then those of other sites; each once. */
  readonly urls: readonly string[];
  /** Hosts of the directories that pointers name, each once. */
  readonly pointers: readonly { readonly host: string; readonly port: number }[];
}

const most = 16;

/** Reads the entries of one directory; `site` is the Active Directory site of this PC. Entries that make no sense are passed over. */
export function readScp(entries: readonly unknown[], site: string | undefined): ScpMeaning {
  const known = entries.flatMap((entry) => {
    const parsed = entrySchema.safeParse(entry);
    return parsed.success ? [{ ...parsed.data, marks: parsed.data.keywords.map((keyword) => keyword.trim().toLowerCase()) }] : [];
  });
  const urls = known
    .filter(({ marks }) => marks.includes(urlMark))
    .map((entry) => ({ nearness: nearness(entry.marks, site), urls: entry.serviceBindingInformation }))
    .sort((one, other) => one.nearness - other.nearness)
    .flatMap((entry) => entry.urls.map((url) => url.trim()).filter((url) => url !== ''));
  const pointers = known
    .filter(({ marks }) => marks.includes(pointerMark) && !marks.includes(urlMark))
    .flatMap((entry) => entry.serviceBindingInformation.flatMap(directoryIn));
  const different = pointers.filter(
    ({ host, port }, index) => pointers.findIndex((each) => each.host === host && each.port === port) === index,
  );
  return { urls: [...new Set(urls)].slice(0, most), pointers: different.slice(0, most) };
}

/** 0 = this PC's site, 1 = of no site, 2 = another site. */
function nearness(marks: readonly string[], site: string | undefined): 0 | 1 | 2 {
  const sites = marks.flatMap((mark) => (mark.startsWith('site=') ? [mark.slice('site='.length)] : []));
  if (sites.length === 0) return 1;
  return site !== undefined && sites.includes(site.toLowerCase()) ? 0 : 2;
}

/** `LDAP://host[:port][/base]` (RFC 4516); only a host name, so that the sign-in goes to a server that has a Kerberos name. */
function directoryIn(text: string): { host: string; port: number }[] {
  const found = /^ldap:\/\/([a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?)(?::(\d{1,5}))?(?:\/|$)/i.exec(text.trim());
  const host = found?.[1]?.toLowerCase();
  if (host === undefined) return [];
  const port = Number(found?.[2] ?? 389);
  return port > 0 && port < 65_536 ? [{ host, port }] : [];
}
