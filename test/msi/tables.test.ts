// What the compiled installer holds: its tables, as msiinfo reads them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { propertyRows } from '../../build/msi/properties.ts';
import { languages } from '../../electron/model/walk.ts';
import { locales } from '../../electron/words/locales.ts';
import { tableOf } from './rig.ts';

const table = (name: string) => tableOf('1.0.0', name);

describe('the compiled installer', () => {
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
