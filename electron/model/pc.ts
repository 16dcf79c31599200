// What else of a PC matters to Outlook: add-ins, new Outlook, policies in the way, remembered answers, and Windows itself.
import * as z from 'zod';
import { registryDataSchema } from './registry.ts';

/** When Outlook loads a COM add-in (Registry entries for VSTO Add-ins, LoadBehavior); `unknown` = a value that is not documented. */
export const addInLoads = ['startup', 'onDemand', 'firstTime', 'manually', 'unknown'] as const;

export const addInSchema = z.object({
  progId: z.string(),
  /** `FriendlyName`, or the ProgID where there is none. */
  name: z.string(),
  /** The registry key that registers it. */
  path: z.string(),
  scope: z.enum(['user', 'machine']),
  loads: z.enum(addInLoads),
  /** The user or Outlook has not switched it off. */
  connected: z.boolean(),
  /** It calls itself BlueMind's. Its ProgID is published nowhere: recognised by name only. */
  bluemind: z.boolean(),
});
export type AddIn = z.infer<typeof addInSchema>;

/** A program of Windows' list of installed ones. */
export const installedProgramSchema = z.object({ name: z.string(), path: z.string() });
export type InstalledProgram = z.infer<typeof installedProgramSchema>;

/** blocked = nobody moves this user to new Outlook · demanded = the administrator does · unset = Microsoft decides. */
const migrationStates = ['blocked', 'demanded', 'unset'] as const;

export const newOutlookSchema = z.object({
  /** Version of its package, `null` = not installed for this user. */
  version: z.string().nullable(),
  /** It opens in classic Outlook's place. */
  opens: z.boolean(),
  /** The switch "New Outlook" in classic Outlook is hidden. */
  switchHidden: z.boolean(),
  migration: z.enum(migrationStates),
  /** The value that decides about the migration, `path!name`. */
  decidedBy: z.string().nullable(),
});
export type NewOutlook = z.infer<typeof newOutlookSchema>;

/** Policies that keep Outlook from working with BlueMind; their table is outlook/policies.ts. */
export const blockingPolicies = [
  'modifyAccounts',
  'disableExchange',
  'cachedMode',
  'syncWindow',
  'authenticationService',
  'savedPassword',
  'msoAuth',
  'rpcProxy',
  'maxAccounts',
  'singleAccount',
  'signIn',
] as const;

export const foundPolicySchema = z.object({
  id: z.enum(blockingPolicies),
  /** `path!name`. */
  place: z.string(),
  data: registryDataSchema,
});
export type FoundPolicy = z.infer<typeof foundPolicySchema>;

/** One file in which Outlook keeps an Autodiscover answer. */
export const rememberedAnswerSchema = z.object({
  /** Below Outlook's folder, e.g. `16\AutoD.user@company.com.xml`. */
  name: z.string(),
  bytes: z.number().int().nonnegative(),
  changedAt: z.string(),
  /** Whom it is for, `null` where neither its name nor its content says so. */
  address: z.string().nullable(),
  /** The servers that it names. */
  hosts: z.array(z.string()),
  /** One of them is Microsoft's. */
  office365: z.boolean(),
});
export type RememberedAnswer = z.infer<typeof rememberedAnswerSchema>;

export const pcSchema = z.object({
  /** Windows' build number, e.g. 22631; `null` where it is not known. */
  build: z.number().int().nullable(),
  /** The Active Directory domain. */
  domain: z.string().optional(),
  /** The user's sign-in name (UPN). */
  principalName: z.string().optional(),
  /** The user's mail address in Active Directory. */
  mail: z.string().optional(),
  timeZone: z.object({
    name: z.string(),
    /** East of Greenwich at this moment, in minutes. */
    offsetMinutes: z.number().int(),
    daylightOff: z.boolean(),
  }),
  /** The PC's own clock, ISO 8601. */
  now: z.string(),
  /** Where Windows takes its time from: a server's name, `domain`, or `none`; absent where it is not known. */
  timeSource: z.string().optional(),
  /** The user's proxy settings in Windows. */
  proxy: z.object({ kind: z.enum(['direct', 'detect', 'script', 'fixed', 'unknown']), value: z.string().optional() }),
  /** Programs that look into encrypted connections, by the roots they installed. */
  tlsInspectors: z.array(z.string()),
});
export type Pc = z.infer<typeof pcSchema>;
