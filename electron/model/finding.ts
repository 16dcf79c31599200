// One checked fact, and what the facts of a check add up to.
import * as z from 'zod';
import { plainDataSchema } from './problem.ts';

export const findingStatuses = ['pass', 'warn', 'fail', 'info', 'skipped'] as const;

/** Who can carry out a remedy. */
export const remedyActors = ['user', 'technician', 'serverAdmin', 'dnsAdmin', 'policyAdmin'] as const;

export const remedySchema = z.object({
  /** Sentence `findings:remedy.<id>` of every locale, filled with `data`. */
  id: z.string(),
  who: z.array(z.enum(remedyActors)).min(1),
  data: plainDataSchema,
  /** The exact record, value or command, ready to be copied. */
  copy: z.string().optional(),
});
export type Remedy = z.infer<typeof remedySchema>;

export const findingSchema = z.object({
  /** Stable and dotted, e.g. `tls.expired`; declared once in findingIds.ts. */
  id: z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/),
  status: z.enum(findingStatuses),
  /** What it is about: a host, a URL, a mail domain, a registry path, a profile name. */
  subject: z.string(),
  /** Fills the sentences of the locales; holds no prose. */
  data: plainDataSchema,
  /** What was seen, for the person who wants to look closer; bounded, no secrets. */
  evidence: z.array(z.string()).optional(),
  remedy: remedySchema.optional(),
});
export type Finding = z.infer<typeof findingSchema>;
export type FindingStatus = Finding['status'];

export const verdicts = ['ready', 'attention', 'blocked'] as const;
export type Verdict = (typeof verdicts)[number];
export const verdictSchema = z.enum(verdicts);
