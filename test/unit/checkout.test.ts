// A checkout is the same on every system: git writes no other line ends than those that are here, also where it does by default.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { root } from '../../build/root.ts';

const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });

test(
  'every file is text with LF, or marked as one that is not text',
  { skip: git('ls-files').status !== 0 && 'this is no checkout' },
  () => {
    const lines = git('ls-files', '--eol').stdout.trimEnd().split('\n');
    assert.ok(lines.length > 500);
    for (const line of lines)
      assert.match(
        line,
        /^i\/(lf|none) .*attr\/text=auto eol=lf|^i\/-text .*attr\/-text/,
        `${line}: see .gitattributes, git add --renormalize`,
      );
  },
);
