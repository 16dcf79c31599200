// Sets the PC's DNS beside another server, for every name of a check: what a split horizon hides from whoever asks only one side.
import { isIP } from 'node:net';
import type { DnsComparison, RouteReport } from '../model/check.ts';
import type { DnsAnswer, DnsServer, DnsType } from '../model/dns.ts';
import type { Finding } from '../model/finding.ts';
import type { Network, QuestionOptions } from '../workstation/port.ts';
import { recordsOf } from './dnsFacts.ts';
import { recordValue } from './dnsRecords.ts';
import { finding } from './findings.ts';
import { hostOf, isMicrosoftHost, printable, urlIn } from './hosts.ts';

type ComparedRow = DnsComparison['rows'][number];
type ComparedAnswer = ComparedRow['here'];

/** Longer lists of values are cut: a table is read by people. */
const maxValues = 20;

interface Asking extends QuestionOptions {
  readonly network: Network;
}

interface RunningComparison {
  /** The comparison with the hosts that only the routes' answers named: targets of redirects and of SRV records. */
  with(routes: readonly RouteReport[]): Promise<DnsComparison>;
}

/** Begins to ask both about everything a check asks of its mail domains; `undefined` where no server is to be compared. */
export function compareDns(server: DnsServer | undefined, domains: readonly string[], asking: Asking): RunningComparison | undefined {
  if (!server) return undefined;
  const ofDomains = Promise.all(domains.flatMap(questionsOf).map(([name, type]) => compareName(server, name, type, asking)));
  return {
    async with(routes) {
      const known = new Set(domains.flatMap((domain) => questionsOf(domain).map(([name]) => name)));
      const hosts = [...new Set(routes.flatMap(hostsIn))].filter((host) => !known.has(host));
      const types = ['A', 'AAAA'] as const;
      const ofHosts = hosts.flatMap((host) => types.map((type) => compareName(server, host, type, asking)));
      return { server: serverText(server), rows: [...(await ofDomains), ...(await Promise.all(ofHosts))] };
    },
  };
}

/** The autodiscover host, the SRV record, the web site, the marks of Microsoft 365. */
function questionsOf(domain: string): readonly (readonly [name: string, type: DnsType])[] {
  return [
    [`autodiscover.${domain}`, 'A'],
    [`autodiscover.${domain}`, 'AAAA'],
    [`_autodiscover._tcp.${domain}`, 'SRV'],
    [domain, 'A'],
    [domain, 'AAAA'],
    [domain, 'TXT'],
  ];
}

/** Hosts that a route came by, but never Microsoft's: nobody is asked about them. */
function hostsIn({ outcome, url, redirects }: RouteReport): readonly string[] {
  if (outcome === 'office365' || outcome === 'local') return [];
  const urls = [url, ...redirects.flatMap(({ from, to }) => [from, to])];
  return urls
    .flatMap((text) => (text === null ? [] : (urlIn(text) ?? [])))
    .map((found) => hostOf(found.href))
    .filter((host) => host !== '' && isIP(host) === 0 && !isMicrosoftHost(host));
}

async function compareName(server: DnsServer, name: string, type: DnsType, asking: Asking): Promise<ComparedRow> {
  const { network } = asking;
  if (!network.resolveAt) throw new Error('a comparison needs a network that can ask another server');
  const [here, there] = await Promise.all([network.resolve(name, type, asking), network.resolveAt(server, name, type, asking)]);
  const [onPc, elsewhere] = [comparedAnswer(here, type), comparedAnswer(there, type)];
  return { name, type, here: onPc, there: elsewhere, same: isSame(onPc, elsewhere) };
}

/** Values sorted, for servers give the same records out in any order. */
function comparedAnswer(answer: DnsAnswer, type: DnsType): ComparedAnswer {
  const records = recordsOf(answer);
  const values = records.flatMap((record) => (record.type === type ? [recordValue(record)] : []));
  const aliases = type === 'CNAME' ? [] : records.flatMap((record) => (record.type === 'CNAME' ? [printable(record.target)] : []));
  return { kind: answer.kind, values: [...new Set(values)].sort().slice(0, maxValues), aliases: aliases.slice(0, maxValues) };
}

/** Whether both lead a client to the same place; the chain of aliases in between is no difference to it. */
function isSame(here: ComparedAnswer, there: ComparedAnswer): boolean {
  return here.kind === there.kind && here.values.join('\n') === there.values.join('\n');
}

/** `IP:PORT`, IPv6 in brackets. */
function serverText({ address, port }: DnsServer): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

const silent: ReadonlySet<ComparedAnswer['kind']> = new Set(['timeout', 'failed', 'cancelled']);

/**
 * What the comparison adds up to. `warn`: one side publishes the autodiscover host or the SRV record and the other does not, so that
 * Outlook finds BlueMind only on one of them. `info`: both answer, differently, as a split horizon is meant to.
 */
export function comparisonFinding({ server, rows }: DnsComparison): Finding {
  const told = rows.filter(({ there }) => !silent.has(there.kind));
  const different = told.filter(({ here, same }) => !same && !silent.has(here.kind));
  const data = { server, count: different.length, names: [...new Set(different.map(({ name }) => name))].slice(0, 5).join(', ') };
  const evidence = different.map(({ name, type, here, there }) => `${name} ${type}: ${answerText(here)} / ${answerText(there)}`);
  if (told.length === 0) return finding('dns.differs', 'skipped', server, { data });
  if (different.length === 0) return finding('dns.differs', 'pass', server, { data });
  return finding('dns.differs', different.some(isOneSided) ? 'warn' : 'info', server, { data, evidence });
}

/** Whether a name that Outlook is led by is there for one side only; IPv6 beside IPv4 decides nothing. */
function isOneSided({ name, type, here, there }: ComparedRow): boolean {
  return /^_?autodiscover\./.test(name) && (type === 'A' || type === 'SRV') && (here.kind === 'answer') !== (there.kind === 'answer');
}

function answerText({ kind, values }: ComparedAnswer): string {
  return values.length > 0 ? values.join(', ') : kind;
}
