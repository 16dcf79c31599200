// Makes the packages: builds what is to be built, decides how to sign, and makes each target's installers, notices, bill of materials and hashes.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBundle } from './bundles.ts';
import { checksumFile, writeChecksums } from './packages/checksums.ts';
import { artifactsBegin } from './packages/configuration.ts';
import { makePackage, type PackageKind } from './packages/makePackage.ts';
import { decideSigning } from './packages/signing.ts';
import { flavours, foldersOf, releaseTargets, type Flavour } from './packages/targets.ts';
import { root } from './root.ts';

const usage = `usage: npm run dist [-- OPTIONS]
  --arch x64|arm64       only this one (default: both)
  --flavour FLAVOUR      preview (default) | release: must be signed | e2e: a test may attach to it
  --signed               fail instead of making unsigned packages
  --installer nsis|msi   only this one (default: both)
  --unpacked             the app's folder alone, without installers
  --electron FOLDER      Electron's own zip files (electron-v1.2.3-win32-x64.zip) are taken from there, not downloaded
  --output FOLDER        where the packages go: a new or empty one (default: build/out/dist, made afresh)`;

const say = (line: string) => {
  console.log(line);
};

function giveUp(text: string, status: number): never {
  console.error(text);
  process.exit(status);
}

function readArguments() {
  try {
    return parseArgs({
      strict: true,
      options: {
        arch: { type: 'string' },
        flavour: { type: 'string', default: 'preview' },
        signed: { type: 'boolean', default: false },
        installer: { type: 'string' },
        unpacked: { type: 'boolean', default: false },
        electron: { type: 'string' },
        output: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : String(error)}\n${usage}`, 2);
  }
}

const installers = ['nsis', 'msi'] as const satisfies readonly PackageKind[];
const isInstaller = (text: string | undefined): text is (typeof installers)[number] => (installers as readonly unknown[]).includes(text);
const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const isFilled = (path: string) => existsSync(path) && (!isFolder(path) || readdirSync(path).length > 0);
const isFlavour = (text: string): text is Flavour => (flavours as readonly string[]).includes(text);

const values = readArguments();
if (values.help) {
  say(usage);
  process.exit(0);
}
const { flavour } = values;
if (!isFlavour(flavour)) giveUp(`There is no flavour called ${flavour}.\n${usage}`, 2);
const targets = releaseTargets.filter(({ cpu }) => values.arch === undefined || cpu === values.arch);
const [first] = targets;
if (first === undefined) giveUp(`There are no packages for ${values.arch ?? ''}.\n${usage}`, 2);
const { installer } = values;
if (installer !== undefined && !isInstaller(installer)) giveUp(`There is no installer called ${installer}.\n${usage}`, 2);
if (installer !== undefined && values.unpacked) giveUp(`--installer and --unpacked exclude each other.\n${usage}`, 2);
const electron = values.electron === undefined ? undefined : resolve(values.electron);
if (electron !== undefined && !isFolder(electron)) giveUp(`There is no folder ${electron} to take Electron from.`, 2);
if (values.output !== undefined && isFilled(values.output)) giveUp(`${resolve(values.output)} is not an empty folder.`, 2);
const kinds: readonly PackageKind[] = values.unpacked ? ['dir'] : installer === undefined ? installers : [installer];
const signing = decideSigning(process.env, values.signed || flavour === 'release');
if (!signing.ok) giveUp(signing.reason, 2);
say(signing.value.because);

for (const bundle of ['page', 'desktop'] as const) {
  const failure = await ensureBundle(bundle, say);
  if (failure !== undefined) giveUp(`The ${bundle} could not be built:\n${failure}`, 3);
}
const stop = new AbortController();
process.once('SIGINT', () => {
  stop.abort();
});
const artifacts = values.output === undefined ? foldersOf(first).artifacts : resolve(values.output);
// What an earlier build left must not be hashed as if it were of this one; what lies elsewhere is not ours to remove.
if (values.output === undefined) rmSync(artifacts, { recursive: true, force: true, maxRetries: 3 });
mkdirSync(artifacts, { recursive: true });
for (const target of targets) {
  const made = await makePackage({ target, flavour, signing: signing.value }, kinds, stop.signal, {
    output: artifacts,
    ...(electron === undefined ? {} : { electron }),
  });
  if (!made.ok) giveUp(`The packages for ${target.cpu} could not be made: ${made.reason}`, 3);
}
const count = await writeChecksums(artifacts, artifactsBegin());
say(`${count} files in ${values.output === undefined ? relative(root, artifacts) : artifacts}, with their hashes in ${checksumFile}.`);
