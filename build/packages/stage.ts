// Lays out what goes into the package for one target: the app's folder, the notices and the bill of materials.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeInclude } from '../nsis/include.ts';
import { root } from '../root.ts';
import { billOfMaterials } from './billOfMaterials.ts';
import { licensed } from './licences.ts';
import { copyNativeFiles } from './nativeFiles.ts';
import { installNativeAddOns, nativeAddOns } from './nativePackages.ts';
import { noticesText } from './notices.ts';
import { done, type Outcome } from './outcome.ts';
import { shippedPackages } from './shippedPackages.ts';
import { foldersOf, type PackageTarget } from './targets.ts';

const manifestSchema = z.object({
  name: z.string(),
  productName: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.object({ electron: z.string() }),
});

/** What package.json says about the product. */
export function product() {
  return manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
}

/** Names of the two files that say what is in the package. */
export const noticeFiles = { notices: 'THIRD-PARTY-NOTICES.txt', bill: 'sbom.cdx.json' } as const;

/** The app's own manifest: what Electron and the installers need to know, and only the packages that are shipped as packages. */
function appManifest() {
  const { name, productName, version, description, license, dependencies } = product();
  return {
    name,
    productName,
    version,
    description,
    license,
    author: { name: 'BlueMind' },
    main: 'desktop/main.cjs',
    dependencies: Object.fromEntries(nativeAddOns.map((addOn) => [addOn, dependencies[addOn]])),
  };
}

/** SOURCE_DATE_EPOCH, where it is set. Throws when it is no whole number: a build that asks for a date must not get another. */
function sourceDateEpoch(env: Readonly<Record<string, string | undefined>>): number | undefined {
  return z.coerce.number().int().nonnegative().optional().parse(env.SOURCE_DATE_EPOCH);
}

/**
 * Makes build/out/package/OS-CPU afresh from the built bundles. Fails when the native add-ons cannot be had or a licence is not
 * accepted. The same sources give the same bytes.
 */
export async function stage(target: PackageTarget, signal: AbortSignal): Promise<Outcome<ReturnType<typeof foldersOf>>> {
  const folders = foldersOf(target);
  const modules = await installNativeAddOns(target, folders.native, signal);
  if (!modules.ok) return modules;
  const packages = licensed(shippedPackages(target));
  if (!packages.ok) return packages;

  for (const folder of [folders.app, folders.notices]) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    mkdirSync(folder, { recursive: true });
  }
  for (const bundle of ['desktop', 'page']) cpSync(join(root, 'build', 'out', bundle), join(folders.app, bundle), { recursive: true });
  writeFileSync(join(folders.app, 'package.json'), `${JSON.stringify(appManifest(), null, 2)}\n`);
  copyNativeFiles(target, modules.value, join(folders.app, 'node_modules'));

  const { productName: name, version, description, devDependencies } = product();
  const bill = billOfMaterials(
    { name, version, description, electron: devDependencies.electron },
    packages.value,
    sourceDateEpoch(process.env),
  );
  writeInclude(folders.nsisInclude);
  writeFileSync(join(folders.notices, noticeFiles.notices), noticesText(packages.value));
  writeFileSync(join(folders.notices, noticeFiles.bill), bill);
  return done(folders);
}
