// Who is signed in at the desktop: what the answers of its session mean.

interface Account {
  readonly sid: string;
  /** `DOMAIN\user`. */
  readonly name: string;
}

/** `unknown` = somebody is there whose account cannot be looked up now, or, without a name, the session did not answer. */
export type Desktop =
  { readonly kind: 'nobody' } | ({ readonly kind: 'known' } & Account) | { readonly kind: 'unknown'; readonly name: string | null };

interface SessionAnswers {
  /** WTSUserName, '' where nobody is signed in, and WTSDomainName; `null` = the question failed. */
  readonly user: string | null;
  readonly domain: string | null;
  /** The account that runs this process, and its name, asked for when it is needed; `null` where Windows does not name it. */
  readonly own: { readonly sid: string; readonly name: () => string | null };
  /** This PC as accounts of its own are named after it; `null` = not known. */
  readonly computer: string | null;
  /** Finds an account's identifier by its name; `null` where that fails, as for a domain's account away from its network. */
  readonly lookUp: (name: string) => string | null;
}

/**
 * Says whose desktop it is. Of a domain's accounts the own one is recognised by its name alone: a look-up may ask a domain controller, wait
 * for it, and fail, about what this process's token says anyway. The PC's own accounts are looked up without asking anybody. Somebody who
 * cannot be looked up is not nobody. Pure.
 */
export function desktopOf({ user, domain, own, computer, lookUp }: SessionAnswers): Desktop {
  if (user === null) return { kind: 'unknown', name: null };
  if (user === '') return { kind: 'nobody' };
  const name = domain ? `${domain}\\${user}` : user;
  const isLocal = domain !== null && domain.toLowerCase() === computer?.toLowerCase();
  if (!isLocal && own.name()?.toLowerCase() === name.toLowerCase()) return { kind: 'known', sid: own.sid, name };
  const sid = lookUp(name);
  return sid === null ? { kind: 'unknown', name } : { kind: 'known', sid, name };
}
