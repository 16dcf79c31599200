// What the installer holds: the tables of the one that is installed here, and those that WiX itself links of electron-builder's own project.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { propertyRows } from '../../build/msi/properties.ts';
import { languages } from '../../electron/model/walk.ts';
import { locales } from '../../electron/words/locales.ts';
import { installedTables, linkedTables, type Tables } from './rig.ts';

const installed = installedTables('1.0.0');
const linked = linkedTables();

const installers: readonly (readonly [name: string, table: Tables])[] = [
  ['the installer that is installed here', installed],
  ['the installer that WiX links of electron-builder’s project', linked],
];

for (const [name, table] of installers)
  describe(name, () => {
    it('holds its messages in every language, letter for letter', () => {
      const texts = table('CustomAction').map(({ Target }) => Target);
      for (const language of languages)
        for (const sentence of Object.values(locales[language].msi)) assert.ok(texts.includes(sentence), `${language}: ${sentence}`);
    });

    it('passes every property on to the part that runs with administrator rights', () => {
      const secure =
        table('Property')
          .find(({ Property }) => Property === 'SecureCustomProperties')
          ?.Value?.split(';') ?? [];
      for (const row of propertyRows) assert.ok(secure.includes(row.name), row.name);
    });

    it('decides its properties after it has looked for remembered ones, and before it may be stopped or changes anything', () => {
      for (const sequence of ['InstallUISequence', 'InstallExecuteSequence']) {
        const order = [...table(sequence)].sort((a, b) => Number(a.Sequence) - Number(b.Sequence)).map(({ Action }) => Action ?? '');
        const own = order.flatMap((action, index) => (action.startsWith('BmosSet') ? [index] : []));
        assert.ok(own.length > propertyRows.length);
        assert.ok(order.includes('AppSearch') && order.indexOf('AppSearch') < Math.min(...own), sequence);
        assert.ok(Math.max(...own) < order.indexOf('LaunchConditions'), sequence);
      }
      const number = (action: string) => Number(table('InstallExecuteSequence').find(({ Action }) => Action === action)?.Sequence);
      assert.ok(number('LaunchConditions') < number('RemoveExistingProducts'));
      assert.ok(number('RemoveExistingProducts') < number('WriteRegistryValues'));
    });

    it('makes shortcuts only where they are wanted', () => {
      const action = table('InstallExecuteSequence').find(({ Action }) => Action === 'CreateShortcuts');
      assert.equal(action?.Condition, 'SHORTCUTS="1"');
    });

    it('writes to the PC’s registry only', () => {
      const localMachine = '2';
      assert.ok(table('Registry').length > 2 * propertyRows.length);
      for (const { Root, Key } of table('Registry')) assert.equal(Root, localMachine, Key);
    });
  });

/** The rows without the keys that each compiler makes up, in an order of their own. */
function rowsOf(
  table: Tables,
  name: string,
  columns: readonly string[],
  where: (row: Readonly<Record<string, string>>) => boolean,
): string[] {
  return table(name)
    .filter(where)
    .map((row) => JSON.stringify(columns.map((column) => row[column] ?? '')))
    .sort();
}

const own = (text: string | undefined): boolean => text?.startsWith('Bmos') ?? false;

describe('both hold the same of ours', () => {
  const parts: readonly (readonly [
    table: string,
    columns: readonly string[],
    where: (row: Readonly<Record<string, string>>) => boolean,
  ])[] = [
    ['Registry', ['Root', 'Key', 'Name', 'Value', 'Component_'], ({ Component_ }) => own(Component_)],
    ['Component', ['Component', 'ComponentId', 'Directory_', 'Attributes', 'Condition'], ({ Component }) => own(Component)],
    ['CustomAction', ['Action', 'Type', 'Source', 'Target'], ({ Action }) => own(Action)],
    ['InstallExecuteSequence', ['Action', 'Condition'], ({ Action }) => own(Action)],
    ['InstallUISequence', ['Action', 'Condition'], ({ Action }) => own(Action)],
    ['LaunchCondition', ['Condition', 'Description'], () => true],
    ['RegLocator', ['Root', 'Key', 'Name', 'Type'], () => true],
    ['AppSearch', ['Property'], () => true],
    ['RemoveFile', ['FileKey', 'DirProperty', 'InstallMode'], ({ FileKey }) => own(FileKey)],
    ['Upgrade', ['VersionMin', 'VersionMax', 'Attributes', 'ActionProperty'], () => true],
  ];
  for (const [table, columns, where] of parts) {
    it(`in the table ${table}`, () => {
      const rows = rowsOf(linked, table, columns, where);
      assert.ok(rows.length > 0);
      assert.deepEqual(rowsOf(installed, table, columns, where), rows);
    });
  }
});
