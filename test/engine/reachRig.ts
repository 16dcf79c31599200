// A check against recording servers: the names that exist, what each host answers, and everything that was sent to anybody.
import type { DnsAnswer, DnsRecord, DnsType } from '../../electron/model/dns.ts';
import { checkReach, type ReachCall, type ReachRequest } from '../../electron/reach/check.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { startRecordingServers, type Answer, type Recorded, type RecordingServers } from '../servers/recordingServers.ts';
import { address, untouched } from './reachFixture.ts';

/** BlueMind's answer to whoever has not signed in. */
export const challenge: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'Basic realm="bm.basic.auth.v2", charset="UTF-8"' },
};
const none: Answer = { status: 404 };

const namespaces = [
  'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006',
  'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a',
] as const;

/** An Autodiscover answer around the content of its Response. */
export function autodiscover(content: string): Answer {
  const body = `<Autodiscover xmlns="${namespaces[0]}"><Response xmlns="${namespaces[1]}">${content}</Response></Autodiscover>`;
  return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}

/** Settings whose MAPI addresses lie on these hosts. */
export function settings(external: string, internal = external): Answer {
  const urls = (service: string) =>
    `<InternalUrl>https://${internal}/mapi/${service}/?MailboxId=1</InternalUrl><ExternalUrl>https://${external}/mapi/${service}/?MailboxId=1</ExternalUrl>`;
  return autodiscover(
    `<Account><AccountType>email</AccountType><Action>settings</Action><Protocol Type="mapiHttp" Version="1">` +
      `<MailStore>${urls('emsmdb')}</MailStore><AddressBook>${urls('nspi')}</AddressBook></Protocol></Account>`,
  );
}

export interface Site {
  /** SRV target of each domain. */
  readonly srv?: Readonly<Record<string, string>>;
  /** Port in the SRV records, 443 where it does not matter. */
  readonly srvPort?: number;
  /** Hosts that DNS does not know. */
  readonly unknown?: readonly string[];
  /** What a host answers; a host that is not named has nothing. `null` = never an answer. */
  readonly answer: (request: Recorded) => Answer | null | undefined;
}

export interface Rig {
  readonly servers: RecordingServers;
  readonly check: (request?: Partial<ReachRequest>, call?: Partial<ReachCall>) => ReturnType<typeof checkReach>;
  /** Requests that carried credentials. */
  readonly authorised: () => readonly Recorded[];
}

/** Starts the servers of a site, runs a test with them and closes them again. */
export async function withSite(site: Site, run: (rig: Rig) => Promise<void>): Promise<void> {
  const servers = await startRecordingServers((request) => {
    const answer = site.answer(request);
    return answer === null ? undefined : (answer ?? none);
  });
  const node = createNodeNetwork({
    connectTo: () => servers.connectTo,
    trustedCertificates: [servers.root],
    now: () => new Date(),
  });
  const unknown = new Set(site.unknown);
  const network: Network = {
    resolve: (name, type) => Promise.resolve(answerFor(name, type, site, unknown)),
    exchange: (request, signal) =>
      unknown.has(new URL(request.url).hostname)
        ? Promise.resolve({
            method: request.method,
            url: request.url,
            timings: { total: 0 },
            addresses: [],
            failure: { phase: 'dns', reason: 'noName' },
          })
        : node.exchange(request, signal),
  };
  const directory = { serviceConnectionPoints: () => Promise.resolve({ kind: 'notJoined' } as const) };
  try {
    await run({
      servers,
      authorised: () => servers.requests.filter(({ authorization }) => authorization !== undefined),
      check: (request = {}, call = {}) =>
        checkReach(
          { network, directory, practice: false, now: () => new Date() },
          {
            email: address('user@corp.example'),
            aliases: [],
            officeVersion: '16.0',
            valuesNow: untouched,
            valuesAfter: () => request.valuesNow ?? untouched,
            password: null,
            timeoutMs: 3_000,
            budgetMs: 10_000,
            ...request,
          },
          { signal: new AbortController().signal, onProgress: () => undefined, ...call },
        ),
    });
  } finally {
    await servers.close();
  }
}

function answerFor(name: string, type: DnsType, { srv, srvPort = 443 }: Site, unknown: ReadonlySet<string>): DnsAnswer {
  const found = (record: DnsRecord): DnsAnswer => ({ kind: 'answer', records: [record], ms: 0 });
  if (type === 'SRV') {
    const target = srv?.[name.replace('_autodiscover._tcp.', '')];
    return target === undefined ? { kind: 'noName', ms: 0 } : found({ type, name, priority: 0, weight: 0, port: srvPort, target });
  }
  if (type === 'A' && !unknown.has(name)) return found({ type, name, address: '127.0.0.1' });
  return { kind: unknown.has(name) ? 'noName' : 'noData', ms: 0 };
}
