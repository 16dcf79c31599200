// Makes the packages: builds what is to be built, decides how to sign, and makes each target's installers, notices, bill of materials and hashes.
import { mkdirSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBundle } from './bundles.ts';
import { checksumFile, writeChecksums } from './packages/checksums.ts';
import { makePackage } from './packages/makePackage.ts';
import { decideSigning } from './packages/signing.ts';
import { flavours, foldersOf, releaseTargets, type Flavour } from './packages/targets.ts';
import { root } from './root.ts';

const usage = `usage: npm run dist [-- OPTIONS]
  --arch x64|arm64       only this one (default: both)
  --flavour FLAVOUR      preview (default) | release: must be signed | e2e: a test may attach to it
  --signed               fail instead of making unsigned packages
  --unpacked             the app's folder alone, without installers`;

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
        unpacked: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : String(error)}\n${usage}`, 2);
  }
}

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
const { artifacts } = foldersOf(first);
// What an earlier build left must not be hashed as if it were of this one.
rmSync(artifacts, { recursive: true, force: true, maxRetries: 3 });
mkdirSync(artifacts, { recursive: true });
for (const target of targets) {
  const made = await makePackage({ target, flavour, signing: signing.value }, values.unpacked ? 'unpacked' : 'installers', stop.signal);
  if (!made.ok) giveUp(`The packages for ${target.cpu} could not be made: ${made.reason}`, 3);
}
const count = await writeChecksums(artifacts);
say(`${count} files in ${relative(root, artifacts)}, with their hashes in ${checksumFile}.`);
