// Facts about this PC that only the first step asks for: Windows' build, clock and time zone, proxy, mail address, TLS inspectors.
import { startDeadline } from '../../model/deadline.ts';
import type { Pc } from '../../model/pc.ts';
import { textOf, type RegistryKey } from '../../model/registry.ts';
import type { Identity, Registry } from '../port.ts';
import type { LdapServer } from './eyes/ldapApi.ts';
import { readTimeZone } from './eyes/timeZone.ts';
import { readInspectors } from './eyes/trustedRoots.ts';
import { readProxySettings, type ProxySettings } from './eyes/userProxy.ts';
import type { Koffi } from './koffi.ts';

/** Where the time service keeps whom it asks (Windows Time Service, registry reference). */
const timeService = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters';

/** Longest wait for the directory, in milliseconds: the page is to be there at once, wherever the PC is. */
const longestMailWait = 1_500;

/** What is known of the PC already. */
interface Known {
  readonly registry: Registry;
  /** The key in which Windows says which one it is. */
  readonly version: RegistryKey | undefined;
  readonly identity: Identity;
  readonly now: () => Date;
}

interface Asked {
  /** Absent where this PC loads no add-ons; then `sid` is absent too. */
  readonly koffi?: Koffi;
  /** Whose mail address is looked up. */
  readonly sid?: string;
  /** That person runs this process: only then are the proxy settings that Windows tells it theirs. */
  readonly isOwn?: boolean;
  readonly ldapServer?: LdapServer;
  readonly signal: AbortSignal;
}

/** Reads the facts; what Windows does not tell is left out. The directory is asked while the rest is read. */
export async function readPc({ registry, version, identity, now }: Known, { koffi, ...asked }: Asked): Promise<Pc> {
  const mail = koffi && asked.sid !== undefined ? findMail(koffi, asked.sid, identity, asked) : undefined;
  const zone = koffi && readTimeZone(koffi);
  const inspectors = koffi ? await readInspectors(registry) : [];
  const time = await registry.readKey(timeService);
  const moment = now();
  const found = await mail;
  return {
    build: buildOf(version),
    ...(identity.domain === undefined ? {} : { domain: identity.domain }),
    ...(identity.principalName === undefined ? {} : { principalName: identity.principalName }),
    ...(found === undefined ? {} : { mail: found }),
    timeZone: {
      name: zone?.name ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      // `|| 0`: Greenwich is not west of itself.
      offsetMinutes: -moment.getTimezoneOffset() || 0,
      daylightOff: zone?.daylightOff ?? false,
    },
    now: moment.toISOString(),
    ...timeSourceOf(time.ok ? time.value : undefined),
    proxy: koffi && asked.isOwn ? proxyOf(readProxySettings(koffi)) : { kind: 'unknown' },
    tlsInspectors: inspectors.map(({ product }) => product),
  };
}

async function findMail(koffi: Koffi, sid: string, { domainJoined }: Identity, { ldapServer, signal }: Asked): Promise<string | undefined> {
  if (!domainJoined && !ldapServer) return undefined;
  const deadline = startDeadline(longestMailWait, signal);
  try {
    const { lookUpMail } = await import('./eyes/mailLookup.ts');
    return await lookUpMail(koffi, { sid, ...(ldapServer ? { server: ldapServer } : {}) }, deadline.signal);
  } finally {
    deadline.done();
  }
}

function buildOf(version: RegistryKey | undefined): number | null {
  const build = Number(textOf(version, 'CurrentBuildNumber') ?? textOf(version, 'CurrentBuild') ?? Number.NaN);
  return Number.isInteger(build) ? build : null;
}

/** Whom the time service follows: `NTP` = the listed servers, `NT5DS` = the domain, `AllSync` = both, `NoSync` = nobody. Pure. */
export function timeSourceOf(key: RegistryKey | undefined): Pick<Pc, 'timeSource'> {
  const type = textOf(key, 'Type')?.toUpperCase();
  // `time.windows.com,0x9 …`: names with flags, separated by blanks.
  const server = textOf(key, 'NtpServer')?.split(/[\s,]/)[0];
  if (type === 'NOSYNC') return { timeSource: 'none' };
  if (type === 'NT5DS') return { timeSource: 'domain' };
  return (type === 'NTP' || type === 'ALLSYNC') && server ? { timeSource: server } : {};
}

/** The settings in the order in which Windows goes by them. Pure. */
export function proxyOf({ detect, script, proxy }: ProxySettings): Pc['proxy'] {
  if (script) return { kind: 'script', value: withoutSecrets(script) };
  if (proxy) return { kind: 'fixed', value: withoutSecrets(proxy) };
  return { kind: detect ? 'detect' : 'direct' };
}

/** A URL may carry a name and a password; neither belongs into a report. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@]*@/g, '//');
}
