// The language that the window's program speaks: the one decided or asked for at this start, the one chosen earlier, or the person's own.
import { readFileSync } from 'node:fs';
import { app } from 'electron';
import * as z from 'zod';
import { writeDurably } from '../keys/durableFile.ts';
import { languages, nearestLanguage, type Language } from '../model/languages.ts';

export interface SpokenLanguage {
  /** Where nothing decides: the one chosen at an earlier start, else the person's own. */
  readonly usual: Language;
  /** What is spoken now. */
  readonly now: () => Language;
  /** What was decided for this start, by a policy or an option. */
  readonly decide: (language: Language) => void;
  /** What the person chose: spoken from now on, and usual at later starts. Never rejects; what cannot be kept is told to `onBug`. */
  readonly choose: (language: Language) => Promise<void>;
}

const keptSchema = z.strictObject({ language: z.enum(languages) });

/** What was kept; `null` when nothing was, or when the file is not what this program writes. */
function readKept(file: string): Language | null {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).language;
  } catch {
    return null;
  }
}

/** The person's own; Electron knows it only once it is ready, Node before. */
export function ownLanguage(): Language {
  return nearestLanguage(app.getLocale() || new Intl.DateTimeFormat().resolvedOptions().locale);
}

/** `asked` is that of this start's arguments. */
export function spokenLanguage(file: string, asked: Language | undefined, onBug: (bug: unknown) => void): SpokenLanguage {
  const usual = readKept(file) ?? ownLanguage();
  let spoken = asked ?? usual;
  return {
    usual,
    now: () => spoken,
    decide(language) {
      spoken = language;
    },
    async choose(language) {
      spoken = language;
      try {
        await writeDurably(file, `${JSON.stringify({ language } satisfies z.infer<typeof keptSchema>)}\n`);
      } catch (bug) {
        onBug(bug);
      }
    },
  };
}
