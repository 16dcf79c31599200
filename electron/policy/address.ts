// Whose mailbox this run is about: the address that was given, or one in the mail domain that IT decided.
import type { Finding } from '../model/finding.ts';
import { parseMailAddress, parseMailDomain } from '../model/mailAddress.ts';
import { policyFinding } from './findings.ts';
import type { Settings } from './settings.ts';

export interface DecidedAddress {
  /** `null` = nobody said, and no mail domain was decided. */
  readonly email: string | null;
  /**
   * Made up from the Windows user's name: good for what depends on the mail domain alone (the check, the keys), and never compared with an
   * account, never a sign-in.
   */
  readonly assumed: boolean;
  readonly notices: readonly Finding[];
}

/** What a workstation knows about its user. */
interface Known {
  /** `user` or `DOMAIN\user`. */
  readonly user: string;
  readonly address?: string;
}

/** Decides the address; one outside the decided domains is taken and told. Pure. */
export function decideAddress(settings: Pick<Settings, 'email' | 'mailDomain' | 'aliases'>, known: Known): DecidedAddress {
  const { email, mailDomain } = settings;
  if (mailDomain === null) return { email, assumed: false, notices: [] };
  const domains = new Set([mailDomain, ...settings.aliases.flatMap(asciiDomain)]);
  const isInside = (address: string): boolean => domains.has(domainOf(address) ?? mailDomain);
  if (email !== null) return { email, assumed: false, notices: isInside(email) ? [] : [otherDomain(email, domains)] };
  if (known.address !== undefined && domainOf(known.address) !== undefined && isInside(known.address)) {
    return { email: known.address, assumed: false, notices: [] };
  }
  const assumed = `${localPartOf(known.user)}@${mailDomain}`;
  return {
    email: assumed,
    assumed: true,
    notices: [policyFinding('policy.assumedAddress', assumed, { address: assumed, domain: mailDomain })],
  };
}

/** What is told of an address outside of the decided mail domains. */
function otherDomain(address: string, domains: ReadonlySet<string>): Finding {
  return policyFinding('policy.otherDomain', address.trim(), { address: address.trim(), domains: [...domains] });
}

/** `undefined` for what is no address: whoever uses it says so. */
function domainOf(address: string): string | undefined {
  const parsed = parseMailAddress(address);
  return parsed.ok ? parsed.value.domain : undefined;
}

function asciiDomain(alias: string): readonly string[] {
  const parsed = parseMailDomain(alias);
  return parsed.ok ? [parsed.value.domain] : [];
}

/** A Windows user name may hold spaces and more that no address may; what stays only has to be well-formed. */
function localPartOf(user: string): string {
  const name = user.slice(user.lastIndexOf('\\') + 1);
  const plain = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.|\.$/g, '')
    .slice(0, 20);
  return parseMailAddress(`${plain}@company.com`).ok ? plain : 'user';
}
