// The findings of reach: every id with the statuses it may have, who can put it right, and whether it alone blocks. One row each.
import type { Finding, FindingStatus, Remedy } from '../model/finding.ts';
import type { PlainData } from '../model/problem.ts';
import { commandFor } from './commands.ts';

interface FindingRow {
  readonly statuses: readonly FindingStatus[];
  /** What to do about `fail` and `warn`; its sentence is `findings:remedy.<id>`. */
  readonly remedy?: { readonly id: string; readonly who: readonly Remedy['who'][number][] };
  /** What to do about `fail` where that is something else than about `warn`. */
  readonly remedyOfFail?: FindingRow['remedy'];
  /** While it fails, Outlook will not get to a healthy BlueMind even with the keys. */
  readonly blocks?: true;
}

const failOrInfo = ['fail', 'info'] as const;
const serviceStatuses = ['pass', 'warn', 'skipped'] as const;
const mapiStatuses = ['pass', 'fail', 'skipped'] as const;

const checkServer = { id: 'checkServer', who: ['serverAdmin'] } as const;
const renewCertificate = { id: 'renewCertificate', who: ['serverAdmin'] } as const;
const openFirewall = { id: 'openFirewall', who: ['technician', 'serverAdmin'] } as const;
const fixRedirect = { id: 'fixRedirect', who: ['serverAdmin'] } as const;
const applyKeys = { id: 'applyKeys', who: ['user', 'technician'] } as const;
const startMapi = { id: 'startMapi', who: ['serverAdmin'] } as const;
const solveTheRest = { id: 'solveTheRest', who: ['technician', 'serverAdmin'] } as const;
const trustServer = { id: 'trustServer', who: ['technician', 'dnsAdmin'] } as const;
const checkAddress = { id: 'checkAddress', who: ['user', 'serverAdmin'] } as const;
const changePolicy = { id: 'changePolicy', who: ['policyAdmin'] } as const;
const makeReachable = { id: 'makeReachable', who: ['serverAdmin', 'dnsAdmin'] } as const;

