// The outcome of a reach check: what each route answered, what Outlook takes now and after the keys, who the server is.
import * as z from 'zod';
import { findingSchema, verdictSchema } from './finding.ts';

/** The ways Outlook may find a server, named as in the product's words (facts: KB 3211279). */
export const routeIds = [
  'lastKnownGood',
  'office365',
  'scp',
  'rootDomain',
  'autodiscoverDomain',
  'localXml',
  'httpRedirect',
  'srv',
] as const;
export type RouteId = (typeof routeIds)[number];

/**
 * What became of a route, seen from Outlook:
 * credentials = https, accepted certificate, 401: the healthy answer without a password · settings = usable settings ·
 * autodiscoverError = a well-formed `<Error>` · unusable = an answer Outlook cannot use (HTML, 404, a refused redirect …) ·
 * serverError = 5xx · unreachable = no answer at all · untrusted = certificate not accepted · office365 = Outlook would be
 * led to Microsoft · local = a local file · absent = nothing is published there · skipped = not asked, `reason` says why ·
 * newAddress = sent on to another address (redirectAddr), with which Outlook starts again.
 */
export const routeOutcomes = [
  'credentials',
  'settings',
  'autodiscoverError',
  'unusable',
  'serverError',
  'unreachable',
  'untrusted',
  'office365',
  'local',
  'absent',
  'skipped',
  'newAddress',
] as const;
export type RouteOutcome = (typeof routeOutcomes)[number];

const chainMemberSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  signatureAlgorithm: z.string().optional(),
  keyType: z.string().optional(),
  keyBits: z.number().int().optional(),
});

export const certificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  validFrom: z.string(),
  validTo: z.string(),
  fingerprint: z.string(),
  faults: z.array(z.string()),
  daysLeft: z.number().int(),
  /** OpenSSL's name of the signature algorithm, the public key's kind, and the bits of an RSA key. */
  signatureAlgorithm: z.string().optional(),
  keyType: z.string().optional(),
  keyBits: z.number().int().optional(),
  /** The TLS version that was agreed on, e.g. `TLSv1.3`. */
  protocol: z.string().optional(),
  /** The other certificates of the chain, from the issuer upwards. */
  chain: z.array(chainMemberSchema).optional(),
  /** Where the issuer of the chain's last certificate is published. */
  issuerUrl: z.string().optional(),
});

const redirectSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** How it was sent: HTTP status 3xx, or redirectUrl / redirectAddr in the answer. */
  kind: z.enum(['http', 'redirectUrl', 'redirectAddr']),
  status: z.number().int().optional(),
  followed: z.boolean(),
  /** Why it was not followed, e.g. `notHttps`, `loop`, `tooMany`, `foreignHost`. */
  reason: z.string().optional(),
});

export const routeReportSchema = z.object({
  route: z.enum(routeIds),
  domain: z.string(),
  url: z.string().nullable(),
  outcome: z.enum(routeOutcomes),
  /** Finer word for the outcome, stable, e.g. `tcp.refused`, `tls.expired`, `http.404`, `notJoined`. */
  reason: z.string().nullable(),
  status: z.number().int().nullable(),
  ms: z.number().nonnegative(),
  addresses: z.array(z.string()),
  certificate: certificateSchema.nullable(),
  redirects: z.array(redirectSchema),
  /** Who answered, by what the answer itself shows; absent when nobody answered. */
  product: z.enum(['bluemind', 'other', 'unknown']).optional(),
  /** ErrorCode of a well-formed Autodiscover error (MS-OXDSCLI 2.2.4.1.1.1). */
  errorCode: z.string().optional(),
  /** The proxy that was used instead of a direct connection, `http://host:port`. */
  proxy: z.string().optional(),
  /** Ways of signing in that a 401 of the server, or a 407 of the proxy, offers. */
  schemes: z.array(z.string()).optional(),
  /** Product that answered in the server's place, e.g. a firewall, where the answer shows it. */
  answeredBy: z.string().optional(),
  /** Title of the web page that came, empty for one without. */
  page: z.string().optional(),
  /** Seconds by which the PC's clock is ahead of the answer's Date header; absent without one, or from a cache. */
  clockOffset: z.number().int().optional(),
  /** The address that this route was asked for, where it is another one than the check's (Outlook starts again after redirectAddr). */
  address: z.string().optional(),
  /** Where redirectAddr sends Outlook on to; only with the outcome `newAddress`. */
  newAddress: z.string().optional(),
});
export type RouteReport = z.infer<typeof routeReportSchema>;

/** restarted = the route changed the address, and Outlook goes through its steps again with the new one. */
export const stepDecisions = ['taken', 'passed', 'excluded', 'notReached', 'restarted'] as const;

