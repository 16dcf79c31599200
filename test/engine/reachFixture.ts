// What the reach tests share: a practice server, the network that leads to it, and the registry values of a PC before and after the keys.
import type { KeyFacts } from '../../electron/model/keys.ts';
import { parseMailAddress, type MailAddress } from '../../electron/model/mailAddress.ts';
import type { RegistryData } from '../../electron/model/registry.ts';
import type { Finding, FindingStatus } from '../../electron/model/finding.ts';
import type { CheckReport } from '../../electron/model/check.ts';
import type { Result } from '../../electron/model/result.ts';
import { checkReach, type ReachCall, type ReachRequest } from '../../electron/reach/check.ts';
import type { AutodiscoverValues } from '../../electron/reach/settings.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import { startPracticeServer, type PracticeFault, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';

const dword = (data: number): RegistryData => ({ type: 'REG_DWORD', data });

/** A PC on which nobody has set anything. */
export const untouched: AutodiscoverValues = { user: {}, policy: {}, redirectServers: [] };

/** What the catalogue's keys make of it. */
export function withKeys(facts: KeyFacts): AutodiscoverValues {
  return {
    ...untouched,
    user: {
      excludelastknowngoodurl: dword(1),
      excludeexplicito365endpoint: dword(1),
      excludescplookup: dword(1),
      excludehttpsrootdomain: dword(1),
      excludesrvrecord: dword(facts.srvOnly === true ? 0 : 1),
    },
  };
}

export function address(text: string): MailAddress {
  const parsed = parseMailAddress(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.code}`);
  return parsed.value;
}

export interface World {
  readonly server: PracticeServer;
  check(request?: Partial<ReachRequest>, call?: Partial<ReachCall>): Promise<Result<CheckReport>>;
  close(): Promise<void>;
}

export async function openWorld(faults: readonly PracticeFault[] = []): Promise<World> {
  const server = await startPracticeServer({ faults });
  const network = createNodeNetwork({
    dnsServer: server.dns,
    connectTo: () => server.connectTo(),
    trustedCertificates: [server.caCertificate],
    now: () => new Date(),
  });
  const directory = { serviceConnectionPoints: () => Promise.resolve({ kind: 'notJoined' } as const) };
  return {
    server,
    check: (request = {}, call = {}) =>
      checkReach(
        { network, directory, practice: true, now: () => new Date() },
        {
          email: address(server.address),
          aliases: [],
          officeVersion: '16.0',
          valuesNow: untouched,
          valuesAfter: withKeys,
          password: null,
          timeoutMs: 5_000,
          budgetMs: 15_000,
          ...request,
        },
        { signal: new AbortController().signal, onProgress: () => undefined, ...call },
      ),
    close: () => server.close(),
  };
}

/** The report of a check that was not cancelled. */
export function reportOf(result: Result<CheckReport>): CheckReport {
  if (!result.ok) throw new Error(`no report: ${result.problem.code}`);
  return result.value;
}

export function findingIn(report: CheckReport, id: string): Finding | undefined {
  return report.findings.find((entry) => entry.id === id);
}

export function idsWith(report: CheckReport, status: FindingStatus): readonly string[] {
  return report.findings.filter((entry) => entry.status === status).map((entry) => entry.id);
}
