// Who may call over ipc: our window's main frame with our page in it; a frame inside it, another window or another page may not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOwnSender } from '../../electron/bridge/ipcSender.ts';

const own = { window: 'ours', origin: 'app://bluemind' };
const sent = (url: string, parent: unknown = null, sender = 'ours') => isOwnSender({ sender, senderFrame: { url, parent } }, own);

describe('a sender', () => {
  test('is ours: the main frame of our window, with our page', () => {
    assert.equal(sent('app://bluemind/'), true);
    assert.equal(sent('app://bluemind/#part'), true);
  });

  test('is not a frame inside our page', () => {
    assert.equal(sent('app://bluemind/', { url: 'app://bluemind/' }), false);
  });

  test('is not another window', () => {
    assert.equal(sent('app://bluemind/', null, 'another'), false);
  });

  test('is not a frame that is gone', () => {
    assert.equal(isOwnSender({ sender: 'ours', senderFrame: null }, own), false);
  });

  for (const url of [
    '',
    'about:blank',
    'about:srcdoc',
    'https://bluemind/',
    'app://bluemind',
    'app://bluemind.evil/',
    'app://bluemindx/',
    'app://other/',
    'app://bluemind/trouble',
    'app://bluemind/assets/index.js',
    'data:text/html,app://bluemind/',
    'blob:app://bluemind/1',
    'file:///app://bluemind/',
  ]) {
    test(`is not another page: ${url}`, () => {
      assert.equal(sent(url), false);
    });
  }
});