export const reachFindings = {
  'dns.autodiscover': { statuses: ['pass', 'fail'], remedy: { id: 'publishAutodiscover', who: ['dnsAdmin'] } },
  'dns.srv': { statuses: ['pass', 'info'] },
  'dns.office365': { statuses: ['pass', 'fail', 'info'], remedy: applyKeys },
  'dns.noAnswer': { statuses: failOrInfo, remedy: { id: 'checkDns', who: ['technician', 'dnsAdmin'] } },
  'dns.noAddress': { statuses: ['fail'], remedy: { id: 'publishAddress', who: ['dnsAdmin'] } },
  'dns.danglingAlias': { statuses: ['fail'], remedy: { id: 'mendAlias', who: ['dnsAdmin'] } },
  'dns.srvPort': { statuses: ['warn'], remedy: { id: 'fixSrv', who: ['dnsAdmin'] } },
  'dns.srvForeign': { statuses: ['warn', 'info'], remedy: { id: 'allowSrvHost', who: ['dnsAdmin', 'technician'] } },
  'dns.refused': { statuses: failOrInfo, remedy: { id: 'allowDns', who: ['dnsAdmin', 'technician'] } },
  'dns.serverFailure': { statuses: failOrInfo, remedy: { id: 'mendZone', who: ['dnsAdmin'] } },
  'dns.noServer': { statuses: failOrInfo, remedy: { id: 'checkDns', who: ['technician', 'dnsAdmin'] } },
  'dns.hostsFile': { statuses: ['warn'], remedy: { id: 'cleanHostsFile', who: ['technician'] } },
  'dns.differs': { statuses: ['pass', 'warn', 'info', 'skipped'], remedy: { id: 'alignDns', who: ['dnsAdmin'] } },
  'tcp.ipv6': { statuses: ['warn', 'info'], remedy: { id: 'mendIpv6', who: ['serverAdmin', 'dnsAdmin'] } },
  'tcp.ipv6Silent': { statuses: ['info'] },
  'dns.unknownHost': { statuses: failOrInfo, remedy: { id: 'publishHost', who: ['dnsAdmin'] } },
  'route.lastKnownGood': { statuses: ['skipped'] },
  'route.office365': { statuses: ['fail', 'info', 'skipped'], remedy: applyKeys },
  'route.scp': { statuses: ['pass', 'warn', 'fail', 'info', 'skipped'], remedy: trustServer, remedyOfFail: applyKeys },
  'route.rootDomain': { statuses: ['pass', 'warn', 'fail', 'info'], remedy: trustServer, remedyOfFail: applyKeys },
  'route.autodiscoverDomain': { statuses: ['pass', 'warn', 'fail', 'info'], remedy: trustServer, remedyOfFail: makeReachable },
  'route.localXml': { statuses: ['warn', 'info', 'skipped'], remedy: { id: 'removeLocalXml', who: ['technician'] } },
  'route.httpRedirect': { statuses: ['pass', 'warn', 'fail', 'info'], remedy: trustServer, remedyOfFail: makeReachable },
  'route.srv': { statuses: ['pass', 'warn', 'fail', 'info'], remedy: trustServer, remedyOfFail: makeReachable },
  'tcp.refused': { statuses: failOrInfo, remedy: openFirewall },
  'tcp.timeout': { statuses: failOrInfo, remedy: openFirewall },
  'tcp.unreachable': { statuses: failOrInfo, remedy: openFirewall },
  'tls.valid': { statuses: ['pass'] },
  'tls.expiresSoon': { statuses: ['warn'], remedy: renewCertificate },
  'tls.expired': { statuses: failOrInfo, remedy: renewCertificate },
  'tls.notYetValid': { statuses: failOrInfo, remedy: { id: 'checkClock', who: ['technician', 'serverAdmin'] } },
  'tls.wrongName': { statuses: failOrInfo, remedy: { id: 'addName', who: ['serverAdmin'] } },
  'tls.unknownAuthority': { statuses: failOrInfo, remedy: { id: 'trustAuthority', who: ['serverAdmin', 'technician'] } },
  'tls.selfSigned': { statuses: failOrInfo, remedy: { id: 'replaceSelfSigned', who: ['serverAdmin'] } },
  'tls.incompleteChain': { statuses: failOrInfo, remedy: { id: 'sendChain', who: ['serverAdmin'] } },
  'tls.other': { statuses: failOrInfo, remedy: { id: 'checkCertificate', who: ['serverAdmin'] } },
  'tls.handshake': { statuses: failOrInfo, remedy: { id: 'checkTls', who: ['serverAdmin', 'technician'] } },
  'tls.timeout': { statuses: failOrInfo, remedy: { id: 'checkTls', who: ['serverAdmin', 'technician'] } },
  'tls.oldProtocol': { statuses: failOrInfo, remedy: { id: 'offerTls12', who: ['serverAdmin'] } },
  'tls.weakSignature': { statuses: ['fail', 'warn', 'info'], remedy: { id: 'strongerCertificate', who: ['serverAdmin'] } },
  'tls.weakKey': { statuses: ['fail', 'warn', 'info'], remedy: { id: 'strongerCertificate', who: ['serverAdmin'] } },
  'tls.revoked': { statuses: failOrInfo, remedy: { id: 'replaceRevoked', who: ['serverAdmin'] } },
  'tls.inspected': {
    statuses: ['fail', 'warn', 'info'],
    remedy: { id: 'exemptFromInspection', who: ['technician', 'policyAdmin'] },
    remedyOfFail: { id: 'trustInspection', who: ['technician', 'policyAdmin'] },
  },
  'clock.off': { statuses: ['fail', 'warn'], remedy: { id: 'setClock', who: ['user', 'technician'] } },
  'clock.behind': { statuses: ['fail'], remedy: { id: 'setClock', who: ['user', 'technician'] } },
  'http.redirectLoop': { statuses: failOrInfo, remedy: fixRedirect },
  'http.redirectTooMany': { statuses: failOrInfo, remedy: fixRedirect },
  'http.redirectInsecure': { statuses: failOrInfo, remedy: fixRedirect },
  'http.redirectForeignDomain': { statuses: failOrInfo, remedy: { id: 'confirmRedirect', who: ['serverAdmin', 'technician'] } },
  'http.htmlInsteadOfXml': { statuses: failOrInfo, remedy: startMapi },
  'http.tooLarge': { statuses: failOrInfo, remedy: checkServer },
  'http.timeout': { statuses: failOrInfo, remedy: checkServer },
  'http.coreDown': { statuses: failOrInfo, remedy: { id: 'startCore', who: ['serverAdmin'] } },
  'http.serverError': { statuses: failOrInfo, remedy: checkServer },
  'http.notFound': { statuses: failOrInfo, remedy: startMapi },
  'http.unexpectedStatus': { statuses: failOrInfo, remedy: checkServer },
  'http.malformed': { statuses: failOrInfo, remedy: checkServer },
  'http.closed': { statuses: failOrInfo, remedy: checkServer },
  'http.proxy': { statuses: ['info'] },
  'http.proxyAuthentication': { statuses: failOrInfo, remedy: { id: 'exemptFromProxySignIn', who: ['policyAdmin', 'technician'] } },
  'http.proxyUnreachable': { statuses: failOrInfo, remedy: { id: 'checkProxy', who: ['technician', 'policyAdmin'] } },
  'http.proxyDenied': { statuses: failOrInfo, remedy: { id: 'allowOnProxy', who: ['policyAdmin', 'technician'] } },
  'http.proxyGateway': { statuses: failOrInfo, remedy: { id: 'checkProxyRoute', who: ['policyAdmin', 'serverAdmin'] } },
  'http.captivePortal': { statuses: failOrInfo, remedy: { id: 'signInToNetwork', who: ['user', 'technician'] } },
  'http.firewall': { statuses: failOrInfo, remedy: { id: 'allowThroughFirewall', who: ['serverAdmin'] } },
  'http.defaultPage': { statuses: failOrInfo, remedy: { id: 'pointToServer', who: ['dnsAdmin', 'serverAdmin'] } },
  'http.noBasic': { statuses: ['warn', 'info'], remedy: { id: 'offerBasic', who: ['serverAdmin'] } },
  'http.forbidden': { statuses: failOrInfo, remedy: { id: 'allowAddress', who: ['serverAdmin'] } },
  'http.methodNotAllowed': { statuses: failOrInfo, remedy: startMapi },
  'http.tooManyRequests': { statuses: failOrInfo, remedy: { id: 'waitAndCheck', who: ['user', 'serverAdmin'] } },
  'http.badGateway': { statuses: failOrInfo, remedy: startMapi },
  'autodiscover.settings': { statuses: ['pass'] },
  'autodiscover.error': { statuses: failOrInfo, remedy: checkServer, blocks: true },
  'autodiscover.addressUnknown': { statuses: failOrInfo, remedy: checkAddress, blocks: true },
  'autodiscover.noConfiguration': { statuses: failOrInfo, remedy: checkAddress, blocks: true },
  'autodiscover.requestRefused': { statuses: failOrInfo, remedy: checkServer, blocks: true },
  'autodiscover.noProvider': { statuses: failOrInfo, remedy: startMapi, blocks: true },
  'autodiscover.addressRefused': { statuses: failOrInfo, remedy: checkAddress, blocks: true },
  'autodiscover.internalError': { statuses: failOrInfo, remedy: checkServer, blocks: true },
  'autodiscover.unknownAction': { statuses: failOrInfo, remedy: checkServer, blocks: true },
  'autodiscover.unreadable': { statuses: ['fail'], remedy: startMapi, blocks: true },
  'autodiscover.shape': { statuses: ['warn', 'info'], remedy: checkServer },
  'autodiscover.splitDomain': { statuses: ['warn'], remedy: { id: 'routeToBlueMind', who: ['serverAdmin'] } },
  'autodiscover.noMapiHttp': { statuses: failOrInfo, remedy: { id: 'enableMapi', who: ['serverAdmin'] }, blocks: true },
  'autodiscover.redirectAddress': { statuses: ['warn'], remedy: { id: 'useNewAddress', who: ['user', 'serverAdmin'] } },
  'autodiscover.redirectUrl': { statuses: ['warn'], remedy: { id: 'confirmRedirect', who: ['serverAdmin', 'technician'] } },
  'autodiscover.primaryAddress': { statuses: ['warn'], remedy: { id: 'useDefaultAddress', who: ['user'] } },
  'server.identity': {
    statuses: ['pass', 'fail', 'warn', 'skipped'],
    remedy: { id: 'pointToBlueMind', who: ['dnsAdmin', 'serverAdmin'] },
    blocks: true,
  },
  'mapi.emsmdb': { statuses: mapiStatuses, remedy: startMapi, blocks: true },
  'mapi.nspi': { statuses: mapiStatuses, remedy: startMapi, blocks: true },
  'mapi.published': { statuses: ['pass', 'warn'], remedy: { id: 'fixPublishedUrl', who: ['serverAdmin', 'dnsAdmin'] } },
  'server.ews': { statuses: serviceStatuses, remedy: startMapi },
  'server.oab': { statuses: serviceStatuses, remedy: startMapi },
  'server.login': { statuses: serviceStatuses, remedy: checkServer },
  'server.loginAutodiscover': { statuses: serviceStatuses, remedy: { id: 'addOtherUrl', who: ['serverAdmin'] } },
  'server.expected': { statuses: serviceStatuses, remedy: { id: 'settleServer', who: ['policyAdmin', 'dnsAdmin', 'serverAdmin'] } },
  'signIn.password': {
    statuses: ['pass', 'fail', 'warn', 'skipped'],
    remedy: { id: 'checkPasswordAndRole', who: ['user', 'serverAdmin'] },
    blocks: true,
  },
  'signIn.characters': { statuses: ['warn', 'info'], remedy: { id: 'changePassword', who: ['user'] } },
  'outlook.mapiHttp': { statuses: ['warn', 'fail'], remedy: applyKeys, remedyOfFail: changePolicy, blocks: true },
  'outlook.zeroConfig': { statuses: ['warn', 'fail'], remedy: applyKeys, remedyOfFail: changePolicy },
  'outlook.timeout': { statuses: ['info'] },
  'outlook.now': { statuses: ['pass', 'warn', 'fail'], remedy: applyKeys, remedyOfFail: solveTheRest },
  'outlook.afterKeys': {
    statuses: ['pass', 'warn', 'fail'],
    remedy: solveTheRest,
    blocks: true,
  },
  'check.budget': { statuses: ['fail'], remedy: { id: 'checkAgain', who: ['user', 'technician'] } },
} as const satisfies Record<string, FindingRow>;

