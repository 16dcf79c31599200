// The practice world as plain data: its domains, its hosts, what each host is, and the mailboxes of its server.

export const mailDomain = 'practice.example';
export const aliasDomains: readonly string[] = ['practice-alias.example'];
export const mailDomains: readonly string[] = [mailDomain, ...aliasDomains];

/** The external URL's host: the one name that a BlueMind server has for the outside. */
export const mailHost = `mail.${mailDomain}`;
/** A host of somebody else: another registrable domain, where redirects may lead. */
export const elsewhereDomain = 'elsewhere.example';
export const elsewhereHost = `autodiscover.${elsewhereDomain}`;

/** What a host is: the server by its external URL, the server by an autodiscover name, a company's web site, somebody else's server. */
export type HostRole = 'mail' | 'autodiscover' | 'website' | 'elsewhere';

const roles: ReadonlyMap<string, HostRole> = new Map<string, HostRole>([
  [mailHost, 'mail'],
  ...mailDomains.map((domain): [string, HostRole] => [`autodiscover.${domain}`, 'autodiscover']),
  ...mailDomains.flatMap((domain): [string, HostRole][] => [
    [domain, 'website'],
    [`www.${domain}`, 'website'],
  ]),
  [elsewhereHost, 'elsewhere'],
]);

/** The names of all hosts with this role. */
export function hostsOf(role: HostRole): readonly string[] {
  return [...roles].filter(([, each]) => each === role).map(([host]) => host);
}

/** What a host name (any letter case, without port) is; BlueMind's default vhost answers for every other name. */
export function roleOf(host: string): HostRole {
  return roles.get(host.toLowerCase()) ?? 'mail';
}

/** Who signs in here; every practice mailbox has this one password. Known to everybody, protects nothing. */
export const practicePassword = 'Sesame-42-practice';

export interface Mailbox {
  readonly address: string;
  readonly aliases: readonly string[];
  readonly uid: string;
  readonly name: string;
  /** Where Autodiscover sends whoever asks for this mailbox. */
  readonly redirect?: { readonly kind: 'address' | 'url'; readonly to: string };
}

export const mailboxes: readonly [Mailbox, ...Mailbox[]] = [
  {
    address: `user@${mailDomain}`,
    aliases: aliasDomains.map((domain) => `user@${domain}`),
    uid: '94a5c596-90a8-4985-91fd-57629ee06561',
    name: 'Camille Practice',
  },
  {
    address: `moved@${mailDomain}`,
    aliases: [],
    uid: '1d0f7c1e-6d0c-4b56-9a0e-0a5a3c1a7b11',
    name: 'Moved Mailbox',
    redirect: { kind: 'address', to: `user@${aliasDomains[0] ?? mailDomain}` },
  },
  {
    address: `elsewhere@${mailDomain}`,
    aliases: [],
    uid: '5b2a3f6d-2c1b-4d9e-8f0a-7c6d5e4f3a22',
    name: 'Mailbox Elsewhere',
    redirect: { kind: 'url', to: `https://${elsewhereHost}/autodiscover/autodiscover.xml` },
  },
];

/** The mailbox with this address or alias, in any letter case. */
export function findMailbox(address: string): Mailbox | undefined {
  const wanted = address.toLowerCase();
  return mailboxes.find((mailbox) => mailbox.address === wanted || mailbox.aliases.includes(wanted));
}
