// What WiX's linker gives out before it writes a database (`light -xo`): every table with its columns and rows, read from its XML.
import { attributeOf, childrenOf, find, nameOf, readXml, textOf, type XmlNode } from '../../msi/xml.ts';

export interface Column {
  readonly name: string;
  /** `string`, `localized`, `number`, `object` or `preserved`. */
  readonly type: string;
  /** Characters of a text, 0 for any number; bytes of a number. */
  readonly length: number;
  readonly isNullable: boolean;
  readonly isKey: boolean;
}

export type Row = Readonly<Record<string, string>>;

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export type WixOutput = ReadonlyMap<string, Table>;

/** Reads the file's text. Throws where it is none of the linker's. Pure. */
export function readWixOutput(text: string): WixOutput {
  const root = find(readXml(text.replace(/^\ufeff/, '')), 'wixOutput');
  if (!root) throw new Error('the linker wrote no wixOutput');
  const definitions = childrenOf(find([root], 'tableDefinitions') ?? {}).filter((node) => nameOf(node) === 'tableDefinition');
  const columns = new Map(definitions.map((definition) => [attributeOf(definition, 'name') ?? '', columnsOf(definition)]));
  const tables = childrenOf(root).filter((node) => nameOf(node) === 'table');
  return new Map(
    tables.map((table) => {
      const name = attributeOf(table, 'name') ?? '';
      return [name, { columns: columns.get(name) ?? [], rows: rowsOf(table, columns.get(name) ?? []) }];
    }),
  );
}

function columnsOf(definition: XmlNode): readonly Column[] {
  return childrenOf(definition)
    .filter((child) => nameOf(child) === 'columnDefinition')
    .map((child) => ({
      name: attributeOf(child, 'name') ?? '',
      type: attributeOf(child, 'type') ?? '',
      length: Number(attributeOf(child, 'length') ?? 0),
      isNullable: attributeOf(child, 'nullable') === 'yes',
      isKey: attributeOf(child, 'primaryKey') === 'yes',
    }));
}

function rowsOf(table: XmlNode, columns: readonly Column[]): readonly Row[] {
  return childrenOf(table)
    .filter((node) => nameOf(node) === 'row')
    .map((row) => {
      const fields = childrenOf(row).filter((node) => nameOf(node) === 'field');
      return Object.fromEntries(columns.map(({ name }, index) => [name, textOf(fields[index] ?? {})]));
    });
}
