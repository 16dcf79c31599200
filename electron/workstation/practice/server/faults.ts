// The faults that the practice server can be given, one row each: what the row changes in DNS, certificates, connections or answers.
import type { HostRole } from './site.ts';

/** Changes of the zone: see zone.ts. */
export type ZoneChange = 'noAutodiscover' | 'srvOnly' | 'office365Txt';
/** What is wrong with a certificate: see pki.ts. */
export type CertificateFlaw = 'expired' | 'wrongName' | 'unknownAuthority';
/** What happens to TCP connections: see blackHole.ts and closedPort.ts. */
export type ConnectionFault = 'blackHole' | 'refused';

interface FaultRow {
  readonly zone?: ZoneChange;
  readonly certificate?: { readonly flaw: CertificateFlaw; readonly roles: readonly HostRole[] };
  readonly connection?: ConnectionFault;
  /** Other answers to HTTP requests: the row of the same name in webFaults.ts. */
  readonly web?: true;
}

const faultTable = {
  /** No `autodiscover.<domain>` and no SRV record: nothing leads Outlook to the server. */
  'no-autodiscover-dns': { zone: 'noAutodiscover' },
  /** The company's web site asks for a password on its autodiscover address, so Outlook stops there. */
  'root-site-answers': { web: true },
  /** No autodiscover host, only `_autodiscover._tcp.<domain>`. */
  'srv-only': { zone: 'srvOnly' },
  /** The domain says in TXT records that it belongs to Microsoft 365. */
  'o365-txt': { zone: 'office365Txt' },
  'certificate-expired': { certificate: { flaw: 'expired', roles: ['autodiscover', 'mail'] } },
  /** The certificate does not name the autodiscover host. */
  'certificate-wrong-name': { certificate: { flaw: 'wrongName', roles: ['autodiscover'] } },
  'certificate-unknown-ca': { certificate: { flaw: 'unknownAuthority', roles: ['autodiscover', 'mail'] } },
  /** Connections to the autodiscover host are never answered, as behind a firewall that drops. */
  'black-hole': { connection: 'blackHole' },
  /** Nothing listens on the autodiscover host. */
  refused: { connection: 'refused' },
  'redirect-loop': { web: true },
  'redirect-foreign-domain': { web: true },
  /** Exchange-like answers. */
  'not-bluemind': { web: true },
  /** BlueMind's core is not running: 503 after half a second (BasicAuthHandler, since 2022-01). */
  'core-down-503': { web: true },
  /** The web front end answers where bm-mapi should: the product is not installed or not routed. */
  'html-instead-of-xml': { web: true },
  'huge-answer': { web: true },
  'slow-answer': { web: true },
  /** The user lacks the role `hasOutlook`: 401 although the password is right. */
  'no-outlook-role': { web: true },
} as const satisfies Record<string, FaultRow>;

export type PracticeFault = keyof typeof faultTable;
/** Ids of the faults that change HTTP answers. */
export type WebFault = { [F in PracticeFault]: (typeof faultTable)[F] extends { web: true } ? F : never }[PracticeFault];

const rows: Readonly<Record<PracticeFault, FaultRow>> = faultTable;

/** Ids of all faults, in the order of the table. */
export const practiceFaults = Object.keys(faultTable).filter(isPracticeFault);

/** Whether a word is the id of a fault. */
export function isPracticeFault(id: string): id is PracticeFault {
  return Object.hasOwn(faultTable, id);
}

function isWebFault(id: PracticeFault): id is WebFault {
  return rows[id].web === true;
}

/** What a set of faults adds up to. Where two faults contradict each other, the earlier row wins. */
export interface Effects {
  readonly zone: ReadonlySet<ZoneChange>;
  readonly certificate: ReadonlyMap<HostRole, CertificateFlaw>;
  readonly connection: ConnectionFault | undefined;
  readonly web: readonly WebFault[];
}

/** Adds up faults; the order in which they were given does not matter. */
export function effectsOf(faults: readonly PracticeFault[]): Effects {
  const on = practiceFaults.filter((id) => faults.includes(id));
  const certificate = new Map<HostRole, CertificateFlaw>();
  for (const { flaw, roles } of on.flatMap((id) => rows[id].certificate ?? [])) {
    for (const role of roles) if (!certificate.has(role)) certificate.set(role, flaw);
  }
  return {
    zone: new Set(on.flatMap((id) => rows[id].zone ?? [])),
    certificate,
    connection: on.flatMap((id) => rows[id].connection ?? [])[0],
    web: on.filter(isWebFault),
  };
}
