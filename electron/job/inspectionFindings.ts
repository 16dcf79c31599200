// What the facts about the PC mean for BlueMind: one rule a finding, over an inspection that was made before. Pure.
import type { CheckReport } from '../model/check.ts';
import type { Finding, FindingStatus, Remedy } from '../model/finding.ts';
import type { Inspection, OutlookInstall, Profile } from '../model/outlook.ts';
import type { RememberedAnswer } from '../model/pc.ts';
import type { PlainData } from '../model/problem.ts';
import { isExchange, isMailAccount } from '../outlook/accounts.ts';
import { meaningOf, sourceOfPolicy, statusOfPolicy } from '../outlook/policies.ts';
import { supportOf, type SupportLevel } from '../outlook/support.ts';
import { urlIn } from '../reach/hosts.ts';

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
  'policy.modifyAccounts': ['fail'],
  'policy.disableExchange': ['fail'],
  'policy.cachedMode': ['fail'],
  'policy.syncWindow': ['warn'],
  'policy.authenticationService': ['warn'],
  'policy.savedPassword': ['warn'],
  'policy.msoAuth': ['warn'],
  'policy.rpcProxy': ['warn'],
  'policy.maxAccounts': ['warn'],
  'policy.singleAccount': ['warn'],
  'policy.signIn': ['info'],
} as const satisfies Record<string, readonly FindingStatus[]>;

type InspectionFinding = Finding & { readonly id: keyof typeof inspectionFindingTable };

export interface Circumstances {
  /** The address that is to be set up, '' where none is known yet. */
  readonly email: string;
  /** The check of the server, where one was made: it knows BlueMind's hosts. */
  readonly check?: CheckReport | null;
}

/** Everything that an inspection says, what stands most in the way first. */
export function inspectionFindings(inspection: Inspection, circumstances: Circumstances): readonly InspectionFinding[] {
  return rules.flatMap((rule) => rule(inspection, circumstances));
}

type Rule = (inspection: Inspection, circumstances: Circumstances) => readonly InspectionFinding[];

/** The Outlook that Windows opens; where App Paths names none, the newest. */
export function openedOutlook({ outlooks }: Inspection): OutlookInstall | undefined {
  return outlooks.find(({ opens }) => opens) ?? outlooks.at(-1);
}

