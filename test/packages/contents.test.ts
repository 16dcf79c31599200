// What is in the package of each target: what is needed, the binaries of that target, and nothing else.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Validation, Spec } from '@cyclonedx/cyclonedx-library';
import * as z from 'zod';
import { noticeFiles, product, stage } from '../../build/packages/stage.ts';
import { foldersOf, releaseTargets } from '../../build/packages/targets.ts';
import { machineTypes } from '../../build/tests/packaging/standInElectron.ts';
import { folderTree } from './folderTree.ts';
import { machineType } from './machineType.ts';

const billSchema = z.looseObject({
  serialNumber: z.undefined().optional(),
  metadata: z.looseObject({ timestamp: z.undefined().optional() }),
  components: z.array(z.looseObject({ purl: z.string(), hashes: z.array(z.unknown()).optional() })),
});

for (const target of releaseTargets) {
  describe(`the package for ${target.os}-${target.cpu}`, () => {
    const { app, notices } = foldersOf(target);
    let files: readonly string[] = [];

    before(async () => {
      const staged = await stage(target, new AbortController().signal);
      assert.ok(staged.ok, staged.ok ? '' : staged.reason);
      files = Object.keys(folderTree(app));
    });

    it('holds the bundles, the page, the native add-ons and its manifest', () => {
      const places = new Set(files.map((file) => file.replace(/^(node_modules\/(@[^/]+\/)?[^/]+|[^/]+).*$/, '$1')));
      assert.deepEqual(
        [...places].sort(),
        [
          'desktop',
          'node_modules/@koromix/koffi-' + `${target.os}-${target.cpu}`,
          'node_modules/koffi',
          'node_modules/native-reg',
          'node_modules/node-gyp-build',
          'package.json',
          'page',
        ].sort(),
      );
    });

    it('holds no sources, source maps, documents or tests', () => {
      const wrong = files.filter((file) => /\.(ts|tsx|map|md|cc|h|gyp|lib|exp|pdb)$|(^|\/)(test|doc|docs|vendor)\//i.test(file));
      assert.deepEqual(wrong, []);
      const mapped = files.filter(
        (file) => /\.c?js$/.test(file) && readFileSync(join(app, file), 'utf8').includes('sourceMappingURL=data:'),
      );
      assert.deepEqual(mapped, []);
    });

    it('holds two libraries, both for its processor', () => {
      const libraries = files.filter((file) => file.endsWith('.node'));
      assert.deepEqual(
        libraries.map((file) => machineType(join(app, file))),
        [machineTypes[target.cpu], machineTypes[target.cpu]],
        libraries.join(', '),
      );
    });

    it('needs no package but those that are in it', () => {
      const manifest = z
        .looseObject({ dependencies: z.record(z.string(), z.string()) })
        .parse(JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')));
      assert.deepEqual(Object.keys(manifest.dependencies), ['koffi', 'native-reg']);
      // `loadAddOn` is openRegistry.ts's own require, whose argument a bundler leaves alone.
      const required = files
        .filter((file) => file.startsWith('desktop/'))
        .flatMap((file) =>
          [...readFileSync(join(app, file), 'utf8').matchAll(/\b(?:require|import|loadAddOn)\((["'`])([^"'`./$][^"'`$]*)\1\)/g)].map(
            ([, , name]) => name ?? '',
          ),
        );
      const foreign = new Set(required.filter((name) => !name.startsWith('node:') && !process.getBuiltinModule(name)));
      assert.deepEqual([...foreign].sort(), ['electron', 'koffi', 'native-reg']);
    });

    it('is at most 15 MB without Electron', () => {
      const sum = files.reduce((bytes, file) => bytes + statSync(join(app, file)).size, 0);
      assert.ok(sum <= 15_000_000, `${sum} bytes`);
    });

    it('comes with a bill of materials that keeps to CycloneDX 1.6, dates nothing and hashes every package', async () => {
      const text = readFileSync(join(notices, noticeFiles.bill), 'utf8');
      const complaint: unknown = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
      assert.equal(complaint, null);
      const bill = billSchema.parse(JSON.parse(text));
      const urls = bill.components.map(({ purl }) => purl);
      for (const name of ['react', 'zod', 'koffi', `%40koromix/koffi-${target.os}-${target.cpu}`])
        assert.equal(urls.filter((url) => url.startsWith(`pkg:npm/${name}@`)).length, 1, name);
      assert.ok(urls.includes(`pkg:npm/electron@${product().devDependencies.electron}`));
      const unhashed = bill.components.filter(({ hashes, purl }) => hashes === undefined && !purl.startsWith('pkg:npm/electron@'));
      assert.deepEqual(unhashed, []);
      // What is only needed to build or test is not in the product.
      assert.deepEqual(
        urls.filter((url) => /\/(vite|eslint|typescript|electron-builder|playwright-core)@/.test(url)),
        [],
      );
    });

    it('comes with the licence of every package in the bill', () => {
      const text = readFileSync(join(notices, noticeFiles.notices), 'utf8');
      const bill = billSchema.parse(JSON.parse(readFileSync(join(notices, noticeFiles.bill), 'utf8')));
      for (const { purl } of bill.components.filter(({ purl }) => !purl.startsWith('pkg:npm/electron@'))) {
        const label = decodeURIComponent(purl.replace('pkg:npm/', '')).replace(/@([^@]+)$/, ' $1');
        assert.ok(text.includes(`${label} (`), label);
      }
      assert.match(text, /Permission is hereby granted/);
    });
  });
}
