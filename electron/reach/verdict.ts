// What the findings of a check add up to, pure.
import type { Finding, Verdict } from '../model/finding.ts';
import { blocks } from './findings.ts';

/**
 * blocked: with the keys in place Outlook will still not get to a healthy BlueMind · attention: it will, but something failed or
 * warns · ready: nothing is left to do for the network or the server. An alias domain never blocks: the profile is made for the address.
 */
export function verdictOf(ofAddress: readonly Finding[], ofAliases: readonly Finding[]): Verdict {
  if (ofAddress.some(({ id, status }) => status === 'fail' && blocks(id))) return 'blocked';
  return [...ofAddress, ...ofAliases].some(({ status }) => status === 'fail' || status === 'warn') ? 'attention' : 'ready';
}
