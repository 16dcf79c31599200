// What the accounts and the remembered answers on a PC mean for the address that is to be set up. Pure.
import type { CheckReport } from '../model/check.ts';
import type { Profile } from '../model/outlook.ts';
import type { RememberedAnswer } from '../model/pc.ts';
import { isExchange, isMailAccount } from '../outlook/accounts.ts';
import { urlIn } from '../reach/hosts.ts';
import { told, type Rule } from './inspectionRule.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a profile holds the account that is to be set up, and no other: that one may stay. */
function isItsOwn(profile: Profile, email: string): boolean {
  const mail = profile.accounts.filter(isMailAccount);
  return mail.length === 1 && mail[0]?.kind === 'exchange' && same(mail[0].name, email);
}

/** Profiles that hold an Exchange account already: BlueMind needs one of its own. */
export const exchangeElsewhere: Rule = ({ profiles }, { email }) =>
  profiles.flatMap((profile) => {
    const accounts = profile.accounts.filter(({ kind }) => isExchange(kind));
    if (accounts.length === 0 || isItsOwn(profile, email)) return [];
    const data = {
      profile: profile.name,
      account: accounts.map(({ name }) => name).join(', '),
      office: profile.office,
      opened: profile.default ? 'yes' : 'no',
      kind: profile.office365 ? 'office365' : 'unknown',
    };
    return [told('profile.exchangeElsewhere', 'info', profile.name, data)];
  });

/** The hosts at which the check found BlueMind; empty where it did not. */
function bluemindHosts(check: CheckReport | null | undefined): ReadonlySet<string> {
  if (check?.server.product !== 'bluemind') return new Set();
  const { mapi, ews, oab, published = [] } = check.server;
  const urls = [check.outlook.afterKeys.url, ...[mapi.emsmdb, mapi.nspi, ews, oab, ...published].map((endpoint) => endpoint?.url)];
  return new Set(urls.flatMap((url) => (url ? (urlIn(url)?.hostname ?? []) : [])));
}

/** Whether a remembered answer would lead this address elsewhere than to BlueMind. */
function misleads({ address, hosts, office365 }: RememberedAnswer, email: string, known: ReadonlySet<string>): boolean {
  if (address === null || !same(address, email)) return false;
  return office365 || (known.size > 0 && hosts.length > 0 && !hosts.some((host) => known.has(host)));
}

/** Remembered answers that lead the address elsewhere than to BlueMind. */
export const remembered: Rule = ({ remembered: answers = [], computer }, { email, check }) => {
  if (answers.length === 0) return [];
  if (email === '') return [told('outlook.autodiscoverCache', 'info', computer, { count: answers.length })];
  const known = bluemindHosts(check);
  const misleading = answers.filter((answer) => misleads(answer, email, known));
  if (misleading.length === 0) return [told('outlook.autodiscoverCache', 'pass', computer, { count: answers.length })];
  return misleading.map(({ name, hosts }) =>
    told(
      'outlook.autodiscoverCache',
      'warn',
      name,
      { name, address: email, hosts: [...hosts] },
      { remedy: { id: 'removeCaches', who: ['user', 'technician'], copy: `caches remove --file "${name}"` } },
    ),
  );
};
