// Files that somebody asked for: whole or not at all, and a new one takes nobody's place.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { addFile, replaceFile } from '../../electron/report/savedFile.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bmos-saved-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a new file', () => {
  it('has its name, and a number where one of that name is', async () => {
    for (const [text, name] of [
      ['first', 'a.b.html'],
      ['second', 'a.b (2).html'],
      ['third', 'a.b (3).html'],
    ] as const) {
      assert.deepEqual(await addFile(folder, 'a.b.html', text), { ok: true, value: join(folder, name) });
      assert.equal(await readFile(join(folder, name), 'utf8'), text);
    }
  });

  it('of several begun at once has a name of its own each', async () => {
    const added = await Promise.all(['a', 'b', 'c', 'd'].map((text) => addFile(folder, 'x.txt', text)));
    assert.equal(new Set(added.map((each) => each.ok && each.value)).size, 4);
    const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    assert.deepEqual(texts.sort(), ['a', 'b', 'c', 'd']);
  });

  it('in a folder that is not there is a problem with its place', async () => {
    const missing = join(folder, 'missing');
    const data = { file: join(missing, 'x.txt'), reason: 'ENOENT' };
    assert.deepEqual(await addFile(missing, 'x.txt', 'x'), { ok: false, problem: { code: 'output.notWritable', data } });
  });

  it('is refused where a hundred would have one name', async () => {
    await writeFile(join(folder, 'x.txt'), '');
    for (let number = 2; number < 100; number += 1) await writeFile(join(folder, `x (${number}).txt`), '');
    const added = await addFile(folder, 'x.txt', 'x');
    assert.deepEqual(added.ok || added.problem.data.reason, 'EEXIST');
    assert.equal((await readdir(folder)).length, 99);
  });
});

describe('a file that takes the place of another', () => {
  it('is all of the new one, of bytes too', async () => {
    const file = join(folder, 'x.pdf');
    await writeFile(file, 'longer than what comes');
    assert.deepEqual(await replaceFile(file, Uint8Array.of(0, 255, 10)), { ok: true, value: undefined });
    assert.deepEqual([...(await readFile(file))], [0, 255, 10]);
    assert.deepEqual(await readdir(folder), ['x.pdf']);
  });

  it('leaves what was there, and nothing else, where it cannot', async () => {
    // A folder of that name cannot be replaced by a file.
    const replaced = await replaceFile(folder, 'x');
    assert.equal(replaced.ok || replaced.problem.code, 'output.notWritable');
    assert.deepEqual(await readdir(folder), []);
    assert.deepEqual(
      (await readdir(tmpdir())).filter((name) => folder.endsWith(name.split('.')[0] ?? '?') && name.endsWith('.tmp')),
      [],
    );
  });
});
