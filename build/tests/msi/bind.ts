// Does WiX's last step, which needs Windows: gives the linked tables what only the files know, and writes them with their cabinet into an MSI.
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as resedit from 'resedit';
import { run } from '../packaging/tools.ts';
import type { Column, Row, Table, WixOutput } from './wixOutput.ts';

/** UTF-8; the "table" of this name is how an .idt file says it (Windows Installer, "Code Page Handling of Imported and Exported Tables"). */
const forceCodepage = '\r\n\r\n65001\t_ForceCodepage\r\n';
const cabinet = 'cab1.cab';
/** msidbFileAttributesCompressed: WiX says it once for all, in a word of the summary that msibuild does not write. */
const compressed = 16_384;

/** `{F70CF17A-…}`, from 16 bytes. */
function guid(bytes: Buffer): string {
  const hex = bytes.toString('hex').toUpperCase();
  return `{${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')}}`;
}

const newGuid = (): string => `{${randomUUID().toUpperCase()}}`;

/** `1.2.3.4` of a program or library; nothing of any other file. */
function versionOf(file: string): string {
  if (!/\.(exe|dll|node)$/i.test(file)) return '';
  const executable = resedit.NtExecutable.from(readFileSync(file), { ignoreCert: true });
  const [info] = resedit.Resource.VersionInfo.fromEntries(resedit.NtExecutableResource.from(executable).entries);
  if (!info) return '';
  const { fileVersionMS, fileVersionLS } = info.fixedInfo;
  return [fileVersionMS >>> 16, fileVersionMS & 0xffff, fileVersionLS >>> 16, fileVersionLS & 0xffff].join('.');
}

interface Bound {
  readonly tables: ReadonlyMap<string, Table>;
  /** The key of each file and where its bytes are, in the order of the cabinet. */
  readonly files: readonly (readonly [key: string, source: string])[];
}

/** The tables of the database, with what is known of the files: size, version, order, and codes that were left to the binder. */
function bound(output: WixOutput): Bound {
  const table = (name: string): Table => output.get(name) ?? { columns: [], rows: [] };
  const sources = new Map(table('WixFile').rows.map(({ File_ = '', Source = '' }) => [File_, Source]));
  const files = table('File').rows.map(({ File = '' }) => [File, sources.get(File) ?? ''] as const);
  const fileOf = new Map(table('File').rows.map((row) => [row.Component_ ?? '', row]));
  const changes: Readonly<Record<string, (row: Row, index: number) => Row>> = {
    File: (row, index) => {
      const source = sources.get(row.File ?? '') ?? '';
      const version = versionOf(source);
      return {
        ...row,
        FileSize: `${statSync(source).size}`,
        Version: version,
        Language: version && '1033',
        Attributes: `${Number(row.Attributes) | compressed}`,
        Sequence: `${index + 1}`,
      };
    },
    // As WiX does it, a component's code comes from where its file will lie, so that it is the same in the next version.
    Component: (row) => {
      const name = `${row.Directory_ ?? ''}|${fileOf.get(row.Component ?? '')?.FileName ?? ''}`;
      return row.ComponentId === '*' ? { ...row, ComponentId: guid(createHash('sha256').update(name).digest().subarray(0, 16)) } : row;
    },
    Media: (row) => ({ ...row, LastSequence: `${files.length}`, Cabinet: `#${cabinet}` }),
    Property: (row) => (row.Property === 'ProductCode' && row.Value === '*' ? { ...row, Value: newGuid() } : row),
    Icon: (row) => ({ ...row, Data: row.Name ?? '' }),
  };
  const own = [...output].filter(([name, { rows }]) => !/^(Wix|_)/.test(name) && rows.length > 0);
  return {
    tables: new Map(own.map(([name, { columns, rows }]) => [name, { columns, rows: rows.map(changes[name] ?? ((row) => row)) }])),
    files,
  };
}

/** The type of a column as an .idt file writes it: `s72`, `L0`, `i2`; a capital may be empty. */
function idtType({ type, length, isNullable }: Column): string {
  const letter = { number: 'i', object: 'v', localized: 'l' }[type] ?? 's';
  return `${isNullable ? letter.toUpperCase() : letter}${length}`;
}

/** A text as an .idt file writes it (Windows Installer, "Archive File Format"). */
const idtText = (text: string): string => text.replaceAll('\r', '\x11').replaceAll('\t', '\x10').replaceAll('\n', '\x19');

function idt(name: string, { columns, rows }: Table): string {
  const keys = columns.filter(({ isKey }) => isKey).map((column) => column.name);
  return [
    columns.map((column) => column.name),
    columns.map(idtType),
    [name, ...keys],
    ...rows.map((row) => columns.map((column) => idtText(row[column.name] ?? ''))),
  ]
    .map((line) => `${line.join('\t')}\r\n`)
    .join('');
}

/** Writes the MSI; `folder` is for what is made on the way. Throws with what a program said. */
export function bind(output: WixOutput, msi: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const cab = path.join(folder, 'files');
  const icons = path.join(folder, 'Icon');
  for (const each of [cab, icons]) mkdirSync(each, { recursive: true });
  const { tables, files } = bound(output);
  for (const [key, source] of files) symlinkSync(source, path.join(cab, key));
  run('gcab', ['--create', '--zip', '--nopath', path.join(folder, cabinet), ...files.map(([key]) => key)], cab);
  for (const { Name = '', Data = '' } of output.get('Icon')?.rows ?? []) copyFileSync(Data, path.join(icons, Name));
  const texts = new Map([['_ForceCodepage', forceCodepage], ...[...tables].map(([name, table]) => [name, idt(name, table)] as const)]);
  for (const [name, text] of texts) writeFileSync(path.join(folder, `${name}.idt`), text);
  const summary = (id: string) => output.get('_SummaryInformation')?.rows.find(({ PropertyId }) => PropertyId === id)?.Value ?? '';
  rmSync(msi, { force: true });
  run('msibuild', [msi, '-s', summary('3'), summary('4'), summary('7'), newGuid()], folder);
  for (const name of texts.keys()) run('msibuild', [msi, '-i', `${name}.idt`], folder);
  run('msibuild', [msi, '-a', cabinet, cabinet], folder);
}
