// What the server itself showed, as findings: who it is, whether its services are there, and what it said to the sign-in. Pure.
import type { Endpoint, RouteReport, ServerReport } from '../model/check.ts';
import type { Finding, FindingStatus } from '../model/finding.ts';
import type { MailAddress } from '../model/mailAddress.ts';
import type { AutodiscoverAnswer, AutodiscoverSettings } from './autodiscoverAnswer.ts';
import type { Meaning } from './answerMeaning.ts';
import { isWell, serviceIds, type ServiceId } from './endpoints.ts';
import { findingOfError } from './autodiscoverErrors.ts';
import { finding, type ReachFindingId } from './findings.ts';
import { printable, urlIn } from './hosts.ts';
import { hasRiskyCharacters, isOfMailDomain, type SignIn } from './signIn.ts';

/** MAPI is what Outlook lives on; the other services are comfort, and without them Outlook still works. */
const findingOfService: Readonly<Record<ServiceId, { readonly id: ReachFindingId; readonly unwell: 'fail' | 'warn' }>> = {
  emsmdb: { id: 'mapi.emsmdb', unwell: 'fail' },
  nspi: { id: 'mapi.nspi', unwell: 'fail' },
  ews: { id: 'server.ews', unwell: 'warn' },
  oab: { id: 'server.oab', unwell: 'warn' },
  login: { id: 'server.login', unwell: 'warn' },
};

/** `host` is the server that was asked, `null` when no route led to one. */
export function serverFindings(server: ServerReport, host: string | null, domain: string): readonly Finding[] {
  const endpoints: Readonly<Record<ServiceId, Endpoint | null>> = { ...server.mapi, ews: server.ews, oab: server.oab, login: server.login };
  return [
    identityFinding(server, host ?? domain, host !== null),
    ...serviceIds.map((id) => serviceFinding(id, endpoints[id], domain)),
    ...loginOnAutodiscover(server),
    ...(server.published ?? []).map(publishedFinding),
  ];
}

function loginOnAutodiscover({ loginAutodiscover }: ServerReport): readonly Finding[] {
  if (!loginAutodiscover) return [];
  const { url, state, status } = loginAutodiscover;
  const host = urlIn(url)?.hostname ?? url;
  const details = { data: { url, host, state, status }, evidence: [`${url}: ${status ?? state}`], copy: host };
  return [finding('server.loginAutodiscover', isWell(loginAutodiscover) ? 'pass' : 'warn', url, details)];
}

function publishedFinding(endpoint: Endpoint): Finding {
  const { url, state, status } = endpoint;
  const host = urlIn(url)?.hostname ?? url;
  return finding('mapi.published', isWell(endpoint) ? 'pass' : 'warn', url, {
    data: { url, host, state, status },
    evidence: [`${url}: ${status ?? state}`],
    copy: url,
  });
}

/** Whether the server that Outlook is led to is the one that whoever runs the PC named; `shown` is its own external host, where it is known. */
export function expectedServerFindings(expected: string | undefined, shown: string | null): readonly Finding[] {
  if (expected === undefined) return [];
  const status = shown === null ? 'skipped' : shown === expected ? 'pass' : 'warn';
  return [finding('server.expected', status, expected, { data: { host: expected, shown: shown ?? '' }, copy: expected })];
}

const identityStatus = { bluemind: 'pass', other: 'fail', unknown: 'warn' } as const;

function identityFinding({ product, fingerprint, confidence }: ServerReport, host: string, asked: boolean): Finding {
  const data = { host, fingerprint: fingerprint[0] ?? '', confidence: confidence ?? 'low' };
  return finding('server.identity', asked ? identityStatus[product] : 'skipped', host, { data, evidence: fingerprint });
}

function serviceFinding(service: ServiceId, endpoint: Endpoint | null, domain: string): Finding {
  const { id, unwell } = findingOfService[service];
  if (!endpoint) return finding(id, 'skipped', domain, { data: { url: domain, state: '', status: null } });
  const { url, state, status } = endpoint;
  const evidence = [`${url}: ${status ?? state}`];
  return finding(id, isWell(endpoint) ? 'pass' : unwell, url, { data: { url, state, status }, evidence });
}

