// One moment's view of the registry: what it gives is what the registry would, and it asks for no more than it must.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { viewRegistry } from '../../electron/keys/registryView.ts';
import { problem } from '../../electron/model/problem.ts';
import { failure, type Result } from '../../electron/model/result.ts';
import { memoryRegistry } from '../servers/memoryRegistry.ts';

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** A registry with these keys, which notes what it is asked. */
async function asked(...keys: readonly string[]) {
  const registry = memoryRegistry();
  for (const key of keys) must(await registry.createKey(key));
  const questions: string[] = [];
  return {
    questions,
    registry,
    readKey: (path: string) => (questions.push(path), registry.readKey(path)),
    hasKey: (path: string) => (questions.push(`${path}?`), registry.hasKey(path)),
  };
}

const policies = 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0';

describe('one moment’s view of the registry', () => {
  it('asks for a key once, however it is spelt', async () => {
    const registry = await asked('HKCU\\Software\\a');
    const view = viewRegistry(registry);
    for (const path of ['HKCU\\Software\\a', 'HKCU\\SOFTWARE\\A']) assert.ok(must(await view.readKey(path)));
    assert.deepEqual(registry.questions, ['HKCU\\Software\\a']);
  });

  it('asks nothing below the outermost key that is not there', async () => {
    const registry = await asked('HKCU\\Software\\Policies\\Microsoft');
    const view = viewRegistry(registry);
    for (const name of ['Outlook\\AutoDiscover', 'Outlook\\RPC', 'Outlook', 'Common\\Identity'])
      assert.equal(must(await view.readKey(`${policies}\\${name}`)), undefined);
    assert.deepEqual(registry.questions, [
      `${policies}\\Outlook\\AutoDiscover`,
      `${policies}\\Outlook?`,
      `${policies}?`,
      'HKCU\\Software\\Policies\\Microsoft\\Office?',
      'HKCU\\Software\\Policies\\Microsoft?',
    ]);
  });

  it('tells the missing keys on the way, outermost first', async () => {
    const registry = await asked('HKCU\\Software\\Policies\\Microsoft');
    const view = viewRegistry(registry);
    assert.deepEqual(must(await view.missingKeys(`${policies}\\Outlook`)), [
      'HKCU\\Software\\Policies\\Microsoft\\Office',
      policies,
      `${policies}\\Outlook`,
    ]);
    assert.deepEqual(must(await view.missingKeys('HKCU\\Software\\Policies\\Microsoft')), []);
    assert.deepEqual(must(await view.missingKeys('HKCU\\New')), ['HKCU\\New']);
  });

  it('says what the registry says, whichever keys there are and in whatever order they are asked for', async () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'C'), { minLength: 1, maxLength: 4 }).map((names) => ['HKCU', ...names].join('\\'));
    await fc.assert(
      fc.asyncProperty(fc.array(path, { maxLength: 6 }), fc.array(path, { maxLength: 12 }), async (keys, questions) => {
        const { registry } = await asked(...keys);
        const view = viewRegistry(registry);
        for (const question of questions) {
          assert.deepEqual(must(await view.readKey(question)), must(await registry.readKey(question)));
          const missing: string[] = [];
          for (let key = question; key.includes('\\'); key = key.slice(0, key.lastIndexOf('\\')))
            if (!must(await registry.hasKey(key))) missing.unshift(key);
          assert.deepEqual(must(await view.missingKeys(question)), missing);
        }
      }),
    );
  });

  it('passes on what the registry refuses, and asks again', async () => {
    const refused = failure(problem('registry.denied', { path: 'HKCU\\a' }));
    const answers = [refused, { ok: true, value: { values: [], subkeys: [] } } as const];
    const view = viewRegistry({
      readKey: () => Promise.resolve(answers.shift() ?? assert.fail('asked three times')),
      hasKey: () => assert.fail('asked for a key above'),
    });
    assert.equal((await view.readKey('HKCU\\a')).ok, false);
    assert.equal((await view.missingKeys('HKCU\\a')).ok, true);
  });
});
