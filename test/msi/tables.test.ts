// What the installer holds: our part, and all that WiX linked of electron-builder's own project.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { propertyRows } from '../../build/msi/properties.ts';
import { languages } from '../../electron/model/walk.ts';
import { locales } from '../../electron/words/locales.ts';
import { installedTables, linkedTableNames, linkedTables } from './rig.ts';

const table = installedTables('1.0.0');

describe('the installer', () => {
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
    for (const { name } of propertyRows)
      for (const property of [name, `REMEMBERED_${name}`, `FOUND_${name}`, `WRITTEN_${name}`, `TARGET_${name}`])
        assert.ok(secure.includes(property), property);
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

  it('removes an older version inside of its own transaction, so that an upgrade that fails gives it back', () => {
    const number = (action: string) => Number(table('InstallExecuteSequence').find(({ Action }) => Action === action)?.Sequence);
    assert.ok(number('AppSearch') < number('RemoveExistingProducts'), 'what is remembered is read first');
    assert.ok(number('InstallInitialize') < number('RemoveExistingProducts'));
    assert.ok(number('RemoveExistingProducts') < number('ProcessComponents'));
  });

  it('makes shortcuts only where they are wanted', () => {
    const action = table('InstallExecuteSequence').find(({ Action }) => Action === 'CreateShortcuts');
    assert.match(action?.Condition ?? '', / OR NOT \(FOUND_SHORTCUTS AND FOUND_SHORTCUTS<>WRITTEN_SHORTCUTS\) AND SHORTCUTS<>"0"$/);
  });

  it('writes no policy that was not given, and none over somebody else’s', () => {
    const conditions = new Map(table('Component').map(({ Component = '', Condition = '' }) => [Component, Condition]));
    for (const { name, value } of propertyRows)
      assert.equal(
        conditions.get(`Bmos${value}`),
        `REMOVE="ALL" OR (${name} AND ${name}<>"-") AND NOT (FOUND_${name} AND FOUND_${name}<>WRITTEN_${name})`,
      );
  });

  it('writes to the PC’s registry only', () => {
    const localMachine = '2';
    assert.ok(table('Registry').length > 3 * propertyRows.length);
    for (const { Root, Key } of table('Registry')) assert.equal(Root, localMachine, Key);
  });
});

/** What only the files say, by table; and what the linker leaves open (`*`). */
const bound: Readonly<Record<string, readonly string[]>> = {
  File: ['FileSize', 'Version', 'Language', 'Attributes', 'Sequence'],
  Media: ['LastSequence', 'Cabinet'],
  Icon: ['Data'],
};

describe('the database holds what WiX linked of electron-builder’s own project', () => {
  for (const version of ['1.0.0', '2.0.0'] as const) {
    const [written, linked] = [installedTables(version), linkedTables(version)];
    for (const name of linkedTableNames(version)) {
      it(`in the table ${name} (${version})`, () => {
        const open = new Set(linked(name).flatMap((row) => Object.keys(row).filter((column) => row[column] === '*')));
        const left = (row: Readonly<Record<string, string>>) =>
          JSON.stringify(Object.entries(row).filter(([column]) => !open.has(column) && !bound[name]?.includes(column)));
        assert.ok(linked(name).length > 0);
        assert.deepEqual(written(name).map(left).sort(), linked(name).map(left).sort());
      });
    }
  }

  it('with every code that was left open, and another product code for each build', () => {
    const codes = (['1.0.0', '1.0.0-again', '2.0.0'] as const).map((version) => {
      const table = installedTables(version);
      for (const { ComponentId = '' } of table('Component')) assert.match(ComponentId, /^\{[0-9A-F-]{36}\}$/);
      return table('Property').find(({ Property }) => Property === 'ProductCode')?.Value ?? '';
    });
    assert.equal(new Set(codes).size, 3);
    for (const code of codes) assert.match(code, /^\{[0-9A-F-]{36}\}$/);
  });

  it('with the files in the order of their cabinet', () => {
    const order = table('File').map(({ Sequence }) => Number(Sequence));
    assert.deepEqual(
      order,
      order.map((_, index) => index + 1),
    );
    assert.deepEqual(
      table('Media').map(({ LastSequence, Cabinet }) => [LastSequence, Cabinet]),
      [[`${order.length}`, '#cab1.cab']],
    );
  });
});
