// The native add-ons are installed in the versions, and with the hashes, of the lock file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { nativeProject } from '../../build/packages/nativePackages.ts';
import { root } from '../../build/root.ts';

const lockSchema = z.object({ packages: z.record(z.string(), z.looseObject({ integrity: z.string().optional() })) });
const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));

describe('the project of the native add-ons', () => {
  const { manifest, lock: part } = nativeProject(lock);

  it('takes its versions from the lock file', () => {
    assert.deepEqual(manifest.dependencies, {
      koffi: lock.packages['node_modules/koffi']?.version,
      'native-reg': lock.packages['node_modules/native-reg']?.version,
    });
  });

  it('knows every package by the hash that the lock file has', () => {
    const { '': _self, ...packages } = part.packages;
    assert.ok(Object.keys(packages).includes('node_modules/@koromix/koffi-win32-arm64'));
    for (const [place, locked] of Object.entries(packages)) {
      assert.deepEqual(locked, lock.packages[place], place);
      assert.match(lock.packages[place]?.integrity ?? '', /^sha512-/, place);
    }
  });

  it('needs nothing but the two, what they need, and their binaries', () => {
    const names = Object.keys(part.packages).filter((place) => !place.startsWith('node_modules/@koromix/koffi-'));
    assert.deepEqual(names, ['', 'node_modules/koffi', 'node_modules/native-reg', 'node_modules/node-gyp-build']);
  });
});
