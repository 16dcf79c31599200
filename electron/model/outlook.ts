// Outlook on the workstation: its installations, its profiles and the accounts in them.
import * as z from 'zod';
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
  accounts: z.array(accountSchema),
});
export type Profile = z.infer<typeof profileSchema>;

/** always = Outlook opens this profile · prompt = Outlook asks at each start · keep = leave as it is. */
export const defaultModes = ['always', 'prompt', 'keep'] as const;
export type DefaultMode = (typeof defaultModes)[number];

export const profileListSchema = z.object({
  practice: z.boolean(),
  office: z.string(),
  /** Outlook asks at each start which profile to open. */
  prompt: z.boolean(),
  profiles: z.array(profileSchema),
});
export type ProfileList = z.infer<typeof profileListSchema>;

/** What `profile verify` found: blank, exactly one BlueMind account, or something else. */
export const profileVerificationSchema = z.object({
  practice: z.boolean(),
  name: z.string(),
  state: z.enum(['blank', 'bluemind', 'otherAccount', 'severalAccounts', 'missing']),
  profile: profileSchema.nullable(),
});
export type ProfileVerification = z.infer<typeof profileVerificationSchema>;

export const outlookInstallSchema = z.object({
  office: z.enum(['14.0', '15.0', '16.0']),
  /** e.g. `Microsoft 365`, `Outlook 2021`. */
  product: z.string(),
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
  /** Settings with their origin, and what is to be said about policies; absent in reports of earlier versions. */
  decided: decidedSchema.optional(),
});
export type Inspection = z.infer<typeof inspectionSchema>;
