// What the program and its helper with administrator rights say to each other; each side validates what the other says.
import * as z from 'zod';
import { problemSchema } from '../../model/problem.ts';
import { registryDataSchema } from '../../model/registry.ts';

/** Accounts of people: local and Active Directory ones, and those of Entra ID (MS-DTYP 2.4.2.4). */
const personSid = z.string().regex(/^S-1-(5-21|12-1)(-\d{1,10}){4}$/);

/** The one branch that the helper writes in: policies of one person's own hive; what there, elevationBounds says. */
const policyPath = z
  .string()
  .regex(/^HKCU\\Software\\Policies\\[^\\]/i)
  .max(10_000);

/** The request, in a file whose hash stands in the helper's arguments: whose policies, and where the changes will be asked for. */
export const helperRequestSchema = z.strictObject({
  version: z.literal(1),
  sid: personSid,
  pipe: z.string().regex(/^\\\\\.\\pipe\\bluemind-outlook-setup-[0-9a-f]{32}$/),
  /** Shown by the helper when it connects, so that nothing else can take its place. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
});
export type HelperRequest = z.infer<typeof helperRequestSchema>;

/** One line from the program to the helper. */
export const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({ id: z.int(), change: z.literal('createKey'), path: policyPath }),
  z.strictObject({ id: z.int(), change: z.literal('deleteKey'), path: policyPath }),
  z.strictObject({ id: z.int(), change: z.literal('deleteValue'), path: policyPath, name: z.string().max(16_383) }),
  z.strictObject({ id: z.int(), change: z.literal('setValue'), path: policyPath, name: z.string().max(16_383), data: registryDataSchema }),
]);
export type PolicyChange = z.infer<typeof changeSchema>;

/** One line from the helper to the program: who it is, then the outcome of each change; `problem` null = done. */
export const helperLineSchema = z.union([
  z.strictObject({ secret: z.string().max(64) }),
  z.strictObject({ id: z.int(), problem: problemSchema.nullable() }),
]);

/** Longest line that either side reads, in characters: policy values are numbers and short texts. */
export const longestLine = 256 * 1024;
