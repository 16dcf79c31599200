// A folder that somebody with fewer rights owns is written only where no link or junction leads away from it.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { problem } from '../../electron/model/problem.ts';
import { failure, success } from '../../electron/model/result.ts';
import { prepareWritableFolder } from '../../electron/workstation/writableFolder.ts';

let root: string;
let folder: string;
let elsewhere: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bmos-writable-'));
  folder = path.join(root, 'BlueMind');
  elsewhere = path.join(root, 'elsewhere');
  await mkdir(elsewhere);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const prepare = (ownFolder: boolean) => prepareWritableFolder(folder, { ownFolder });
const refused = (what: string) => failure(problem('workstation.folderNotWritable', { folder: what, reason: 'link' }));

describe('a folder that is to be written', () => {
  it('is made, proved, and left empty', async () => {
    assert.deepEqual(await prepare(true), success(undefined));
    assert.deepEqual(await readdir(folder), []);
  });

  it('may hold what is not a link', async () => {
    await mkdir(path.join(folder, 'journals'), { recursive: true });
    await writeFile(path.join(folder, 'logon.json'), '{}');
    assert.deepEqual(await prepare(true), success(undefined));
  });

  for (const below of ['', 'journals', 'backups', 'import']) {
    it(`is refused for another’s rights where ${below || 'it'} is a junction, and nothing lies where it leads`, async (context) => {
      const place = path.join(folder, below);
      if (below !== '') await mkdir(folder);
      try {
        await symlink(elsewhere, place, 'junction');
      } catch (error) {
        if (process.platform !== 'win32') throw error;
        context.skip('this system makes no junctions');
        return;
      }
      assert.deepEqual(await prepare(true), refused(place.replace(/[\\/]$/, '')));
      assert.deepEqual(await readdir(elsewhere), []);
      // Whoever owns the folder may keep it where they like.
      assert.deepEqual(await prepare(false), success(undefined));
    });
  }
});
