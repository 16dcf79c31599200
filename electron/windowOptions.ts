// What may be said when a window or a tab is opened: which workstation, which faults it practises, which language.
import { parseArgs } from 'node:util';
import { languages, type Language } from './model/languages.ts';
import { failure, success, type Result } from './model/result.ts';
import type { WorkstationKind } from './workstation/port.ts';

export interface WindowOptions {
  readonly kind: WorkstationKind;
  /** Practice only: where its state is kept; absent = the app's data folder. */
  readonly folder?: string;
  readonly faults: readonly string[];
  /** Absent = the person's own. */
  readonly language?: Language;
}

/** Made without the problems' schema: the window is opened before any schema is loaded. */
function invalid(option: string, value: string, expected: string) {
  return failure({ code: 'usage.invalidValue', data: { option, value, expected } });
}

/**
 * Reads `--workstation windows|practice[:DIR]`, `--fault NAME` (repeatable) and `--lang fr|en|de`; other arguments are left to
 * Electron and Chromium. Without `--workstation`: this PC on Windows, the practice workstation elsewhere.
 * Problem `usage.invalidValue` {option, value, expected}.
 */
export function readWindowOptions(argv: readonly string[], platform: NodeJS.Platform): Result<WindowOptions> {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: { workstation: { type: 'string' }, fault: { type: 'string', multiple: true }, lang: { type: 'string' } },
  });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const wanted = text(values.workstation) ?? (platform === 'win32' ? 'windows' : 'practice');
  const [, kind, folder] = /^(windows|practice)(?::(.+))?$/s.exec(wanted) ?? [];
  if ((kind !== 'windows' && kind !== 'practice') || (kind === 'windows' && folder !== undefined)) {
    return invalid('--workstation', wanted, 'windows, practice, practice:DIR');
  }
  const wantedLanguage = text(values.lang);
  const language = languages.find((known) => known === wantedLanguage);
  if (wantedLanguage !== undefined && language === undefined) {
    return invalid('--lang', wantedLanguage, languages.join(', '));
  }
  return success({
    kind,
    faults: (values.fault ?? []).filter((fault) => typeof fault === 'string'),
    ...(folder === undefined ? {} : { folder }),
    ...(language === undefined ? {} : { language }),
  });
}
