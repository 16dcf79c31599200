// `npm test -- KIND`: a kind that was asked for by its name and cannot run is a failure, with its reason.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../build/root.ts';

test('a kind that is named and cannot run fails the run', () => {
  // Nowhere can the installers be tested without this variable.
  const { BMOS_TEST_ON_THIS_PC: _allowed, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ['--no-warnings', path.join(root, 'build', 'test.ts'), 'installers'], {
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stdout, /FAILED: asked for by name, but cannot run here: .+\n {2}to run it: .+/);
  assert.match(stdout, /\ntests: 0 passed, 1 failed, 0 skipped\n$/);
});
