// Each fuse is decided on, with a reason, and SECURITY.md says what the packages hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FuseV1Options } from '@electron/fuses';
import { fuseConfig, fuseStates, fuseTable } from '../../build/packages/fuses.ts';
import { root } from '../../build/root.ts';

describe('the fuses', () => {
  it('are shown in SECURITY.md as they are set', () => {
    assert.ok(readFileSync(join(root, 'SECURITY.md'), 'utf8').includes(fuseTable()), fuseTable());
  });

  it('are all set, and a package with one more fuse fails to build', () => {
    const known = Object.values(FuseV1Options).filter((option) => typeof option === 'number');
    assert.deepEqual(Object.keys(fuseStates('release')), known.map(String));
    assert.equal(fuseConfig('release').strictlyRequireAllFuses, true);
  });

  it('differ between the flavours in nothing but the debugger of the e2e flavour', () => {
    assert.deepEqual(fuseStates('preview'), fuseStates('release'));
    assert.deepEqual(fuseStates('e2e'), { ...fuseStates('release'), [FuseV1Options.EnableNodeCliInspectArguments]: true });
  });
});
