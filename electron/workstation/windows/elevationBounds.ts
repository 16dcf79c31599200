// What the helper with administrator rights does at most, whoever asks: any program of the person's could have written the request.
import { foldName } from '../../model/registry.ts';
import type { PolicyChange } from './elevationMessages.ts';
import type { SessionAccounts } from './session.ts';

/** One policy value that the program knows; the path starts with `HKCU\\`. */
export interface PolicyPlace {
  readonly path: string;
  readonly name: string;
}

/**
 * Whether a change is about a known policy value, or about a key on the way to one. Policies that nobody knows here stay as they are:
 * IT's macro and attachment rules lie in the same branch. Pure.
 */
export function isKnownPolicy(change: PolicyChange, places: readonly PolicyPlace[]): boolean {
  const path = foldName(change.path);
  if (change.change === 'setValue' || change.change === 'deleteValue') {
    const name = foldName(change.name);
    return places.some((place) => foldName(place.path) === path && foldName(place.name) === name);
  }
  return places.some((place) => `${foldName(place.path)}\\`.startsWith(`${path}\\`));
}

/** Whose policies may be written: those of the desktop at which Windows asked, or of the account that gave the rights. Pure. */
export function mayServe(sid: string, { ownSid, desktop }: Pick<SessionAccounts, 'ownSid' | 'desktop'>): boolean {
  return sid === ownSid || (desktop.kind === 'known' && sid === desktop.sid);
}
