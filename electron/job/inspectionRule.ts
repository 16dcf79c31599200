// The form of what an inspection means: the ids with their statuses, what they are judged by, and how a rule makes one.
import type { CheckReport } from '../model/check.ts';
import type { Finding, FindingStatus, Remedy } from '../model/finding.ts';
import type { Inspection, ProfileVerification } from '../model/outlook.ts';
import type { PlainData } from '../model/problem.ts';

/** Ids and statuses, for the proof that every one has its sentences. */
export const inspectionFindingTable = {
  'outlook.installed': ['pass', 'fail'],
  'outlook.supported': ['pass', 'info', 'warn', 'fail'],
  'outlook.closed': ['pass', 'warn'],
  'outlook.connector': ['info', 'warn'],
  'outlook.autodiscoverCache': ['pass', 'info', 'warn'],
  'newOutlook.opens': ['pass', 'warn'],
  'newOutlook.migration': ['pass', 'info', 'warn'],
  'profile.exchangeElsewhere': ['info'],
  'pc.windows': ['pass', 'fail'],
  'pc.timeSource': ['info'],
  'pc.otherAccount': ['info'],
  'outlookPolicy.modifyAccounts': ['fail'],
  'outlookPolicy.disableExchange': ['fail'],
  'outlookPolicy.cachedMode': ['fail'],
  'outlookPolicy.syncWindow': ['warn'],
  'outlookPolicy.authenticationService': ['warn'],
  'outlookPolicy.savedPassword': ['warn'],
  'outlookPolicy.msoAuth': ['warn'],
  'outlookPolicy.rpcProxy': ['warn'],
  'outlookPolicy.maxAccounts': ['warn'],
  'outlookPolicy.singleAccount': ['warn'],
  'outlookPolicy.signIn': ['info'],
} as const satisfies Record<string, readonly FindingStatus[]>;

export type InspectionFinding = Finding & { readonly id: keyof typeof inspectionFindingTable };

export interface Circumstances {
  /** The address that is to be set up, '' where none is known yet. */
  readonly email: string;
  /** The check of the server, where one was made: it knows BlueMind's hosts. */
  readonly check?: CheckReport | null;
  /** What the profile of this job holds, where it was looked at, and what was written meanwhile. */
  readonly profile?: ProfileVerification | null;
  readonly applied?: readonly unknown[];
}

export type Rule = (inspection: Inspection, circumstances: Circumstances) => readonly InspectionFinding[];

/** Makes a finding; a remedy without data of its own is filled with the finding's. Pure. */
export const told = (
  id: InspectionFinding['id'],
  status: FindingStatus,
  subject: string,
  data: PlainData = {},
  more: { readonly evidence?: readonly string[]; readonly remedy?: Omit<Remedy, 'data'> & { readonly data?: PlainData } } = {},
): InspectionFinding => ({
  id,
  status,
  subject,
  data,
  ...(more.evidence && more.evidence.length > 0 ? { evidence: more.evidence.slice(0, 12) } : {}),
  ...(more.remedy ? { remedy: { ...more.remedy, data: more.remedy.data ?? data } } : {}),
});
