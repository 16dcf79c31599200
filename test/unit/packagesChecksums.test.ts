// The list of hashes names what is handed out and nothing else that lies there.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { checksumFile, writeChecksums } from '../../build/packages/checksums.ts';
import { artifactsBegin } from '../../build/packages/configuration.ts';

test('the hashes are those of the packages, not of what electron-builder notes of its work', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'checksums-'));
  t.after(() => {
    rmSync(folder, { recursive: true });
  });
  const packages = [`${artifactsBegin()}arm64.msi`, `${artifactsBegin()}x64-preview-unsigned.exe`];
  for (const name of [...packages, 'builder-debug.yml', 'builder-effective-config.yaml', checksumFile])
    writeFileSync(path.join(folder, name), 'x');
  mkdirSync(path.join(folder, `${artifactsBegin()}a folder`));
  assert.equal(await writeChecksums(folder, artifactsBegin()), 2);
  const hash = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
  assert.equal(readFileSync(path.join(folder, checksumFile), 'utf8'), packages.map((name) => `${hash}  ${name}\n`).join(''));
});
