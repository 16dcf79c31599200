// The bridge's contract: every call the page may make, with one schema for what goes in and what comes out. Both carriers and both ends use it.
import * as z from 'zod';
import { checkReportSchema } from '../model/check.ts';
import { findingSchema } from '../model/finding.ts';
import { applyOutcomeSchema, planSchema, undoOutcomeSchema } from '../model/keys.ts';
import { defaultModes, judgedInspectionSchema, profileListSchema, profileVerificationSchema, profileWays } from '../model/outlook.ts';
import { problemSchema } from '../model/problem.ts';
import { signInListSchema, signInRemovalSchema, storedCredentialSchema } from '../model/signIns.ts';
import { decidedSchema, modes } from '../model/settings.ts';
import { languages, progressSchema, reportDocumentSchema, reportFormats, savedFormats } from '../model/walk.ts';

export * from '../model/check.ts';
export { dayInWords } from '../model/day.ts';
export { nearestLanguage, writtenAs } from '../model/languages.ts';
export * from '../model/finding.ts';
export * from '../model/keys.ts';
export { links } from '../model/links.ts';
export * from '../model/nextStep.ts';
export * from '../model/outlook.ts';
export * from '../model/pc.ts';
export * from '../model/problem.ts';
export * from '../model/registry.ts';
export * from '../model/registryWords.ts';
export * from '../model/result.ts';
export * from '../model/signIns.ts';
export * from '../model/settings.ts';
export * from '../model/stepWords.ts';
export * from '../model/walk.ts';

/** Bounds on what the page may send: nobody's address, name or list is longer. */
const shortText = z.string().max(320);
/** The address in the page, as typed: what was found for another one is forgotten with this call. */
const about = { email: shortText };
const language = z.enum(languages);
/** The last check, judged again over the registry as it is now; `null` = none was made. */
const judgedAgain = { check: checkReportSchema.nullable() };
const nothing = z.strictObject({});

