// Which language a person is addressed in before anything else is known.
import { languages, nearestLanguage, type Language } from '../model/languages.ts';

/**
 * The language of the environment: LC_ALL, LC_MESSAGES, LANG as POSIX orders them (XBD 8.2), else the system's.
 * `C` and `POSIX` say nothing about a person, so English.
 */
export function environmentLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const tag = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return nearestLanguage(tag ?? new Intl.DateTimeFormat().resolvedOptions().locale);
}

/** What `--lang` says, looked up without parsing: usage problems are told in it as well. */
export function typedLanguage(args: readonly string[]): Language | undefined {
  const index = args.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const typed = args[index]?.startsWith('--lang=') ? args[index].slice('--lang='.length) : args[index + 1];
  return index === -1 ? undefined : languages.find((language) => language === typed);
}
