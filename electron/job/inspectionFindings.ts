// What the facts about the PC mean for BlueMind: one rule a finding, over an inspection that was made before. Pure.
import type { FindingStatus, Remedy } from '../model/finding.ts';
import type { Inspection, OutlookInstall } from '../model/outlook.ts';
import { meaningOf, sourceOfPolicy, statusOfPolicy } from '../outlook/policies.ts';
import { supportOf, type SupportLevel } from '../outlook/support.ts';
import { exchangeElsewhere, remembered } from './accountFindings.ts';
import { told, type Circumstances, type InspectionFinding, type Rule } from './inspectionRule.ts';

/** Everything that an inspection says, what stands most in the way first. */
export function inspectionFindings(inspection: Inspection, circumstances: Circumstances): readonly InspectionFinding[] {
  return rules.flatMap((rule) => rule(inspection, circumstances));
}

/** The Outlook that Windows opens; where App Paths names none, the newest. */
export function openedOutlook({ outlooks }: Inspection): OutlookInstall | undefined {
  return outlooks.find(({ opens }) => opens) ?? outlooks.at(-1);
}

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

/** An open Outlook is in the way of a new profile, and does not see what is written; where the account is there and nothing was, it is at work. */
const closed: Rule = ({ running, computer }, { profile, applied = [] }) => {
  const programs = running.join(', ');
  if (running.length === 0) return [told('outlook.closed', 'pass', computer)];
  if (profile?.state === 'bluemind' && applied.length === 0) return [];
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

/** Of Windows' own parts of a check, proxy and sign-in to the directory belong to the account that runs the program (lateEyes.ts). */
const otherAccount: Rule = ({ runBy, user }) => (runBy === undefined ? [] : [told('pc.otherAccount', 'info', user, { runBy, user })]);

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
        `outlookPolicy.${policy.id}`,
        status,
        place,
        { place, value: meaningOf(policy) },
        { evidence: [sourceOfPolicy(policy.id)], ...(status === 'info' ? {} : { remedy: changePolicy(place) }) },
      ),
    ];
  });

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
  otherAccount,
];
