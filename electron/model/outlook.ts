// Outlook on the workstation: its installations, its profiles and the accounts in them.
import * as z from 'zod';
import { findingSchema } from './finding.ts';
import { addInSchema, foundPolicySchema, installedProgramSchema, newOutlookSchema, pcSchema, rememberedAnswerSchema } from './pc.ts';
import { decidedSchema } from './settings.ts';

/** Kinds of accounts by their registry marks (Account Management API constants; `Service Name` for MAPI services). */
export const accountKinds = [
  'exchange',
  'possibleExchange',
  'imap',
  'pop3',
  'activeSync',
  'http',
  'ldap',
  'addressBook',
  'dataFile',
  'unknown',
] as const;
export type AccountKind = (typeof accountKinds)[number];

export const accountSchema = z.object({
  kind: z.enum(accountKinds),
  /** Display name; for Exchange accounts the address. */
  name: z.string(),
  service: z.string().nullable(),
  server: z.string().nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const profileSchema = z.object({
  name: z.string(),
  office: z.string(),
  default: z.boolean(),
  /** No mail account at all: what the BlueMind account may be added to. */
  blank: z.boolean(),
  /** In Outlook's own order: mail accounts first, and the first of these is the default one. */
  accounts: z.array(accountSchema),
  /** Something in it names Microsoft 365. A hint, no proof: no documented mark tells Microsoft 365 from other Exchange accounts. */
  office365: z.boolean().optional(),
});
export type Profile = z.infer<typeof profileSchema>;

/** always = Outlook opens this profile · prompt = Outlook asks at each start · keep = leave as it is. */
export const defaultModes = ['always', 'prompt', 'keep'] as const;
export type DefaultMode = (typeof defaultModes)[number];

/** key = an empty profile is written into the registry · prf = Outlook makes it at its next start, from a .prf file. */
export const profileWays = ['key', 'prf'] as const;
export type ProfileWay = (typeof profileWays)[number];

export const profileListSchema = z.object({
  practice: z.boolean(),
  office: z.string(),
  /** Outlook asks at each start which profile to open. */
  prompt: z.boolean(),
  profiles: z.array(profileSchema),
  /** A profile that Outlook makes at its next start, and the .prf file that tells it to; absent where there is none. */
  pending: z.object({ name: z.string(), file: z.string() }).optional(),
});
export type ProfileList = z.infer<typeof profileListSchema>;

/** What `profile verify` found: blank, exactly one BlueMind account, or something else; pending = Outlook makes it at its next start. */
export const profileVerificationSchema = z.object({
  practice: z.boolean(),
  name: z.string(),
  state: z.enum(['blank', 'bluemind', 'otherAccount', 'severalAccounts', 'missing', 'pending']),
  profile: profileSchema.nullable(),
});
export type ProfileVerification = z.infer<typeof profileVerificationSchema>;

/** The classic Outlooks, as people call them, oldest first. */
export const outlookProducts = [
  'Outlook 2010',
  'Outlook 2013',
  'Outlook 2016',
  'Outlook 2019',
  'Outlook 2021',
  'Outlook 2024',
  'Microsoft 365',
] as const;

/** Office's update channels (Overview of update channels for Microsoft 365 Apps; the last three are those of the Office LTSC versions). */
export const updateChannels = [
  'current',
  'currentPreview',
  'monthlyEnterprise',
  'semiAnnual',
  'semiAnnualPreview',
  'beta',
  'perpetual2019',
  'perpetual2021',
  'perpetual2024',
] as const;

export const outlookInstallSchema = z.object({
  office: z.enum(['14.0', '15.0', '16.0']),
  product: z.enum(outlookProducts),
  /** The product as Microsoft names it, e.g. `Office LTSC Professional Plus 2021`. */
  edition: z.string().optional(),
  /** Click-to-Run's release id, or Windows Installer's product code. */
  release: z.string().optional(),
  /** Absent where no channel is set, or an unknown one. */
  channel: z.enum(updateChannels).optional(),
  /** Windows opens this one (App Paths); absent where App Paths names none. */
  opens: z.boolean().optional(),
  version: z.string(),
  bitness: z.enum(['x86', 'x64', 'unknown']),
  technology: z.enum(['clickToRun', 'msi']),
  path: z.string(),
});
export type OutlookInstall = z.infer<typeof outlookInstallSchema>;

/** What becomes of the user's registry at sign-out: kept here, copied to a server, thrown away as always, thrown away this once. */
export const windowsProfileTypes = ['local', 'roaming', 'mandatory', 'temporary'] as const;
export type WindowsProfileType = (typeof windowsProfileTypes)[number];

export const inspectionSchema = z.object({
  practice: z.boolean(),
  workstation: z.enum(['practice', 'windows']),
  computer: z.string(),
  user: z.string(),
  system: z.string(),
  domainJoined: z.boolean(),
  /** Absent where the workstation cannot tell; always absent in practice. */
  entraJoined: z.boolean().optional(),
  profileType: z.enum(windowsProfileTypes).optional(),
  /** Account that runs the program for the user, where it is another one. */
  runBy: z.string().optional(),
  address: z.string().nullable(),
  /** Which way to the registry is taken, and the better ones that this PC does not allow, each with its reason. */
  registry: z.string(),
  registryPassedOver: z.array(z.object({ backend: z.string(), reason: z.string() })).optional(),
  outlooks: z.array(outlookInstallSchema),
  running: z.array(z.string()),
  profiles: z.array(profileSchema),
  /** The BlueMind version that it is judged for, as the catalogue says it: `4`, `5` … Like all that follows, absent in older reports. */
  bluemind: z.string().optional(),
  newOutlook: newOutlookSchema.optional(),
  addIns: z.array(addInSchema).optional(),
  /** Installed programs that call themselves BlueMind's connector. */
  connectors: z.array(installedProgramSchema).optional(),
  policies: z.array(foundPolicySchema).optional(),
  remembered: z.array(rememberedAnswerSchema).optional(),
  pc: pcSchema.optional(),
  /** Settings with their origin, and what is to be said about policies; absent in reports of earlier versions. */
  decided: decidedSchema.optional(),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** What `inspect` tells: the facts, and what they mean. */
export const judgedInspectionSchema = inspectionSchema.extend({ findings: z.array(findingSchema) });
export type JudgedInspection = z.infer<typeof judgedInspectionSchema>;
