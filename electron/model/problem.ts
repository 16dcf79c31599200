// Expected failures that cross a seam: a stable code, the exit status it means, and data without prose.
import * as z from 'zod';

/**
 * Exit status of the command line per problem: 2 = wrong usage, configuration or input,
 * 3 = could not be done and nothing is left half done, 4 = stopped by a person or a policy.
 */
export const problemExitStatus = {
  'usage.unknownCommand': 2,
  'usage.unknownOption': 2,
  'usage.missingValue': 2,
  'usage.invalidValue': 2,
  'usage.missingOption': 2,
  'usage.missingCommand': 2,
  'usage.noCommand': 2,
  'usage.excessArgument': 2,
  'usage.notTogether': 2,
  'domainsFile.unreadable': 2,
  'domainsFile.empty': 2,
  'domainsFile.invalid': 2,
  'email.undecided': 2,
  'email.empty': 2,
  'email.noDomain': 2,
  'email.noLocalPart': 2,
  'email.topLevelOnly': 2,
  'email.invalidDomain': 2,
  'email.invalidLocalPart': 2,
  'config.unreadable': 2,
  'config.notJson': 2,
  'config.invalid': 2,
  'catalogue.unknown': 2,
  'catalogue.unreadable': 2,
  'catalogue.notJson': 2,
  'catalogue.invalid': 2,
  'caFile.unreadable': 2,
  'caFile.noCertificate': 2,
  'report.unreadable': 2,
  'report.notJson': 2,
  'report.invalid': 2,
  'output.notWritable': 2,
  'fault.unknown': 2,
  'password.missing': 2,
  'password.encoding': 2,
  'workstation.unavailable': 2,
  'workstation.folderNotWritable': 2,
  'workstation.registryUnreadable': 2,
  'workstation.busy': 3,
  'workstation.noDesktopUser': 3,
  'profile.nameEmpty': 2,
  'profile.nameTooLong': 2,
  'profile.nameBackslash': 2,
  'profile.nameOuterSpace': 2,
  'profile.nameControlCharacter': 2,
  'profile.nameNotForPrf': 2,
  'profile.prfFolder': 3,
  'profile.importPending': 3,
  'profile.exists': 2,
  'profile.missing': 2,
  'profile.notBlank': 3,
  'profile.creationFailed': 3,
  'outlook.notInstalled': 3,
  'outlook.running': 4,
  'outlook.startFailed': 3,
  'outlook.noMailApplet': 3,
  'registry.denied': 3,
  'registry.failed': 3,
  'keys.readBackDiffers': 3,
  'keys.nothingToUndo': 2,
  'keys.changedSince': 4,
  'keys.journalNotWritable': 3,
  'keys.journalUnreadable': 3,
  'keys.journalForeign': 3,
  'keys.unknownKey': 2,
  'elevation.refused': 4,
  'elevation.failed': 3,
  'credentials.failed': 3,
  'caches.failed': 3,
  'caches.unknown': 2,
  'credentials.unavailable': 3,
  'signIns.notRecognised': 2,
  'confirmation.needed': 4,
  'session.refused': 4,
  'request.invalid': 2,
  cancelled: 4,
  bug: 3,
} as const satisfies Record<string, 2 | 3 | 4>;

export type ProblemCode = keyof typeof problemExitStatus;

const problemCodes = Object.keys(problemExitStatus) as [ProblemCode, ...ProblemCode[]];

/** What a message may be filled with: names, places and figures, never prose and never a secret. */
export const plainDataSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()]))]),
);
export type PlainData = z.infer<typeof plainDataSchema>;

export const problemSchema = z.object({ code: z.enum(problemCodes), data: plainDataSchema });
export type Problem = z.infer<typeof problemSchema>;

/** Makes a problem. `data` fills the sentence `problems:<code>` of every locale. */
export function problem(code: ProblemCode, data: PlainData = {}): Problem {
  return { code, data };
}

/** The one problem of work that was stopped through its AbortSignal by a person. */
export const cancelled: Problem = problem('cancelled');
