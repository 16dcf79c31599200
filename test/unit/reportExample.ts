// A report document as a job on the practice workstation leaves it, for the tests of the report.
import type { ReportDocument } from '../../electron/model/walk.ts';

const redirect = {
  from: 'http://autodiscover.practice.example/',
  to: 'https://mail.practice.example/',
  kind: 'http',
  status: 301,
  followed: true,
} as const;
const certificate = {
  subject: 'CN=autodiscover.practice.example',
  issuer: 'CN=Practice CA',
  names: ['autodiscover.practice.example'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2026-12-31T00:00:00.000Z',
  fingerprint: 'ab'.repeat(32),
  faults: ['expired'],
  daysLeft: -3,
};
const endpoint = { url: 'https://mail.practice.example/mapi/emsmdb/', state: 'authenticates', status: 401, ms: 12.4 } as const;
const choice = {
  route: 'autodiscoverDomain',
  url: 'https://autodiscover.practice.example/autodiscover/autodiscover.xml',
  steps: [],
} as const;
const key = {
  id: 'excludeScpLookup@16.0',
  path: 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover',
  name: 'ExcludeScpLookup',
  type: 'REG_DWORD',
  now: null,
  wanted: { type: 'REG_DWORD', data: 1 },
  state: 'change',
  because: null,
  level: 'required',
  scope: 'user',
  why: 'Because.',
  sideEffect: null,
  source: ['KB 2612922'],
  confidence: 'A',
  policy: null,
} as const;
const profile = {
  name: 'BlueMind – Société « Éléphant »',
  office: '16.0',
  default: true,
  blank: false,
  accounts: [{ kind: 'exchange', name: 'user@practice.example', service: 'MSEMS', server: null }],
} as const;

/** Makes a fresh document; `changes` replace parts of it. */
export function exampleReport(changes: Partial<ReportDocument> = {}): ReportDocument {
  return structuredClone({
    format: 'bluemind-outlook-setup/report',
    formatVersion: 1,
    practice: true,
    program: { name: 'BlueMind Outlook Setup', version: '0.1.0' },
    createdAt: '2026-03-04T10:11:12.000Z',
    verdict: 'attention',
    email: 'user@practice.example',
    steps: [
      { step: 'inspect', state: 'done', changed: false },
      { step: 'keys', state: 'attention', changed: true },
    ],
    findings: [
      {
        id: 'tls.expired',
        status: 'fail',
        subject: 'autodiscover.practice.example',
        data: {
          host: 'autodiscover.practice.example',
          validTo: '2026-10-19',
          culprit: 'CN=autodiscover.practice.example',
          step: 'shown',
        },
        evidence: ['CERT_HAS_EXPIRED'],
        remedy: {
          id: 'renewCertificate',
          who: ['serverAdmin', 'technician'],
          data: { host: 'autodiscover.practice.example' },
          copy: 'autodiscover.practice.example. 3600 IN CNAME mail.practice.example.',
        },
      },
      { id: 'server.identity', status: 'pass', subject: 'mail.practice.example', data: { host: 'mail.practice.example' } },
    ],
    inspection: {
      practice: true,
      workstation: 'practice',
      computer: 'DESK-042',
      user: 'user',
      system: 'Windows 11',
      domainJoined: false,
      address: 'user@practice.example',
      registry: 'file',
      outlooks: [
        { office: '16.0', product: 'Microsoft 365', version: '16.0.1', bitness: 'x64', technology: 'clickToRun', path: 'C:\\Office' },
      ],
      running: ['OUTLOOK.EXE'],
      profiles: [profile],
    },
    check: {
      practice: true,
      verdict: 'attention',
      email: 'user@practice.example',
      domains: ['practice.example'],
      outlookVersion: '16.0',
      findings: [],
      routes: [
        {
          route: 'autodiscoverDomain',
          domain: 'practice.example',
          url: choice.url,
          outcome: 'untrusted',
          reason: 'tls.expired',
          status: null,
          ms: 31,
          addresses: ['127.0.0.1'],
          certificate,
          redirects: [redirect],
        },
      ],
      outlook: { now: { ...choice, route: null, url: null }, afterKeys: choice },
      server: {
        product: 'bluemind',
        fingerprint: ['realm bm.basic.auth.v2'],
        mapi: { emsmdb: endpoint, nspi: null },
        ews: null,
        oab: null,
        login: null,
      },
      signIn: 'none',
      ms: 120,
    },
    plan: {
      practice: true,
      catalogue: 'bluemind-5',
      office: ['16.0'],
      keys: [key],
      counts: { right: 0, change: 1, blockedByPolicy: 0, notNeeded: 0 },
      interrupted: null,
      undoable: null,
    },
    applied: { practice: true, changed: 3, journal: '2026-03-04T10-11-12', backup: 'C:\\state\\backups\\1.reg' },
    profile: { practice: true, name: profile.name, state: 'bluemind', profile },
    ...changes,
  }) as ReportDocument;
}
