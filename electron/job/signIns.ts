// Saved sign-ins: which of them Outlook would use for this mailbox before it asks, and removing those that a person chose.
import { parseMailAddress, parseMailDomain, type MailAddress } from '../model/mailAddress.ts';
import type { CheckReport } from '../model/check.ts';
import { cancelled, problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { SignIn, SignInList, SignInRemoval, StoredCredential } from '../model/signIns.ts';
import { readProfiles } from '../outlook/profiles.ts';
import { refuseWhileRunning } from '../outlook/running.ts';
import { recogniseSignIns, type SignInOwner } from '../outlook/signIns.ts';
import { officesOf, type Call, type JobContext } from './context.ts';

export interface SignInsInput {
  readonly email: string;
  readonly aliases: readonly string[];
  /** Signs in under this name instead of the address. */
  readonly userName?: string;
  /** Tells the server's own host names, where it was checked. */
  readonly check?: CheckReport | null;
}

/**
 * The saved sign-ins that Outlook would use for this mailbox; no secret is read. Problems: `email.*`, `credentials.unavailable` where
 * this PC's Credential Manager is out of reach, `credentials.failed` {reason}, those of the registry.
 */
export async function listSignIns(context: JobContext, input: SignInsInput): Promise<Result<SignInList>> {
  const email = parseMailAddress(input.email);
  if (!email.ok) return email;
  const owner = ownerOf(email.value, input);
  if (!owner.ok) return owner;
  const { workstation } = context;
  if (!workstation.credentials) return failure(problem('credentials.unavailable'));
  const stored = await workstation.credentials.list();
  if (!stored.ok) return stored;
  const inUse = await hasAccount(context, email.value.address);
  if (!inUse.ok) return inUse;
  return success({
    practice: workstation.kind === 'practice',
    email: email.value.address,
    inUse: inUse.value,
    signIns: [...recogniseSignIns(stored.value, owner.value)],
  });
}

/**
 * Removes the chosen entries, each of which must be one that `listSignIns` names: everything else is `signIns.notRecognised` {target},
 * and then nothing is removed. What is removed cannot be brought back, because secrets are never read. Problems besides those of
 * listing: `outlook.running` {programs}, which would save them again, `cancelled`. What Windows refuses is told in the outcome.
 */
export async function deleteSignIns(
  context: JobContext,
  input: SignInsInput & { readonly chosen: readonly StoredCredential[] },
  call: Call,
): Promise<Result<SignInRemoval>> {
  const { credentials } = context.workstation;
  if (!credentials) return failure(problem('credentials.unavailable'));
  const before = await listSignIns(context, input);
  if (!before.ok) return before;
  const wanted: SignIn[] = [];
  for (const chosen of input.chosen) {
    const known = before.value.signIns.find(({ target, kind }) => target === chosen.target && kind === chosen.kind);
    if (!known) return failure(problem('signIns.notRecognised', { target: chosen.target }));
    wanted.push(known);
  }
  const running = await refuseWhileRunning(context.workstation);
  if (running) return failure(running);
  const removed: SignIn[] = [];
  const refused: SignInRemoval['refused'] = [];
  for (const each of wanted) {
    if (call.signal.aborted) return failure(cancelled);
    const deleted = await credentials.delete({ target: each.target, kind: each.kind });
    if (deleted.ok) removed.push(each);
    else refused.push({ target: each.target, reason: String(deleted.problem.data.reason ?? deleted.problem.code) });
  }
  const list = await listSignIns(context, input);
  return list.ok ? success({ removed, refused, list: list.value }) : list;
}

function ownerOf(email: MailAddress, { aliases, userName, check }: SignInsInput): Result<SignInOwner> {
  const domains = [email.domain];
  for (const alias of aliases) {
    const domain = parseMailDomain(alias);
    if (!domain.ok) return domain;
    domains.push(domain.value.domain);
  }
  const accounts = domains.map((domain) => `${email.local}@${domain}`);
  return success({
    domains,
    accounts: userName === undefined ? accounts : [...accounts, userName],
    hosts: check ? serverHosts(check) : [],
  });
}

/** Hosts where BlueMind itself answered; a sign-in to somebody else's server is nobody's business here. */
function serverHosts({ server }: CheckReport): readonly string[] {
  if (server.product !== 'bluemind') return [];
  const { emsmdb, nspi } = server.mapi;
  const urls = [emsmdb, nspi, server.ews, server.oab, server.login].flatMap((point) => (point === null ? [] : point.url));
  return [...new Set(urls.map((url) => new URL(url).hostname))];
}

/** Whether a profile holds an Exchange-like account of this address, whose name is its address. */
async function hasAccount({ workstation }: JobContext, address: string): Promise<Result<boolean>> {
  const offices = await officesOf(workstation);
  if (!offices.ok) return offices;
  for (const office of offices.value) {
    const read = await readProfiles(workstation.registry, office);
    if (!read.ok) return read;
    const accounts = read.value.profiles.flatMap((profile) => profile.accounts);
    if (accounts.some(({ kind, name }) => kind === 'exchange' && name.toLowerCase() === address.toLowerCase())) return success(true);
  }
  return success(false);
}
