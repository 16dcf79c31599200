// The icon file is what its drawing makes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Data } from 'resedit';
import { iconFile, iconSizes } from '../../build/icons.ts';
import { root } from '../../build/root.ts';

describe('build/icon.ico', () => {
  const there = readFileSync(join(root, 'build', 'icon.ico'));

  it('is made from the present drawing (else: node build/icons.ts)', async () => {
    assert.ok((await iconFile()).equals(there));
  });

  it('has every size that Windows asks for', () => {
    const sizes = Data.IconFile.from(new Uint8Array(there).buffer).icons.map(({ width }) => width ?? 256);
    assert.deepEqual(
      sizes.map((size) => (size === 0 ? 256 : size)),
      [...iconSizes],
    );
  });
});
