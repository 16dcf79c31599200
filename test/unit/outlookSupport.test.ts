// What BlueMind says about each Outlook is what its documentation says, version by version.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlookProducts } from '../../electron/model/outlook.ts';
import { supportOf } from '../../electron/outlook/support.ts';

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
