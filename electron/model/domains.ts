// The outcome of checking many mail domains: one row a domain, and what they add up to.
import * as z from 'zod';
import { certificateSchema, endpointSchema, routeReportSchema, serverReportSchema } from './check.ts';
import { findingSchema, verdictSchema } from './finding.ts';

export const domainRowSchema = z.object({
  /** ASCII, as the network sees it. */
  domain: z.string(),
  displayDomain: z.string(),
  verdict: verdictSchema,
  /** The host that was asked: `autodiscover.<domain>`. */
  host: z.string(),
  addresses: routeReportSchema.shape.addresses,
  outcome: routeReportSchema.shape.outcome,
  reason: routeReportSchema.shape.reason,
  status: endpointSchema.shape.status,
  product: serverReportSchema.shape.product,
  certificate: certificateSchema.pick({ issuer: true, validTo: true, daysLeft: true, faults: true }).nullable(),
  /** What fails or warns, worst first; empty when all is as it should be. */
  findings: z.array(findingSchema),
  ms: z.number().nonnegative(),
});
export type DomainRow = z.infer<typeof domainRowSchema>;

export const domainsSummarySchema = z.object({
  verdict: verdictSchema,
  checked: z.number().int(),
  ready: z.number().int(),
  attention: z.number().int(),
  blocked: z.number().int(),
  /** Of the list, including domains that were not reached when the check was stopped. */
  domains: z.number().int(),
  stopped: z.boolean(),
  ms: z.number().nonnegative(),
});
export type DomainsSummary = z.infer<typeof domainsSummarySchema>;

/** What `check --domains-from FILE --json` prints. */
export const domainsReportSchema = z.object({
  practice: z.boolean(),
  email: z.string(),
  domains: z.array(domainRowSchema),
  summary: domainsSummarySchema,
});