export const contract = {
  /** What the page needs before its first screen. */
  start: {
    input: nothing,
    output: z.object({
      product: z.string(),
      version: z.string(),
      practice: z.boolean(),
      language,
      /** A mail address the workstation knows, to prefill the form. */
      address: z.string().nullable(),
      /** IT's: an address is expected to lie in it. */
      mailDomain: z.string().nullable(),
      aliases: z.array(z.string()),
      profileName: z.string(),
      defaultMode: z.enum(defaultModes),
      catalogue: z.string(),
      /** Ids of those that come with the program. */
      catalogues: z.array(z.string()),
      mode: z.enum(modes),
      /** Whom a person may turn to. */
      supportContact: z.string().nullable(),
      /** Every setting with its origin; one that is locked is not the page's to change. */
      decided: decidedSchema,
      faults: z.array(z.object({ id: z.string(), on: z.boolean() })),
      /** What only some faces can do; the page offers nothing else. */
      abilities: z.object({ saveReport: z.boolean() }),
      /** Windows' Mail applet can be opened from here. */
      mailApplet: z.boolean(),
    }),
  },
  /** Judges an address and alias domains before anything is asked of the network; problems come back beside the field they belong to. */
  checkAddress: {
    input: z.strictObject({ email: shortText, aliases: z.array(shortText).max(50) }),
    output: z.object({
      /** The mail domain in the form the network sees, `null` when the address has a problem. */
      domain: z.string().nullable(),
      email: problemSchema.nullable(),
      /** Not wrong, but not what IT expects. */
      notice: findingSchema.nullable(),
      /** One entry per alias, in the order they came. */
      aliases: z.array(problemSchema.nullable()),
    }),
  },
  /** `email` is the address that is to be set up, `null` while none is known: some findings are about it. */
  inspect: { input: z.strictObject({ catalogue: shortText, email: shortText.nullable() }), output: judgedInspectionSchema },
  /** Moves remembered Autodiscover answers, each named by the person, into a backup folder. */
  putAwayRemembered: {
    input: z.strictObject({ names: z.array(shortText).min(1).max(200) }),
    output: z.object({ files: z.array(z.object({ name: z.string(), backup: z.string() })) }),
  },
  check: {
    input: z.strictObject({
      email: shortText,
      aliases: z.array(shortText).max(50),
      catalogue: shortText,
      /** Kept in memory for this one call; `null` = check without a password. */
      password: z.string().min(1).max(1024).nullable(),
    }),
    output: checkReportSchema,
  },
  planKeys: {
    input: z.strictObject({ ...about, catalogue: shortText, chosen: z.array(shortText).max(200), language }),
    output: planSchema,
  },
  applyKeys: {
    input: z.strictObject({ ...about, catalogue: shortText, chosen: z.array(shortText).max(200), language }),
    output: applyOutcomeSchema.extend(judgedAgain),
  },
  undoKeys: {
    /** `overwrite` names the values, as the problem `keys.changedSince` does, that may be put back although somebody changed them since. */
    input: z.strictObject({ ...about, catalogue: shortText, language, overwrite: z.array(z.string().max(2_000)).max(1_000) }),
    output: undoOutcomeSchema.extend(judgedAgain),
  },
  listProfiles: { input: nothing, output: profileListSchema },
  createProfile: {
    input: z.strictObject({ name: shortText, default: z.enum(defaultModes), way: z.enum(profileWays).optional() }),
    output: profileListSchema,
  },
  removeProfile: {
    /** `confirmed` repeats the name: removing is done only to a profile that was named twice. */
    input: z.strictObject({ name: shortText, confirmed: shortText }),
    output: z.object({ list: profileListSchema, backup: z.string() }),
  },
  /** `wanted` is how Outlook is to open the profile of the job; `null` = another one, which is looked at and says nothing about the job. */
  verifyProfile: {
    input: z.strictObject({ ...about, name: shortText, wanted: z.enum(defaultModes).nullable() }),
    output: profileVerificationSchema,
  },
  /**
   * Sees to it that the profile is there and that Outlook opens it; one that holds anything but the account is left as it is. `opens` is false
   * where an open Outlook keeps that from being set.
   */
  ensureProfile: {
    input: z.strictObject({ ...about, name: shortText, default: z.enum(defaultModes) }),
    output: z.object({ list: profileListSchema, profile: profileVerificationSchema, opens: z.boolean() }),
  },
  /** Saved sign-ins that Outlook would use for this mailbox before it asks; names and kinds, never a secret. */
  listSignIns: { input: z.strictObject({ email: shortText, aliases: z.array(shortText).max(50) }), output: signInListSchema },
  deleteSignIns: {
    /** Every entry is named; one that `listSignIns` does not name is refused, and nothing is removed. */
    input: z.strictObject({
      email: shortText,
      aliases: z.array(shortText).max(50),
      chosen: z.array(storedCredentialSchema.strict()).min(1).max(100),
    }),
    output: signInRemovalSchema,
  },
  /** Opens Windows' Mail applet for the newest Outlook, where profiles can be managed by hand. */
  openMailApplet: { input: nothing, output: z.object({ opened: z.literal(true) }) },
  openOutlook: { input: z.strictObject({ ...about, name: shortText }), output: z.object({ opened: z.literal(true) }) },
  /** The person chose another language: the page's from now on, and the usual one of later starts where the program can keep it. */
  chooseLanguage: { input: z.strictObject({ language }), output: z.object({ language }) },
  /** The report of what was done since the page opened. */
  report: {
    input: z.strictObject({ ...about, format: z.enum(reportFormats), language }),
    output: z.object({ fileName: z.string(), mediaType: z.string(), content: z.string(), document: reportDocumentSchema }),
  },
  /**
   * The report as a file: a PDF where the person chooses, every other format among the downloads. `file` is its path, `null` = the person closed
   * the dialog. Only where `abilities.saveReport` says so; elsewhere the page's own browser saves what `report` brings.
   */
  saveReport: {
    input: z.strictObject({ ...about, format: z.enum(savedFormats), language }),
    output: z.object({ file: z.string().nullable() }),
  },
  setFaults: { input: z.strictObject({ faults: z.array(shortText).max(50) }), output: z.object({ faults: z.array(z.string()) }) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type CallName = keyof typeof contract;
export type CallInput<N extends CallName> = z.infer<(typeof contract)[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<(typeof contract)[N]['output']>;

export const callNames = Object.keys(contract) as CallName[];

/** What travels back from a call while it runs and when it ends. */
export const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: progressSchema }),
  z.object({ kind: z.literal('result'), value: z.unknown() }),
  z.object({ kind: z.literal('problem'), problem: problemSchema }),
]);
export type Message = z.infer<typeof messageSchema>;
