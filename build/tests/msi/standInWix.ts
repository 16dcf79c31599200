// Lays out what stands in for the WiX that electron-builder would download, in the place where it looks for what it has downloaded before (in
// ELECTRON_BUILDER_CACHE): two scripts that lead to wixProgram.ts. electron-builder starts them by Wine, which runs a program of this system as such.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';
import { root } from '../../root.ts';
import { run } from '../packaging/tools.ts';
import { builderLibrary } from './builderProject.ts';

/** As in electron-builder's MsiTarget (26.17). */
const release = { releaseName: 'wix-4.0.0.5512.2', filenameWithExt: 'wix-4.0.0.5512.2.7z' } as const;

const electronGetSchema = z.object({
  downloadBuilderToolset: z.custom<(options: object) => Promise<string>>((value) => typeof value === 'function'),
});

const cache = process.env.ELECTRON_BUILDER_CACHE ?? '';
const folder = path.join(cache, 'stand-in');
mkdirSync(folder, { recursive: true });
const script = path.join(root, 'build', 'tests', 'msi', 'wixProgram.ts');
for (const program of ['candle', 'light']) {
  const file = path.join(folder, `${program}.exe`);
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${script}' ${program} "$@"\n`);
  chmodSync(file, 0o755);
}
const packed = path.join(cache, release.releaseName, release.filenameWithExt);
mkdirSync(path.dirname(packed), { recursive: true });
run(process.env.ELECTRON_BUILDER_7ZIP_PATH ?? '7zz', ['a', '-bd', packed, '.'], folder);
rmSync(folder, { recursive: true, maxRetries: 3 });
const sha256 = createHash('sha256').update(readFileSync(packed)).digest('hex');

const library = builderLibrary();
if (library === undefined) throw new Error('electron-builder is not installed');
const { downloadBuilderToolset } = electronGetSchema.parse(createRequire(library)('./out/util/electronGet.js'));
// It finds the archive where it would have put it, and unpacks it by the hash of this one.
await downloadBuilderToolset({ ...release, checksums: { [release.filenameWithExt]: sha256 } });
