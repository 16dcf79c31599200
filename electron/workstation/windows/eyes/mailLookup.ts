// The user's mail address as Active Directory knows it, asked with the user's own Windows sign-in.
import * as z from 'zod';
import { untilAborted } from '../../../model/deadline.ts';
import type { Koffi } from '../koffi.ts';
import { openLdap, scope, type LdapServer } from './ldapApi.ts';
import { createLanes } from './nativeCalls.ts';

/** A domain controller answers within milliseconds; one behind a VPN that is down is not waited for. */
const timeoutSeconds = 2;
const lane = createLanes(1);

const userSchema = z.object({ mail: z.array(z.string()), proxyAddresses: z.array(z.string()) });
const attributes = Object.keys(userSchema.shape);

/**
 * A security identifier in the form that an LDAP filter takes (MS-DTYP 2.4.2.2, RFC 4515 3): every byte as `\xx`; `undefined` for text that
 * is none. Pure.
 */
export function sidFilterValue(sid: string): string | undefined {
  const [, authority, rest] = /^S-1-(\d{1,15})((?:-\d{1,10}){1,15})$/.exec(sid) ?? [];
  if (authority === undefined || rest === undefined) return undefined;
  const parts = rest.slice(1).split('-').map(Number);
  if (parts.some((part) => part > 0xffffffff)) return undefined;
  const bytes = Buffer.alloc(8 + 4 * parts.length);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(Math.min(Number(authority), 2 ** 48 - 1), 2, 6);
  parts.forEach((part, at) => bytes.writeUInt32LE(part, 8 + 4 * at));
  return [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
}

/** The address of a user's entry: `mail`, else the primary one of `proxyAddresses`, which begins with capital SMTP. Pure. */
export function mailOf(entry: unknown): string | undefined {
  const user = userSchema.safeParse(entry);
  if (!user.success) return undefined;
  const primary = user.data.proxyAddresses.find((address) => address.startsWith('SMTP:'))?.slice('SMTP:'.length);
  return [user.data.mail[0], primary].map((address) => address?.trim()).find((address) => address?.includes('@'));
}

export interface MailLookup {
  /** The user's security identifier. */
  readonly sid: string;
  /** Asked instead of the domain's controller. */
  readonly server?: LdapServer;
}

/** Asks the domain for the user's mail address; `undefined` where it does not answer in time, or knows none. Never throws. */
export async function lookUpMail(koffi: Koffi, { sid, server }: MailLookup, signal: AbortSignal): Promise<string | undefined> {
  const value = sidFilterValue(sid);
  if (value === undefined) return undefined;
  const look = async (): Promise<string | undefined> => {
    const session = await openLdap(koffi, server ?? { host: null, port: 389 }, timeoutSeconds);
    if ('failure' in session) return undefined;
    try {
      const root = await session.search('', scope.base, '(objectClass=*)', ['defaultNamingContext']);
      const base = 'entries' in root ? root.entries[0]?.defaultNamingContext?.[0] : undefined;
      if (base === undefined) return undefined;
      const found = await session.search(base, scope.subtree, `(&(objectClass=user)(objectSid=${value}))`, attributes);
      return 'entries' in found ? mailOf(found.entries[0]) : undefined;
    } finally {
      await session.close();
    }
  };
  return untilAborted(lane(look, signal), signal);
}
