// Saved sign-ins: entries of Windows' Credential Manager by name and kind, and why one of them gets in Outlook's way.
import * as z from 'zod';

/** Kinds of entries (CRED_TYPE_* of wincred.h). */
const credentialKinds = [
  'generic',
  'domainPassword',
  'domainCertificate',
  'domainVisiblePassword',
  'genericCertificate',
  'domainExtended',
] as const;

/** One entry of Windows' Credential Manager: its name and kind, never its secret. Windows allows 32,767 characters of a name. */
export const storedCredentialSchema = z.object({ target: z.string().min(1).max(32_767), kind: z.enum(credentialKinds) });
export type StoredCredential = z.infer<typeof storedCredentialSchema>;

/**
 * What an entry is used for, and by that why it gets in the way: the Autodiscover host · the host that serves mail · what Office keeps for
 * an account · what Outlook itself keeps for one.
 */
export const signInReasons = ['autodiscoverHost', 'mailHost', 'officeAccount', 'outlookAccount'] as const;

export const signInSchema = storedCredentialSchema.extend({
  reason: z.enum(signInReasons),
  /** Who says that it may have to be removed: a KB number or a page of BlueMind's documentation. */
  source: z.string(),
});
export type SignIn = z.infer<typeof signInSchema>;

export const signInListSchema = z.object({
  practice: z.boolean(),
  email: z.string(),
  /** Outlook has an account for this address already, so it may well need what it saved. */
  inUse: z.boolean(),
  signIns: z.array(signInSchema),
});
export type SignInList = z.infer<typeof signInListSchema>;

export const signInRemovalSchema = z.object({
  removed: z.array(signInSchema),
  /** What Windows would not remove, and its reason. */
  refused: z.array(z.object({ target: z.string(), reason: z.string() })),
  /** What is there afterwards. */
  list: signInListSchema,
});
export type SignInRemoval = z.infer<typeof signInRemovalSchema>;
