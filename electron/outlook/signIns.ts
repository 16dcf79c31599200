// Recognises the saved sign-ins that Outlook would use for an address before it asks: after a change of server they are the wrong ones.
import { domainToASCII } from 'node:url';
import type { SignIn, StoredCredential } from '../model/signIns.ts';

export interface SignInOwner {
  /** Names under which the mailbox signs in: its address, the same at its other domains, a sign-in name. */
  readonly accounts: readonly string[];
  /** Its mail domains. */
  readonly domains: readonly string[];
  /** Hosts that are known to be its server. */
  readonly hosts: readonly string[];
}

const sources = {
  blueMind: 'BlueMind: Résolution des problèmes avec Outlook',
  microsoft: 'KB 4051374',
  outlook: 'KB 2829595',
} as const;

/** How cmdkey and Credential Manager show an entry of another program, and one of the network. */
const shownPrefix = /^(?:LegacyGeneric|Domain):target=/i;

/**
 * What Office and Outlook put before the account. Only `SSPI`, which holds a name and a password: `ADAL` and `orgid` are the person's
 * sign-in to Microsoft 365, which other programs need. BlueMind's page leaves `_Data:` out.
 */
const accountForms: readonly (readonly [RegExp, Pick<SignIn, 'reason' | 'source'>])[] = [
  [/^MicrosoftOffice1[56]_Data:SSPI:(.+)$/i, { reason: 'officeAccount', source: sources.microsoft }],
  [/^MicrosoftOffice1[56]_SSPI:(.+)$/i, { reason: 'officeAccount', source: sources.blueMind }],
  [/^MS\.Outlook(?:\.1[4-6])?:(.+?)(?::PUT)?$/i, { reason: 'outlookAccount', source: sources.outlook }],
];

/** Hosts of a mail domain under which BlueMind is reached (BlueMind: Mise en œuvre de MAPI pour Outlook). */
const hostForms = [
  ['autodiscover', 'autodiscoverHost'],
  ['mapi', 'mailHost'],
] as const;

/** Only these hold a password that Windows hands to whoever asks for the name; certificates and tickets are left alone. */
const withPassword: readonly StoredCredential['kind'][] = ['generic', 'domainPassword'];

/**
 * Of all saved sign-ins those that are used for this mailbox and by nothing else, sorted by name. Names compare without regard to case,
 * domains in Unicode or punycode. What is not recognised is never named: it cannot be deleted here. Pure.
 */
export function recogniseSignIns(stored: readonly StoredCredential[], owner: SignInOwner): readonly SignIn[] {
  const known = knownNames(owner);
  const found = stored.flatMap((credential): readonly SignIn[] => {
    const why = withPassword.includes(credential.kind) ? recognise(credential.target.replace(shownPrefix, ''), known) : undefined;
    return why ? [{ ...credential, ...why }] : [];
  });
  return found.sort((a, b) => (a.target.toLowerCase() < b.target.toLowerCase() ? -1 : 1));
}

interface Known {
  readonly accounts: ReadonlySet<string>;
  readonly hosts: ReadonlyMap<string, SignIn['reason']>;
}

function knownNames({ accounts, domains, hosts }: SignInOwner): Known {
  const ofDomains = domains.flatMap((domain) => hostForms.map(([label, reason]) => [foldHost(`${label}.${domain}`), reason] as const));
  const ofServer = hosts.map((host) => [foldHost(host), 'mailHost'] as const);
  return { accounts: new Set(accounts.map(foldAccount)), hosts: new Map([...ofServer, ...ofDomains].filter(([host]) => host !== '')) };
}

function recognise(name: string, known: Known): Pick<SignIn, 'reason' | 'source'> | undefined {
  for (const [form, why] of accountForms) {
    const account = form.exec(name)?.[1];
    if (account !== undefined) return known.accounts.has(foldAccount(account)) ? why : undefined;
  }
  const reason = known.hosts.get(foldHost(name));
  return reason && { reason, source: sources.blueMind };
}

/** A host as DNS sees it; empty for what cannot be one. */
function foldHost(host: string): string {
  return domainToASCII(host).toLowerCase();
}

function foldAccount(account: string): string {
  const at = account.lastIndexOf('@');
  const domain = at < 0 ? '' : foldHost(account.slice(at + 1));
  return (domain === '' ? account : `${account.slice(0, at)}@${domain}`).normalize('NFC').toLowerCase();
}
