// Reads a mail address or a mail domain as a person typed it, and refuses what must never be looked up.
import { domainToASCII, domainToUnicode } from 'node:url';
import { parse as parseSuffix } from 'tldts';
import { problem, type ProblemCode } from './problem.ts';
import { failure, success, type Result } from './result.ts';

export interface MailAddress {
  /** `local@domain`, as it goes over the wire. */
  readonly address: string;
  readonly local: string;
  /** ASCII (punycode, RFC 5891), lower case: what DNS and TLS are asked for. */
  readonly domain: string;
  /** As a person writes it. */
  readonly displayDomain: string;
}

export interface MailDomain {
  readonly domain: string;
  readonly displayDomain: string;
}

/** RFC 5321 4.5.3.1: octets of a local part; RFC 1035 2.3.4: octets of a name and of one label. */
const maxLocalLength = 64;
const maxDomainLength = 253;

/**
 * A dot-atom (RFC 5322 3.2.3) with the letters of RFC 6531. Quoted local parts are refused: no mailbox server hands them out, and
 * spaces, quotes and control characters in an address are how headers get injected.
 */
const localPart = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** Letters, digits and inner hyphens (RFC 1123 2.1); the last label must not be a number, else it is an address. */
const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** What no domain may hold, and what URL parsing would silently drop or take for something else. */
const forbiddenInDomain = /[\s\p{C}@/\\?#%:[\]<>"'`()&,;|^{}*]/u;

/** Reads a typed address; outer spaces are no fault. Problems: the `email.*` codes, with `text` as typed (bounded). */
export function parseMailAddress(text: string): Result<MailAddress> {
  const typed = text.trim();
  const refuse = (code: ProblemCode): Result<never> => failure(problem(code, { text: shown(typed) }));
  if (typed === '') return refuse('email.empty');
  const at = typed.lastIndexOf('@');
  if (at < 0 || at === typed.length - 1) return refuse('email.noDomain');
  if (at === 0) return refuse('email.noLocalPart');
  const local = typed.slice(0, at);
  if (!localPart.test(local) || Buffer.byteLength(local) > maxLocalLength) return refuse('email.invalidLocalPart');
  const domain = readDomain(typed.slice(at + 1));
  return typeof domain === 'string' ? refuse(domain) : success({ address: `${local}@${domain.domain}`, local, ...domain });
}

/** Reads a typed mail domain, such as an alias; a leading `@` is no fault. Problems as parseMailAddress. */
export function parseMailDomain(text: string): Result<MailDomain> {
  const typed = text.trim().replace(/^@/, '');
  if (typed === '') return failure(problem('email.noDomain', { text: shown(text) }));
  const domain = readDomain(typed);
  return typeof domain === 'string' ? failure(problem(domain, { text: shown(typed) })) : success(domain);
}

/** The domain, or the code of what is wrong with it. */
function readDomain(typed: string): MailDomain | 'email.invalidDomain' | 'email.topLevelOnly' {
  if (forbiddenInDomain.test(typed)) return 'email.invalidDomain';
  const domain = domainToASCII(typed).toLowerCase();
  if (domain.length > maxDomainLength || !hostName.test(domain)) return 'email.invalidDomain';
  const { domain: registrable, isIp } = parseSuffix(domain, { allowPrivateDomains: false });
  if (isIp === true || /(?:^|\.)\d+$/.test(domain)) return 'email.invalidDomain';
  // Nobody's mail lives on a public suffix, and whoever owns autodiscover.<suffix> would be sent the question: the leak of 2021.
  if (registrable === null) return 'email.topLevelOnly';
  return { domain, displayDomain: domainToUnicode(domain) };
}

/** What was typed, made safe to print: bounded, control characters taken out. */
function shown(typed: string): string {
  return typed.replace(/\p{C}/gu, ' ').slice(0, 320);
}
