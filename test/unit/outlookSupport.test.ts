// What BlueMind says about each Outlook is what its documentation says, version by version.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlookProducts } from '../../electron/model/outlook.ts';
import { languages } from '../../electron/model/walk.ts';
import { supportOf } from '../../electron/outlook/support.ts';
import { locales } from '../../electron/words/locales.ts';

type Outlook = Parameters<typeof supportOf>[0];

const told = (product: Outlook, bluemind: string): string =>
  supportOf(product, bluemind)
    .map(({ level, versions }) => `${versions.join('+')} ${level}`)
    .join(', ');

const cases: readonly (readonly [Outlook, string, string])[] = [
  ['Outlook 2010', '4', '4 askVendor'],
  ['Outlook 2013', '4', '4 supported'],
  ['Outlook 2016', '4', '4 supported'],
  ['Microsoft 365', '4', '4 supported'],
  ['Outlook 2013', '5', '5.2 unsupported, 5.5 noGuarantee'],
  ['Outlook 2016', '5', '5.2 supported, 5.5 noGuarantee'],
  ['Outlook 2019', '5.2', '5.2 supported'],
  ['Outlook 2019', '5.5', '5.5 noGuarantee'],
  ['Outlook 2021', '5', '5.2+5.5 supported'],
  ['Outlook 2024', '5', '5.2 askVendor, 5.5 supported'],
  ['Microsoft 365', '5', '5.2+5.5 notRecommended'],
  ['Outlook 2010', '5', '5.2+5.5 unsupported'],
  ['New Outlook', '4', '4 unsupported'],
  ['New Outlook', '5', '5.2+5.5 unsupported'],
];

for (const [product, bluemind, expected] of cases) {
  test(`${product} with BlueMind ${bluemind}: ${expected}`, () => assert.equal(told(product, bluemind), expected));
}

test('a version without documentation gives no verdict, and a longer number is not taken for a shorter one', () => {
  for (const product of outlookProducts)
    for (const bluemind of ['3', '6', '5.25', '45']) assert.deepEqual(supportOf(product, bluemind), []);
});

test('every verdict names its source', () => {
  for (const product of outlookProducts)
    for (const { sources, versions } of supportOf(product, '5')) assert.equal(sources.length, versions.length);
});

const outlooksNamed = (text: string): readonly Outlook[] => [
  ...[...text.matchAll(/\b20\d\d\b/g)].map(
    ([year]) => outlookProducts.find((product) => product === `Outlook ${year}`) ?? assert.fail(year),
  ),
  ...(text.includes('Microsoft 365') ? (['Microsoft 365'] as const) : []),
];

for (const language of languages) {
  test(`what the page in ${language} tells people to install is supported by every BlueMind`, () => {
    const named = outlooksNamed(locales[language].page['pc.noOutlook']);
    assert.ok(named.length > 0);
    for (const product of named)
      for (const bluemind of ['4', '5'])
        assert.deepEqual([...new Set(supportOf(product, bluemind).map(({ level }) => level))], ['supported'], product);
  });

  test(`the name of a catalogue in ${language} names no Outlook that its BlueMind does not support`, () => {
    for (const bluemind of ['4', '5'] as const) {
      for (const product of outlooksNamed(locales[language].keys[`catalogue.bluemind-${bluemind}.title`]))
        assert.ok(
          supportOf(product, bluemind).every(({ level }) => level === 'supported'),
          product,
        );
    }
  });
}
