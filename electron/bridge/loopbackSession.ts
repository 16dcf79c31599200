// Who may call over loopback: a token that opens one session once, and the session that each call then shows.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface SessionDesk {
  /** 256 bits, for the fragment of the address: a fragment is never sent, so it stands in no log and no Referer. */
  readonly token: string;
  /** Trades the token for a session, once; `undefined` for a wrong token and for every later try. */
  open(token: string): string | undefined;
  /** Whether this is the session that was opened. */
  holds(session: string): boolean;
}

/** Compared as digests, so that neither the length nor the first differing byte can be timed. */
function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** A desk with a fresh token; `onOpen` is told once, when it was traded. */
export function sessionDesk(onOpen?: () => void): SessionDesk {
  const secret = () => randomBytes(32).toString('base64url');
  const token = secret();
  let session: string | undefined;
  return {
    token,
    open(shown) {
      if (session !== undefined || !sameSecret(shown, token)) return undefined;
      session = secret();
      onOpen?.();
      return session;
    },
    holds: (shown) => session !== undefined && sameSecret(shown, session),
  };
}
