// What the server itself showed, as findings: who it is, whether its services are there, and what it said to the sign-in. Pure.
import type { Endpoint, ServerReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { MailAddress } from '../model/mailAddress.ts';
import type { AutodiscoverAnswer } from './autodiscoverAnswer.ts';
import type { Meaning } from './answerMeaning.ts';
import { isWell, serviceIds, type ServiceId } from './endpoints.ts';
import { finding, type ReachFindingId } from './findings.ts';
import { printable } from './hosts.ts';
import type { SignIn } from './signIn.ts';

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
  return [identityFinding(server, host ?? domain, host !== null), ...serviceIds.map((id) => serviceFinding(id, endpoints[id], domain))];
}

const identityStatus = { bluemind: 'pass', other: 'fail', unknown: 'warn' } as const;

function identityFinding({ product, fingerprint }: ServerReport, host: string, asked: boolean): Finding {
  const data = { host, fingerprint: fingerprint[0] ?? '' };
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
export function signInFindings({ state, reason, meaning }: SignIn, email: MailAddress, url: string | null): readonly Finding[] {
  const data = { address: email.address, url: url ?? email.domain, reason };
  const status = ({ none: 'skipped', accepted: 'pass', refused: 'fail', notSent: 'warn', unanswered: 'warn' } as const)[state];
  return [
    finding('signIn.password', status, email.address, { data, ...(reason === null ? {} : { evidence: [`signIn: ${state} (${reason})`] }) }),
    ...(meaning ? answerFindings(meaning, email) : []),
  ];
}

function answerFindings(meaning: Meaning, email: MailAddress): readonly Finding[] {
  const { address } = email;
  if (meaning.kind === 'redirect') {
    const id = meaning.by === 'redirectAddr' ? 'autodiscover.redirectAddress' : 'autodiscover.redirectUrl';
    return [finding(id, 'warn', address, { data: { address, target: printable(meaning.to), targetHost: printable(meaning.to) } })];
  }
  return meaning.answer ? settingsFindings(meaning.answer, address) : [unreadable(address)];
}

function settingsFindings(answer: AutodiscoverAnswer, address: string): readonly Finding[] {
  if (answer.kind === 'error') {
    return [
      finding('autodiscover.error', 'fail', address, {
        data: { address, code: answer.code },
        evidence: [`${answer.code} ${answer.message}`],
      }),
    ];
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
    ...(smtpAddress.toLowerCase() === address.toLowerCase()
      ? []
      : [finding('autodiscover.primaryAddress', 'warn', address, { data: { address, smtpAddress }, copy: smtpAddress })]),
  ];
}

/** After sign-in came a 200 that is no Autodiscover answer. */
function unreadable(address: string): Finding {
  return finding('autodiscover.noMapiHttp', 'fail', address, { data: { address } });
}
