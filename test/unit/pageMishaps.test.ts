// What befalls the page before anybody watches over it is kept, said to be there, and handed over in its order; aborted loads are none.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, test } from 'node:test';
import { pageMishaps, type PageMishap } from '../../electron/desktop/pageMishaps.ts';

function page() {
  const emitter = new EventEmitter();
  let told = 0;
  const mishaps = pageMishaps(emitter as unknown as Parameters<typeof pageMishaps>[0], () => {
    told += 1;
  });
  return {
    mishaps,
    told: () => told,
    fails: (code: number, isMainFrame = true) => emitter.emit('did-fail-load', {}, code, 'ERR', 'app://bluemind/', isMainFrame),
    goes: () => emitter.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }),
  };
}

const notLoaded = (code: number): PageMishap => ({ kind: 'notLoaded', code, description: 'ERR', url: 'app://bluemind/' });
const gone: PageMishap = { kind: 'gone', reason: 'crashed', exitCode: 5 };

describe('a mishap', () => {
  test('that comes before anybody listens calls for somebody, once, and is handed over', () => {
    const { mishaps, told, fails, goes } = page();
    fails(-6);
    goes();
    assert.equal(told(), 1);
    const heard: PageMishap[] = [];
    mishaps.listen((mishap) => void heard.push(mishap));
    assert.deepEqual(heard, [notLoaded(-6), gone]);
  });

  test('that comes later goes to the listener and calls for nobody', () => {
    const { mishaps, told, goes } = page();
    const heard: PageMishap[] = [];
    mishaps.listen((mishap) => void heard.push(mishap));
    goes();
    assert.deepEqual(heard, [gone]);
    assert.equal(told(), 0);
  });

  test('is neither a load that another one replaced nor one of a frame', () => {
    const { mishaps, told, fails } = page();
    fails(-3);
    fails(-6, false);
    const heard: PageMishap[] = [];
    mishaps.listen((mishap) => void heard.push(mishap));
    fails(-3);
    assert.deepEqual(heard, []);
    assert.equal(told(), 0);
  });
});
