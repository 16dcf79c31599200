// What a host name belongs to: its registrable domain, its URL, and whether it is Microsoft's.
import { parse as parseSuffix } from 'tldts';

/** Hosts of Microsoft's cloud: what leads there leads Outlook away, and they are never contacted. */
const microsoftDomains = ['outlook.com', 'outlook.cn', 'office365.com', 'office.com', 'microsoftonline.com', 'microsoft.com'];

/** The domain one can register (public suffix and one label), `null` for addresses, bare suffixes and single labels. */
export function registrableDomain(host: string): string | null {
  return parseSuffix(host, { allowPrivateDomains: true }).domain;
}

export function isMicrosoftHost(host: string): boolean {
  return microsoftDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** The URL in a text, `undefined` when there is none. */
export function urlIn(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** The host of a URL that is known to be one, without the brackets of an IPv6 address. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Text that came from outside, made safe to keep and print: one line, no control characters, bounded. */
export function printable(text: string, longest = 200): string {
  return text
    .slice(0, longest * 2)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, longest);
}