/** The sign-in's own finding, and what the authenticated answer said. */
export function signInFindings(
  { state, reason, meaning }: SignIn,
  email: MailAddress,
  url: string | null,
  product: ServerReport['product'],
): readonly Finding[] {
  const data = { address: email.address, url: url ?? email.domain, reason };
  const status = ({ none: 'skipped', accepted: 'pass', refused: 'fail', notSent: 'warn', unanswered: 'warn' } as const)[state];
  return [
    finding('signIn.password', status, email.address, { data, ...(reason === null ? {} : { evidence: [`signIn: ${state} (${reason})`] }) }),
    ...(meaning ? answerFindings(meaning, email, product) : []),
  ];
}

/** Characters in the password that are known for trouble, said without saying which; only once the server has seen it. */
export function passwordFindings(password: string | null, { state }: SignIn, email: MailAddress): readonly Finding[] {
  const statusOf: Readonly<Partial<Record<SignIn['state'], FindingStatus>>> = { refused: 'warn', accepted: 'info' };
  const status = statusOf[state];
  if (password === null || status === undefined || !hasRiskyCharacters(password)) return [];
  return [finding('signIn.characters', status, email.address, { data: { address: email.address } })];
}

/**
 * A split domain: BlueMind answers, and sends Outlook on to another server for this mailbox (its routing is external, BlueMind's
 * `exchange-autodiscover-url`). Without a sign-in it shows as a redirect that was not followed.
 */
export function splitDomainFindings(
  route: RouteReport | undefined,
  product: ServerReport['product'],
  email: MailAddress,
): readonly Finding[] {
  const target = route?.redirects.at(-1);
  if (product !== 'bluemind' || route?.reason !== 'http.redirectForeignDomain' || target === undefined) return [];
  return [splitDomain(target.to, email)];
}

function splitDomain(to: string, { address, domain }: MailAddress): Finding {
  const target = printable(to);
  const targetHost = urlIn(to)?.hostname ?? target;
  return finding('autodiscover.splitDomain', 'warn', address, { data: { address, domain, target, targetHost }, evidence: [target] });
}

function answerFindings(meaning: Meaning, email: MailAddress, product: ServerReport['product']): readonly Finding[] {
  const { address } = email;
  if (meaning.kind === 'redirect') {
    const host = urlIn(meaning.to)?.hostname;
    if (meaning.by !== 'redirectAddr' && product === 'bluemind' && host !== undefined && !isOfMailDomain(host, email.domain)) {
      return [splitDomain(meaning.to, email)];
    }
    const id = meaning.by === 'redirectAddr' ? 'autodiscover.redirectAddress' : 'autodiscover.redirectUrl';
    const target = printable(meaning.to);
    return [finding(id, 'warn', address, { data: { address, target, targetHost: host ?? target }, copy: target })];
  }
  return meaning.answer ? settingsFindings(meaning.answer, address, email.domain) : [unreadable(address)];
}

function settingsFindings(answer: AutodiscoverAnswer, address: string, host: string): readonly Finding[] {
  if (answer.kind === 'error') {
    return [
      finding(findingOfError(answer.code), 'fail', address, {
        data: { address, host, code: answer.code },
        evidence: [`${answer.code} ${answer.message}`],
      }),
    ];
  }
  if (answer.kind === 'unknownAction') {
    return [finding('autodiscover.unknownAction', 'fail', address, { data: { address, host, action: answer.action } })];
  }
  if (answer.kind !== 'settings') return [unreadable(address)];
  const smtpAddress = printable(answer.smtpAddress ?? address);
  return [
    answer.mapiHttp
      ? finding('autodiscover.settings', 'pass', address, {
          data: { address },
          evidence: Object.values(answer.mapiHttp).map((url) => printable(url)),
        })
      : finding('autodiscover.noMapiHttp', 'fail', address, { data: { address } }),
    ...shapeFindings(answer, address),
    ...(smtpAddress.toLowerCase() === address.toLowerCase()
      ? []
      : [finding('autodiscover.primaryAddress', 'warn', address, { data: { address, smtpAddress }, copy: smtpAddress })]),
  ];
}

/** What Outlook may take amiss: a namespace that is not the specification's is, a type that stands as an element has always been read. */
function shapeFindings({ quirks }: AutodiscoverSettings, address: string): readonly Finding[] {
  if (quirks.length === 0) return [];
  const status = quirks.some((quirk) => quirk !== 'typeAsElement') ? 'warn' : 'info';
  return [finding('autodiscover.shape', status, address, { data: { address }, evidence: [...quirks] })];
}

/** After sign-in came a 200 that is no Autodiscover answer. */
function unreadable(address: string): Finding {
  return finding('autodiscover.unreadable', 'fail', address, { data: { address } });
}
