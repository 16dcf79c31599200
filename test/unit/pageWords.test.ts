// The page's words: read when they are first spoken, and the last wish is the language that stays, whichever file comes first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWords, speak } from '../../renderer/i18n.ts';
import { bundles } from '../../renderer/words/bundles.ts';

test('two wishes in a row end in the second, also when its words are there sooner', async () => {
  await bundles.de();
  const words = createWords();
  // French has to be read first, German has been.
  await Promise.all([speak(words, 'fr'), speak(words, 'de')]);
  assert.equal(words.language, 'de');
  assert.equal(words.t('page:back'), 'Zurück');
});
