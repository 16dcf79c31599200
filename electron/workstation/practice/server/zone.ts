// The practice DNS zones and how a question to them is answered (RFC 1034 4.3.2, RFC 2308); pure.
import type { Answer, Question, SoaAnswer } from 'dns-packet';
import type { ZoneChange } from './faults.ts';
import { aliasDomains, elsewhereDomain, elsewhereHost, mailDomain, mailDomains, mailHost } from './site.ts';

/** Seconds; short, because faults change the zone while it is in use. */
const ttl = 5;

function soa(zone: string): SoaAnswer {
  return {
    type: 'SOA',
    name: zone,
    ttl,
    data: {
      mname: `ns.${mailDomain}`,
      rname: `hostmaster.${mailDomain}`,
      serial: 2026010101,
      refresh: 3600,
      retry: 600,
      expire: 86400,
      minimum: ttl,
    },
  };
}

const address = (name: string): Answer => ({ type: 'A', name, ttl, data: '127.0.0.1' });
const alias = (name: string, data: string): Answer => ({ type: 'CNAME', name, ttl, data });
const text = (name: string, data: string | string[]): Answer => ({ type: 'TXT', name, ttl, data });

function domainRecords(domain: string, changes: ReadonlySet<ZoneChange>): Answer[] {
  const office365 = domain === mailDomain && changes.has('office365Txt');
  const autodiscover = !changes.has('noAutodiscover') && !changes.has('srvOnly');
  return [
    soa(domain),
    { type: 'NS', name: domain, ttl, data: `ns.${mailDomain}` },
    { type: 'MX', name: domain, ttl, data: { preference: 10, exchange: mailHost } },
    address(domain),
    alias(`www.${domain}`, domain),
    ...(office365
      ? [text(domain, 'MS=ms12345678'), text(domain, 'v=spf1 mx include:spf.protection.outlook.com -all')]
      : [text(domain, 'v=spf1 mx -all')]),
    ...(autodiscover ? [alias(`autodiscover.${domain}`, mailHost)] : []),
    ...(changes.has('srvOnly')
      ? [
          {
            type: 'SRV' as const,
            name: `_autodiscover._tcp.${domain}`,
            ttl,
            data: { priority: 0, weight: 0, port: 443, target: mailHost },
          },
        ]
      : []),
  ];
}

/** All records, as the zone changes leave them. */
export function zoneRecords(changes: ReadonlySet<ZoneChange>): readonly Answer[] {
  return [
    ...mailDomains.flatMap((domain) => domainRecords(domain, changes)),
    address(mailHost),
    address(`ns.${mailDomain}`),
    // Longer than any UDP answer: whoever asks for it must come back over TCP.
    text(
      `long.${mailDomain}`,
      Array.from({ length: 24 }, (_, line) => `${line} `.padEnd(250, 'long text ')),
    ),
    soa(elsewhereDomain),
    address(elsewhereHost),
  ];
}

export interface ZoneReply {
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
}

const zones = [mailDomain, ...aliasDomains, elsewhereDomain];
const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** The SOA that goes with a negative answer; names outside every practice zone are denied by a pretend root: there is no Internet here. */
function authorityOf(name: string): SoaAnswer {
  return soa(zones.find((zone) => isWithin(name, zone)) ?? '.');
}

/** Answers one question, following CNAMEs; names compare without regard to case. */
export function answerQuestion(records: readonly Answer[], question: Question): ZoneReply {
  const answers: Answer[] = [];
  let name = question.name.toLowerCase();
  for (let hops = 0; hops < 8; hops += 1) {
    const owned = records.filter((record) => record.name === name);
    // An owner of nothing that has names below it exists all the same (RFC 8020: an empty non-terminal).
    const exists = owned.length > 0 || records.some((record) => record.name.endsWith(`.${name}`));
    if (!exists) return { rcode: 'NXDOMAIN', answers, authorities: [authorityOf(name)] };

    const matching = owned.filter((record) => record.type === question.type);
    if (matching.length > 0) return { rcode: 'NOERROR', answers: [...answers, ...matching], authorities: [] };

    const cname = owned.find((record) => record.type === 'CNAME');
    if (cname?.type !== 'CNAME') return { rcode: 'NOERROR', answers, authorities: [authorityOf(name)] };
    answers.push(cname);
    name = cname.data;
  }
  return { rcode: 'NOERROR', answers, authorities: [] };
}
