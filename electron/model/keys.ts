// Catalogues of registry values, the plan they make on one workstation, and the journal of an apply.
import * as z from 'zod';
import { registryDataSchema } from './registry.ts';

export const officeVersions = ['15.0', '16.0'] as const;
export type OfficeVersion = (typeof officeVersions)[number];

/** required = Outlook will not find BlueMind without it · recommended · optional = off unless chosen · absent = must not be there. */
export const keyLevels = ['required', 'recommended', 'optional', 'absent'] as const;

/** Facts a key's condition may rest on; each is true, false or not known. */
export const keyFacts = ['srvOnly'] as const;
export type KeyFact = (typeof keyFacts)[number];
export type KeyFacts = Readonly<Partial<Record<KeyFact, boolean>>>;

/** A sentence in the three languages, for catalogues of one's own; built-in catalogues name a sentence of the locales. */
const sentenceSchema = z.union([z.string().min(1), z.strictObject({ en: z.string(), fr: z.string(), de: z.string() })]);

const keyBaseSchema = z.strictObject({
  /** Stable name, e.g. `excludeScpLookup`; unique within the catalogue. */
  id: z.string().regex(/^[a-z][A-Za-z0-9.]*$/),
  /** Below the user's hive, without `HKCU\`; `{office}` stands for 15.0, 16.0 … */
  path: z.string().regex(/^Software\\[^\\]/i),
  name: z.string().min(1).max(255),
  level: z.enum(keyLevels),
  /** policy = below Software\Policies: a standard user may not write it. */
  scope: z.enum(['user', 'policy']),
  /** Office versions it is for; only with `{office}` in the path. */
  office: z.array(z.enum(officeVersions)).min(1).optional(),
  why: sentenceSchema,
  /** What else changes on this PC when it is set; shown before an optional key can be chosen. */
  sideEffect: sentenceSchema.optional(),
  source: z.array(z.string().min(1)).min(1),
  /** A = read in a primary source, B = one step of inference, C = secondary source, M = unverified. */
  confidence: z.enum(['A', 'B', 'C', 'M']),
});

export const catalogueKeySchema = z.union([
  keyBaseSchema.extend({ level: z.enum(['required', 'recommended', 'optional']), data: registryDataSchema }),
  /** Data that follows from a fact; while the fact is not known, the key is not needed. */
  keyBaseSchema.extend({
    level: z.enum(['required', 'recommended', 'optional']),
    dependsOn: z.enum(keyFacts),
    dataWhenTrue: registryDataSchema,
    dataWhenFalse: registryDataSchema,
  }),
  /** Must not be there. `harmless` lists data that may stay; `harmful`, the other way round, the only data that may not. */
  keyBaseSchema.extend({
    level: z.literal('absent'),
    harmless: z.array(registryDataSchema).min(1).optional(),
    harmful: z.array(registryDataSchema).min(1).optional(),
  }),
]);
export type CatalogueKey = z.infer<typeof catalogueKeySchema>;

export const catalogueSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: sentenceSchema,
  /** BlueMind's major version this list is for. */
  bluemind: z.string(),
  keys: z.array(catalogueKeySchema).min(1),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

export const keyStates = ['right', 'change', 'blockedByPolicy', 'notNeeded'] as const;

export const plannedKeySchema = z.object({
  /** The catalogue's id, with the Office version where the path has one: `excludeScpLookup@16.0`. */
  id: z.string(),
  path: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  /** What is there now, `null` = absent. */
  now: registryDataSchema.nullable(),
  /** What should be there, `null` = absent. */
  wanted: registryDataSchema.nullable(),
  state: z.enum(keyStates),
  /** Why it is blocked or not needed: `optionalNotChosen`, `factUnknown`, `policyContradicts`, `policyPresent`, `needsAdministrator` … */
  because: z.string().nullable(),
  level: z.enum(keyLevels),
  scope: z.enum(['user', 'policy']),
  /** In the asked language. */
  why: z.string(),
  sideEffect: z.string().nullable(),
  source: z.array(z.string()),
  confidence: z.enum(['A', 'B', 'C', 'M']),
  /** The policy value that wins over this one, where there is one. */
  policy: z.object({ path: z.string(), name: z.string(), data: registryDataSchema }).nullable(),
});
export type PlannedKey = z.infer<typeof plannedKeySchema>;

export const planSchema = z.object({
  practice: z.boolean(),
  catalogue: z.string(),
  office: z.array(z.string()),
  keys: z.array(plannedKeySchema),
  /** How many keys are in each state. */
  counts: z.object({ right: z.number(), change: z.number(), blockedByPolicy: z.number(), notNeeded: z.number() }),
  /** Id of an apply that was interrupted and waits to be undone or finished. */
  interrupted: z.string().nullable(),
  /** Id of the newest apply that can be undone. */
  undoable: z.string().nullable(),
});
export type Plan = z.infer<typeof planSchema>;

/** One value's before-image and what the apply writes. `createdKeys`: keys that did not exist before, outermost first. */
export const journalEntrySchema = z.object({
  path: z.string(),
  name: z.string(),
  scope: z.enum(['user', 'policy']),
  before: registryDataSchema.nullable(),
  after: registryDataSchema.nullable(),
  createdKeys: z.array(z.string()),
});
export const journalSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  catalogue: z.string(),
  startedAt: z.string(),
  /** open = writing; done = complete and read back; undone = the before-image is back. */
  state: z.enum(['open', 'done', 'undone']),
  entries: z.array(journalEntrySchema),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
export type Journal = z.infer<typeof journalSchema>;

export const applyOutcomeSchema = z.object({
  practice: z.boolean(),
  changed: z.number().int(),
  /** Journal that undoes it; `null` when nothing had to change. */
  journal: z.string().nullable(),
  /** .reg file with what was there before; `null` when nothing had to change. */
  backup: z.string().nullable(),
  plan: planSchema,
});
export type ApplyOutcome = z.infer<typeof applyOutcomeSchema>;

export const undoOutcomeSchema = z.object({
  practice: z.boolean(),
  restored: z.number().int(),
  journal: z.string(),
  plan: planSchema,
});
export type UndoOutcome = z.infer<typeof undoOutcomeSchema>;