/** What Outlook does at one of its steps, and why: the simulation explains itself. */
const simulatedStepSchema = z.object({
  /** `office365Failsafe` is Outlook's last step, which asks the same place as `office365` once more (KB 3211279). */
  route: z.enum([...routeIds, 'office365Failsafe']),
  decision: z.enum(stepDecisions),
  /** Stable word: an excluding value's name, an outcome, or `earlierRouteTaken`. */
  because: z.string(),
  /** What the route would have answered, had Outlook got there: only where it was asked and is excluded or not reached. */
  wouldHave: z.enum(routeOutcomes).optional(),
  /** Outlook goes this way only after a question: a certificate warning, or whether that server may configure the account. */
  asks: z.enum(['certificate', 'redirect']).optional(),
  /** The address for which Outlook does this step, once a route has changed it. */
  address: z.string().optional(),
});
export const outlookChoiceSchema = z.object({
  route: z.enum(routeIds).nullable(),
  url: z.string().nullable(),
  steps: z.array(simulatedStepSchema),
  /** The address that the taken route belongs to, where it is another one than the check's. */
  address: z.string().optional(),
});
export type OutlookChoice = z.infer<typeof outlookChoiceSchema>;

/** What one end point of the server answered. */
export const endpointSchema = z.object({
  url: z.string(),
  /** authenticates = 401, the healthy answer · answers = 2xx or 3xx · missing = 404/405 · failing = 5xx · page = HTML where none belongs · unreachable · untrusted */
  state: z.enum(['authenticates', 'answers', 'missing', 'failing', 'page', 'unreachable', 'untrusted']),
  status: z.number().int().nullable(),
  ms: z.number().nonnegative(),
});
export type Endpoint = z.infer<typeof endpointSchema>;

export const serverReportSchema = z.object({
  product: z.enum(['bluemind', 'other', 'unknown']),
  /** What speaks for it, strongest first, e.g. `realm bm.basic.auth.v2`. */
  fingerprint: z.array(z.string()),
  mapi: z.object({ emsmdb: endpointSchema.nullable(), nspi: endpointSchema.nullable() }),
  ews: endpointSchema.nullable(),
  oab: endpointSchema.nullable(),
  login: endpointSchema.nullable(),
  /** How sure `product` is: high = marks of two kinds agree · medium = one strong mark · low = a weak mark, marks that contradict each other, or none. */
  confidence: z.enum(['high', 'medium', 'low']).optional(),
  /** The login page on the autodiscover host, where that is another host than `login`'s. */
  loginAutodiscover: endpointSchema.nullable().optional(),
  /** Every MAPI address that the settings publish, internal and external; known only after a sign-in. */
  published: z.array(endpointSchema).optional(),
});
export type ServerReport = z.infer<typeof serverReportSchema>;

/** What to do first: the finding that stands most in the way, and its remedy. */
export const nextStepSchema = z.object({ finding: z.string(), subject: z.string(), remedy: z.string() });
export type NextStep = z.infer<typeof nextStepSchema>;

/** What one DNS server said about one name; `values` are the records of the asked type in zone-file notation, `aliases` the chain before. */
const comparedAnswerSchema = z.object({
  kind: z.enum(['answer', 'noName', 'noData', 'timeout', 'failed', 'cancelled']),
  values: z.array(z.string()),
  aliases: z.array(z.string()),
});

/** The PC's own DNS beside another server, name by name: split horizon made visible. */
export const dnsComparisonSchema = z.object({
  /** The other server, `IP:PORT`. */
  server: z.string(),
  rows: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['A', 'AAAA', 'CNAME', 'SRV', 'TXT']),
      here: comparedAnswerSchema,
      there: comparedAnswerSchema,
      same: z.boolean(),
    }),
  ),
});
export type DnsComparison = z.infer<typeof dnsComparisonSchema>;

export const checkReportSchema = z.object({
  practice: z.boolean(),
  verdict: verdictSchema,
  email: z.string(),
  domains: z.array(z.string()),
  outlookVersion: z.string(),
  findings: z.array(findingSchema),
  routes: z.array(routeReportSchema),
  outlook: z.object({ now: outlookChoiceSchema, afterKeys: outlookChoiceSchema }),
  server: serverReportSchema,
  /** `none` = no password was given; otherwise what the server said to the one request that carried it. */
  signIn: z.enum(['none', 'accepted', 'refused', 'notSent', 'unanswered']),
  /** Only where another DNS server was to be compared. */
  dnsComparison: dnsComparisonSchema.optional(),
  ms: z.number().nonnegative(),
  /** `null` = nothing is left to do. */
  next: nextStepSchema.nullable().optional(),
});
export type CheckReport = z.infer<typeof checkReportSchema>;
