// Where the window opens: where it was, if that is still on a screen; what was kept is believed only if it is whole.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { keepWindowState, onScreen, readWindowState, type Rectangle } from '../../electron/desktop/windowState.ts';

const left: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const right: Rectangle = { x: 1920, y: 0, width: 1280, height: 984 };

describe('the window’s place', () => {
  test('stays where it lies on a display', () => {
    const bounds = { x: 2000, y: 100, width: 1000, height: 800 };
    assert.deepEqual(onScreen(bounds, [left, right]), bounds);
  });

  test('is given up when its display is gone', () => {
    assert.equal(onScreen({ x: 2000, y: 100, width: 1000, height: 800 }, [left]), null);
    assert.equal(onScreen({ x: 0, y: 0, width: 1000, height: 800 }, []), null);
  });

  test('is moved in when it hangs over the edge', () => {
    assert.deepEqual(onScreen({ x: -600, y: -20, width: 1000, height: 800 }, [left, right]), { x: 0, y: 0, width: 1000, height: 800 });
  });

  test('is made smaller where the display is', () => {
    assert.deepEqual(onScreen({ x: 10, y: 10, width: 4000, height: 3000 }, [left]), left);
  });

  test('always ends whole on one display, or nowhere', () => {
    const size = fc.integer({ min: 1, max: 5000 });
    const place = fc.integer({ min: -6000, max: 6000 });
    const rectangle = fc.record({ x: place, y: place, width: size, height: size });
    const area = fc.record({ x: place, y: place, width: fc.integer({ min: 640, max: 5000 }), height: fc.integer({ min: 480, max: 3000 }) });
    fc.assert(
      fc.property(rectangle, fc.array(area, { maxLength: 3 }), (bounds, areas) => {
        const found = onScreen(bounds, areas);
        if (found === null) return;
        assert.ok(
          areas.some(
            (within) =>
              found.x >= within.x &&
              found.y >= within.y &&
              found.x + found.width <= within.x + within.width &&
              found.y + found.height <= within.y + within.height,
          ),
        );
      }),
    );
  });
});

describe('the file that keeps it', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'window-state-'));
  });
  after(() => rm(folder, { recursive: true }));

  test('gives back what was kept', async () => {
    const state = { bounds: { x: -5, y: 7, width: 800, height: 600 }, maximized: true };
    const file = join(folder, 'deep', 'window.json');
    await keepWindowState(file, state);
    assert.deepEqual(await readWindowState(file), state);
  });

  test('is passed over when it is not there, not JSON, or holds anything else', async () => {
    const file = join(folder, 'window.json');
    assert.equal(await readWindowState(file), null);
    const bounds = '{"x":1,"y":1,"width":100,"height":100}';
    for (const text of [
      '',
      '{',
      'null',
      '{"bounds":{},"maximized":true}',
      `{"bounds":${bounds}}`,
      `{"bounds":${bounds},"maximized":true,"more":1}`,
      `{"bounds":{"x":1e9,"y":1,"width":1,"height":1},"maximized":false}`,
      `{"bounds":{"x":0.5,"y":1,"width":1,"height":1},"maximized":false}`,
    ]) {
      await writeFile(file, text);
      assert.equal(await readWindowState(file), null, text);
      assert.equal(await readFile(file, 'utf8'), text);
    }
  });
});
