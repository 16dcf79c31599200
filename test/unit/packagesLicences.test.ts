// No package is shipped under a licence that nobody accepted, or without its text.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { licensed } from '../../build/packages/licences.ts';
import { noticesText } from '../../build/packages/notices.ts';
import type { ShippedPackage } from '../../build/packages/shippedPackages.ts';

let withText: string;
let without: string;

before(() => {
  withText = mkdtempSync(join(tmpdir(), 'licence-'));
  without = mkdtempSync(join(tmpdir(), 'licence-'));
  writeFileSync(join(withText, 'LICENSE'), 'The terms,\r\nin two lines.\n');
  writeFileSync(join(withText, 'NOTICE'), 'And a notice.\n');
});
after(() => {
  for (const folder of [withText, without]) rmSync(folder, { recursive: true });
});

const shipped = (name: string, license: unknown, folder: string): ShippedPackage => ({
  name,
  version: '1.0.0',
  folder,
  manifest: { name, version: '1.0.0', license },
});

function reasonOf(packages: readonly ShippedPackage[]): string {
  const result = licensed(packages);
  return result.ok ? assert.fail('it was accepted') : result.reason;
}

describe('a shipped package', () => {
  it('is refused under a licence that is not accepted', () => {
    for (const licence of ['GPL-3.0-only', 'AGPL-3.0-or-later', 'UNLICENSED', 'SEE LICENSE IN x', '(MIT OR GPL-2.0)'])
      assert.match(reasonOf([shipped('strange', licence, withText)]), /strange 1\.0\.0 is under .* not among the accepted/);
  });

  it('is refused when it names no licence', () => {
    assert.match(reasonOf([shipped('silent', undefined, withText)]), /silent 1\.0\.0 does not name its licence/);
  });

  it('is refused when it brings no text, but for those whose holder is known', () => {
    assert.match(reasonOf([shipped('bare', 'MIT', without)]), /bare 1\.0\.0 is under MIT and brings no text/);
    const known = licensed([shipped('native-reg', 'MIT', without)]);
    assert.ok(known.ok);
    assert.match(known.value[0]?.text ?? '', /Copyright \(c\) Simon Buchan[^]*Permission is hereby granted/);
  });

  it('is named with all others that are refused, not one by one', () => {
    const reason = reasonOf([shipped('one', 'GPL-3.0-only', withText), shipped('two', 'MIT', without)]);
    assert.match(reason, /one 1\.0\.0.*two 1\.0\.0/);
  });

  it('has its licence and its notice among the notices, equal texts once', () => {
    const result = licensed([shipped('a', 'MIT', withText), shipped('b', 'ISC', withText)]);
    assert.ok(result.ok);
    const text = noticesText(result.value);
    assert.match(text, /a 1\.0\.0 \(MIT\)\nb 1\.0\.0 \(ISC\)\n/);
    assert.equal(text.split('in two lines.').length, 2);
    assert.match(text, /The terms,\nin two lines\.\n\nAnd a notice\./);
  });
});
