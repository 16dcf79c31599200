// Who asks: reads Basic credentials as BlueMind does and says whose mailbox they open.
import { findMailbox, mailDomain, practicePassword, type Mailbox } from './site.ts';

/** `DOMAIN\user` and a bare login become addresses, as in BlueMind's BasicAuthHandler. */
function addressOf(login: string): string {
  const [, domain, user] = /^([^\\]+)\\(.+)$/.exec(login) ?? [];
  if (domain !== undefined && user !== undefined) return `${user}@${domain}`;
  return login.includes('@') ? login : `${login}@${mailDomain}`;
}

/** The mailbox that an Authorization header's value opens; `undefined` for any other scheme, login or password. */
export function signIn(authorization: string | undefined): Mailbox | undefined {
  const [, token] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) return undefined;
  const credentials = Buffer.from(token, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  if (colon < 0 || credentials.slice(colon + 1) !== practicePassword) return undefined;
  return findMailbox(addressOf(credentials.slice(0, colon)));
}
