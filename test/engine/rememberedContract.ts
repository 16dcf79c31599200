// What every adapter's remembered files must do, as tests that each adapter's own test file runs against itself.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Result } from '../../electron/model/result.ts';
import type { RememberedFiles } from '../../electron/workstation/port.ts';

export interface RememberedUnderTest {
  readonly remembered: RememberedFiles;
  /** Outlook's own folder, which the tests make. */
  readonly folder: string;
  /** Where files may be put away to. */
  readonly away: string;
  close(): Promise<void>;
}

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code);

const profileOne = 'b7e128fc6da9614daadcced8787ff412 - Autodiscover.xml';
const version16 = '16\\AutoD.jürgen@bücher.example.xml';
const version2 = '16\\AutoD.user@practice.example.json';

/** What lies beside them and must never be seen, read or moved. */
const others = ['user@practice.example.ost', 'Outlook.pst', 'user.nst', 'notes.xml', '16/Archive.ost', '16/HubAppFileCache.json'];

export function describeRemembered(adapter: string, open: () => Promise<RememberedUnderTest>): void {
  describe(`remembered answers of ${adapter}`, () => {
    let test: RememberedUnderTest;
    const native = (name: string): string => path.join(test.folder, ...name.split('\\'));
    before(async () => {
      test = await open();
    });
    after(() => test.close());

    it('are none while Outlook has no folder', async () => assert.deepEqual(must(await test.remembered.list()), []));

    it('are listed with size and time, and nothing else of the folder is', async () => {
      await mkdir(path.join(test.folder, '16'), { recursive: true });
      for (const name of [profileOne, version16, version2]) await writeFile(native(name), `<${name.length}/>`);
      for (const name of others) await writeFile(path.join(test.folder, ...name.split('/')), 'mail');
      const listed = must(await test.remembered.list());
      assert.deepEqual(listed.map(({ name }) => name).sort(), [profileOne, version16, version2].sort());
      for (const { name, bytes, changedAt } of listed) {
        assert.equal(bytes, `<${name.length}/>`.length);
        assert.ok(Math.abs(Date.parse(changedAt) - Date.now()) < 24 * 60 * 60_000);
      }
    });

    it('are read as they are; other files, other folders and tricks are not', async () => {
      assert.equal(Buffer.from(must(await test.remembered.read(version16)) ?? []).toString(), `<${version16.length}/>`);
      const names = [
        'Outlook.pst',
        'notes.xml',
        '..\\AutoD.x@y.z.xml',
        '16\\..\\Outlook.pst',
        '16\\16\\AutoD.a@b.c.xml',
        path.join(test.folder, 'Outlook.pst'),
      ];
      for (const name of names) assert.equal(must(await test.remembered.read(name)), undefined, name);
    });

    it('that are too large to be an answer are not read', async () => {
      const large = '16\\AutoD.large@practice.example.xml';
      await writeFile(native(large), '');
      await truncate(native(large), 2 * 1024 * 1024);
      assert.equal(must(await test.remembered.read(large)), undefined);
      must(await test.remembered.moveAway(large, test.away));
    });

    it('in a folder that a junction leads to are neither seen, read nor moved', async (context) => {
      const elsewhere = path.join(test.away, '..', 'elsewhere');
      const name = '15\\AutoD.far@practice.example.xml';
      await mkdir(elsewhere, { recursive: true });
      await writeFile(path.join(elsewhere, 'AutoD.far@practice.example.xml'), 'theirs');
      try {
        await symlink(elsewhere, native('15'), 'junction');
      } catch {
        context.skip('this system makes no junctions');
        return;
      }
      const names = must(await test.remembered.list()).map((each) => each.name);
      assert.equal(names.includes(name), false);
      assert.equal(must(await test.remembered.read(name)), undefined);
      assert.equal(codeOf(await test.remembered.moveAway(name, test.away)), 'caches.unknown');
      assert.deepEqual(await readdir(elsewhere), ['AutoD.far@practice.example.xml']);
      await rm(native('15'), { recursive: true });
    });

    it('that are links are passed over', async (context) => {
      const link = '16\\AutoD.link@practice.example.xml';
      try {
        await symlink(path.join(test.folder, 'Outlook.pst'), native(link), 'file');
      } catch {
        context.skip('this system makes no links');
        return;
      }
      assert.equal(
        must(await test.remembered.list()).some(({ name }) => name === link),
        false,
      );
      assert.notEqual(codeOf(await test.remembered.moveAway(link, test.away)), 'ok');
      assert.equal(await readFile(path.join(test.folder, 'Outlook.pst'), 'utf8'), 'mail');
    });

    it('are moved away and put back, to the byte, and never over another file', async () => {
      const before = await readFile(native(version2));
      const { backup, putBack } = must(await test.remembered.moveAway(version2, test.away));
      assert.deepEqual(await readFile(backup), before);
      assert.equal(
        must(await test.remembered.list()).some(({ name }) => name === version2),
        false,
      );
      await putBack();
      assert.deepEqual(await readFile(native(version2)), before);
      await writeFile(backup, 'somebody else’s');
      assert.equal(codeOf(await test.remembered.moveAway(version2, test.away)), 'caches.failed');
      assert.equal(await readFile(backup, 'utf8'), 'somebody else’s');
      assert.deepEqual(await readFile(native(version2)), before);
    });

    it('cannot be used to move anything else', async () => {
      for (const name of ['Outlook.pst', 'user@practice.example.ost', '..\\x - Autodiscover.xml', 'notes.xml', '16\\HubAppFileCache.json'])
        assert.equal(codeOf(await test.remembered.moveAway(name, test.away)), 'caches.unknown', name);
      const left = [...(await readdir(test.folder)), ...(await readdir(path.join(test.folder, '16'))).map((name) => `16/${name}`)];
      for (const name of others) assert.ok(left.includes(name), name);
    });

    it('that have gone meanwhile are a problem and not an exception', async () => {
      assert.equal(codeOf(await test.remembered.moveAway('16\\AutoD.gone@practice.example.xml', test.away)), 'caches.failed');
      assert.equal(codeOf(await test.remembered.read('16\\AutoD.gone@practice.example.xml')), 'caches.failed');
    });
  });
}