const told = (
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

const changePolicy = (place: string): Remedy => ({ id: 'changePolicy', who: ['policyAdmin'], data: { place }, copy: place });

const installed: Rule = (inspection) => {
  const outlook = openedOutlook(inspection);
  const { computer } = inspection;
  if (!outlook)
    return [told('outlook.installed', 'fail', computer, { computer }, { remedy: { id: 'installOutlook', who: ['technician'] } })];
  const { product, version } = outlook;
  return [told('outlook.installed', 'pass', product, { product, version })];
};

const supportRows: Readonly<Record<SupportLevel, { readonly status: FindingStatus; readonly remedy?: Omit<Remedy, 'data'> }>> = {
  supported: { status: 'pass' },
  notRecommended: { status: 'info' },
  noGuarantee: { status: 'warn', remedy: { id: 'updateOutlook', who: ['technician'] } },
  askVendor: { status: 'warn', remedy: { id: 'askBluemind', who: ['technician', 'serverAdmin'] } },
  unsupported: { status: 'fail', remedy: { id: 'updateOutlook', who: ['technician'] } },
};

const supported: Rule = (inspection) => {
  const outlook = openedOutlook(inspection);
  if (!outlook || inspection.bluemind === undefined) return [];
  return supportOf(outlook.product, inspection.bluemind).map(({ level, versions, sources }) => {
    const { status, remedy } = supportRows[level];
    const data = { product: outlook.product, versions: [...versions], level };
    return told('outlook.supported', status, outlook.edition ?? outlook.product, data, {
      evidence: sources,
      ...(remedy ? { remedy } : {}),
    });
  });
};

const closed: Rule = ({ running, computer }) => {
  const programs = running.join(', ');
  if (running.length === 0) return [told('outlook.closed', 'pass', computer)];
  return [
    told(
      'outlook.closed',
      'warn',
      programs,
      { programs: [...running] },
      { remedy: { id: 'closeOutlook', who: ['user'], data: { programs } } },
    ),
  ];
};

/** Windows 10, the first that BlueMind asks for (Windows release information; BlueMind 4, Synchronisation avec Outlook). */
const firstBuild = 10_240;

const windows: Rule = ({ pc, system }) => {
  if (pc?.build === undefined || pc.build === null) return [];
  if (pc.build >= firstBuild) return [told('pc.windows', 'pass', system, { system })];
  return [told('pc.windows', 'fail', system, { system }, { remedy: { id: 'updateWindows', who: ['technician'] } })];
};

const timeSource: Rule = ({ pc, computer }) => (pc?.timeSource === 'none' ? [told('pc.timeSource', 'info', computer)] : []);

const newOutlookOpens: Rule = ({ newOutlook, computer }) => {
  if (!newOutlook || (newOutlook.version === null && !newOutlook.opens)) return [];
  if (!newOutlook.opens) return [told('newOutlook.opens', 'pass', computer)];
  return [told('newOutlook.opens', 'warn', computer, {}, { remedy: { id: 'applyKeys', who: ['user', 'technician'] } })];
};

/** Only subscriptions are moved to new Outlook (outlk16.admx: the policies are for Microsoft 365 Apps). */
const newOutlookMigration: Rule = ({ newOutlook, outlooks, computer }) => {
  if (!newOutlook || !outlooks.some(({ product }) => product === 'Microsoft 365')) return [];
  const place = newOutlook.decidedBy ?? '';
  const evidence = place === '' ? [] : [place];
  switch (newOutlook.migration) {
    case 'blocked':
      return [told('newOutlook.migration', 'pass', computer, {}, { evidence })];
    case 'unset':
      return [told('newOutlook.migration', 'info', computer)];
    case 'demanded':
      return [told('newOutlook.migration', 'warn', place, { place }, { remedy: changePolicy(place) })];
  }
};

/** BlueMind 5's server turns the connector away (OutlookClientVerifier in its source); 4 lets both live side by side. */
const connector: Rule = ({ addIns = [], connectors = [], bluemind }) => {
  const ours = addIns.filter((addIn) => addIn.bluemind);
  const [name] = [...connectors, ...ours].map((each) => each.name);
  if (name === undefined || bluemind === undefined) return [];
  const evidence = [...ours.map((addIn) => `${addIn.path} (${addIn.loads})`), ...connectors.map(({ path }) => path)];
  const status = bluemind.startsWith('4') ? 'info' : 'warn';
  return [told('outlook.connector', status, name, { name }, { evidence, remedy: { id: 'uninstallConnector', who: ['technician'] } })];
};

const policies: Rule = ({ policies: found = [], bluemind = '' }) =>
  found.flatMap((policy) => {
    const status = statusOfPolicy(policy.id, bluemind);
    if (status === undefined) return [];
    const { place } = policy;
    return [
      told(
        `policy.${policy.id}`,
        status,
        place,
        { place, value: meaningOf(policy) },
        { evidence: [sourceOfPolicy(policy.id)], ...(status === 'info' ? {} : { remedy: changePolicy(place) }) },
      ),
    ];
  });

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a profile holds the account that is to be set up, and no other: that one may stay. */
function isItsOwn(profile: Profile, email: string): boolean {
  const mail = profile.accounts.filter(isMailAccount);
  return mail.length === 1 && mail[0]?.kind === 'exchange' && same(mail[0].name, email);
}

const exchangeElsewhere: Rule = ({ profiles }, { email }) =>
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

const remembered: Rule = ({ remembered: answers = [], computer }, { email, check }) => {
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

/** In the order in which a person reads them. */
const rules: readonly Rule[] = [
  installed,
  supported,
  closed,
  windows,
  policies,
  newOutlookOpens,
  newOutlookMigration,
  connector,
  exchangeElsewhere,
  remembered,
  timeSource,
];
