// What the page is told when it opens, and what it is told about an address before anything is asked of the network.
import { builtInCatalogues } from '../keys/builtIns.ts';
import { parseMailAddress, parseMailDomain } from '../model/mailAddress.ts';
import type { Language } from '../model/languages.ts';
import type { Result } from '../model/result.ts';
import { decideAddress } from '../policy/address.ts';
import type { Settings } from '../policy/settings.ts';
import type { Workstation } from '../workstation/port.ts';
import type { CallOutput } from './contract.ts';

/** Saves a report and gives its path. Problem `output.notWritable` {file, reason}. */
export interface ReportSaver {
  /** Among the person's downloads, beside others of this name. */
  add(file: { readonly fileName: string; readonly content: string }): Promise<Result<string>>;
  /** Printed, where the person chooses; `null` = the person chose nothing. */
  print(printable: { readonly html: string; readonly fileName: string }, signal: AbortSignal): Promise<Result<string | null>>;
}

/** What one page is about. */
export interface Session {
  readonly workstation: Workstation;
  readonly settings: Settings;
  readonly program: { readonly name: string; readonly version: string };
  /** Saves reports; absent where the page's browser has to. */
  readonly saver?: ReportSaver;
  /** Told what language the person chose; absent where nothing is kept. Never rejects. */
  readonly onLanguage?: (language: Language) => Promise<void>;
}

/** Everything the page needs before its first screen, in `language`. An address that would only be assumed is left to the person to type. */
export function startOf({ workstation, settings, program, saver }: Session, language: Language): CallOutput<'start'> {
  const { identity, practice } = workstation;
  const { email, assumed } = decideAddress(settings, identity);
  return {
    product: program.name,
    version: program.version,
    practice: workstation.kind === 'practice',
    language,
    address: assumed ? null : (email ?? identity.address ?? null),
    mailDomain: settings.mailDomain,
    aliases: [...settings.aliases],
    profileName: settings.profileName,
    defaultMode: settings.defaultMode,
    catalogue: settings.catalogue,
    catalogues: [...builtInCatalogues],
    mode: settings.mode,
    supportContact: settings.supportContact,
    decided: settings.decided,
    faults: (practice?.knownFaults ?? []).map((id) => ({ id, on: practice?.faults.includes(id) ?? false })),
    abilities: { saveReport: saver !== undefined },
    mailApplet: workstation.programs.openMailApplet !== undefined,
  };
}

/** What is wrong with an address and alias domains, and whether IT expects another mail domain. */
export function judgeAddress(settings: Settings, email: string, aliases: readonly string[]): CallOutput<'checkAddress'> {
  const parsed = parseMailAddress(email);
  const [notice] = parsed.ok ? decideAddress({ ...settings, email }, { user: '' }).notices : [];
  return {
    domain: parsed.ok ? parsed.value.domain : null,
    email: parsed.ok ? null : parsed.problem,
    notice: notice ?? null,
    aliases: aliases.map((alias) => {
      const domain = parseMailDomain(alias);
      return domain.ok ? null : domain.problem;
    }),
  };
}