export type ReachFindingId = keyof typeof reachFindings;

const rows: Readonly<Record<ReachFindingId, FindingRow>> = reachFindings;

export function isReachFinding(id: string | null): id is ReachFindingId {
  return id !== null && Object.hasOwn(reachFindings, id);
}

/** Whether a finding that fails blocks by itself. */
export function blocks(id: string): boolean {
  return isReachFinding(id) && rows[id].blocks === true;
}

export interface FindingDetails {
  readonly data?: PlainData;
  readonly evidence?: readonly string[];
  /** The exact record, name or command for the remedy, ready to be copied; without one the remedy's own command is taken. */
  readonly copy?: string;
}

/** Makes a finding; `fail` and `warn` get the row's remedy. A status that the table does not list is a bug and throws. */
export function finding(id: ReachFindingId, status: FindingStatus, subject: string, details: FindingDetails = {}): Finding {
  const row = rows[id];
  const { statuses } = row;
  const remedy = status === 'fail' ? (row.remedyOfFail ?? row.remedy) : row.remedy;
  if (!statuses.includes(status)) throw new Error(`finding ${id} knows no status ${status}`);
  const data: PlainData = { subject, ...details.data };
  const copy = details.copy ?? (remedy && commandFor(remedy.id, String(data.host ?? subject)));
  return {
    id,
    status,
    subject,
    data,
    ...(details.evidence && details.evidence.length > 0 ? { evidence: details.evidence.slice(0, 12) } : {}),
    ...(remedy && (status === 'fail' || status === 'warn')
      ? { remedy: { id: remedy.id, who: [...remedy.who], data, ...(copy === undefined ? {} : { copy }) } }
      : {}),
  };
}
