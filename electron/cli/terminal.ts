// The terminal: what is printed where, whether a person sits there, and what is read from it.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Result } from '../model/result.ts';
import type { Painter } from '../report/text.ts';
import { readFirstLine, standardInput } from './standardInput.ts';

const narrowest = 40;
const widest = 110;
const plainColumns = 100;

const colourCodes: Readonly<Record<Parameters<Painter>[1], string>> = {
  good: '32',
  attention: '33',
  bad: '31',
  quiet: '2',
  plain: '',
  strong: '1',
};

export interface Terminal {
  /** Columns to fill: the terminal's, within reason; a fixed number where they are not known, as in a file. */
  readonly columns: number;
  readonly paint: Painter;
  /** A person can be asked: both the question's and the answer's end are a terminal. */
  readonly interactive: boolean;
  /** Resolves when the text has left the process. */
  print(text: string): Promise<void>;
  tell(text: string): Promise<void>;
  /** One line that is replaced by the next; nothing where nobody watches. */
  progress(text: string): void;
  /** The typed answer, not shown while it is typed if `hidden`; `null` when the signal fired or the input ended. */
  ask(question: string, signal: AbortSignal, hidden?: 'hidden'): Promise<string | null>;
  /** The first line of standard input, without its line end; `null` when it is longer than the bound or the signal fired. Problem `password.encoding`. */
  firstLine(longestBytes: number, signal: AbortSignal): Promise<Result<string | null>>;
}

/** The process's own terminal. Colours only on a terminal, and not where NO_COLOR is set (no-color.org). */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const colours = stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  let progressShown = false;
  const clearProgress = (): void => {
    if (progressShown) stderr.write('\r\u001b[K');
    progressShown = false;
  };
  // A reader that went away (`… | head -1`) is no failure of ours.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  return {
    columns: stdout.isTTY && stdout.columns > 0 ? Math.min(Math.max(stdout.columns, narrowest), widest) : plainColumns,
    paint: (text, tone) => (colours && colourCodes[tone] !== '' && text !== '' ? `\u001b[${colourCodes[tone]}m${text}\u001b[0m` : text),
    interactive: stdin.isTTY && stderr.isTTY,
    print: (text) => {
      clearProgress();
      return written(stdout, text);
    },
    tell: (text) => {
      clearProgress();
      return written(stderr, text);
    },
    progress: (text) => {
      if (!stderr.isTTY) return;
      stderr.write(`\r\u001b[K${text.slice(0, Math.max(stderr.columns - 1, narrowest))}`);
      progressShown = true;
    },
    ask: async (question, signal, hidden) => {
      clearProgress();
      if (hidden) stderr.write(question);
      const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : stderr;
      const reader = createInterface({ input: stdin, output, terminal: true });
      const ended = new Promise<null>((resolve) => reader.once('close', () => resolve(null)));
      const answer = reader.question(question, { signal }).catch(() => null);
      // With raw input Ctrl+C arrives as a key and not as a signal of the process.
      reader.once('SIGINT', () => process.emit('SIGINT'));
      try {
        return await Promise.race([answer, ended]);
      } finally {
        reader.close();
        if (hidden) stderr.write('\n');
      }
    },
    firstLine: (longestBytes, signal) =>
      readFirstLine(
        standardInput({ electron: 'electron' in process.versions, platform: process.platform }, () => stdin),
        longestBytes,
        signal,
      ),
  };
}

function written(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve());
  });
}
