// Reads the tables of an MSI, by msiinfo (msitools).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Row } from './wixOutput.ts';

/** Every table, as rows by column. */
export type MsiTables = Readonly<Record<string, readonly Row[]>>;

function ask(folder: string, args: readonly string[]): string {
  const done = spawnSync('msiinfo', args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  if (done.status !== 0) throw new Error(`msiinfo ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/** Takes an absolute path. Throws with what msiinfo said. */
export function readTables(msi: string): MsiTables {
  // msiinfo writes the streams of a table, the pictures of Icon for instance, into the folder that it runs in.
  const folder = mkdtempSync(path.join(tmpdir(), 'bmos-tables-'));
  try {
    const names = ask(folder, ['tables', msi])
      .split(/\r?\n/)
      .filter((name) => /^[A-Z]/.test(name));
    return Object.fromEntries(names.map((name) => [name, readTable(ask(folder, ['export', msi, name]))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads an .idt: the columns' names, their types, the table's keys, and rows. */
function readTable(idt: string): readonly Row[] {
  const [columns = [], , , ...rows] = idt.split(/\r?\n/).map((line) => line.split('\t'));
  return rows
    .filter((row) => row.length === columns.length)
    .map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
}
