// The log: a file of lines with time and level, turned over when it has grown, without secrets.
import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import electronLog from 'electron-log/node';
import type { PlainData } from '../model/problem.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { redact } from './redact.ts';

export interface Log {
  /** Its absolute path. */
  readonly file: string;
  /** `what` is a fixed English phrase; what is of this moment stands in `data`. */
  info(what: string, data?: PlainData): void;
  warn(what: string, data?: PlainData): void;
  /** Something that must not happen; written with its stack. */
  bug(what: string, bug: unknown): void;
}

export interface LogOptions {
  readonly file: string;
  /** A file that has grown beyond this is put aside. */
  readonly largestBytes?: number;
  /** How many files are kept, the current one among them. */
  readonly files?: number;
}

/** `main.log` → `main.1.log`. */
function older(file: string, age: number): string {
  const { dir, name, ext } = path.parse(file);
  return age === 0 ? file : path.join(dir, `${name}.${age}${ext}`);
}

/** Puts every file one place further and lets the oldest go. A file that another process holds open stays, and goes on growing. */
function turnOver(file: string, files: number): void {
  try {
    rmSync(older(file, files - 1), { force: true });
    for (let age = files - 2; age >= 0; age -= 1) {
      try {
        renameSync(older(file, age), older(file, age + 1));
      } catch {
        // Not there yet.
      }
    }
  } catch {
    // The oldest is in use: the next line tries again.
  }
}

/** One line per entry: a line break inside would let a server's answer pose as an entry of ours. */
function line(what: string, data: PlainData | undefined): string {
  const filled = data === undefined || Object.keys(data).length === 0 ? '' : ` ${JSON.stringify(data)}`;
  return redact(`${what}${filled}`).replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ⏎ ');
}

/**
 * Opens a log file to append to, with the folders that lead to it. Problem `output.notWritable` {file, reason}. Later failures, such as a full
 * disk, are swallowed: a log must never be what stops the work.
 */
export function openLog({ file, largestBytes = 1_048_576, files = 4 }: LogOptions): Result<Log> {
  const absolute = path.resolve(file);
  try {
    mkdirSync(path.dirname(absolute), { recursive: true });
    closeSync(openSync(absolute, 'a', 0o600));
  } catch (error) {
    return failure(problem('output.notWritable', { file: absolute, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
  }
  const logger = electronLog.create({ logId: absolute });
  logger.transports.console.level = false;
  Object.assign(logger.transports.file, {
    resolvePathFn: () => absolute,
    maxSize: largestBytes,
    archiveLogFn: () => turnOver(absolute, files),
    format: ({ data, level, message }: { data: unknown[]; level: string; message: { date: Date } }) => [
      `${message.date.toISOString()} ${level.padEnd(5)} ${data.map(String).join(' ')}`,
    ],
    writeOptions: { flag: 'a', mode: 0o600, encoding: 'utf8' },
  });
  return success({
    file: absolute,
    info: (what, data) => logger.info(line(what, data)),
    warn: (what, data) => logger.warn(line(what, data)),
    bug: (what, bug) => logger.error(line(`${what}: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}`, undefined)),
  });
}

/** A log that keeps nothing, for where none can be written. */
export const noLog: Log = { file: '', info: () => {}, warn: () => {}, bug: () => {} };
