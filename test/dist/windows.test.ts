// `npm run dist` from beginning to end on Linux: a signed release for both processors, with stand-ins for what is downloaded.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import asar from '@electron/asar';
import { FuseState, getCurrentFuseWire } from '@electron/fuses';
import * as resedit from 'resedit';
import { fuseStates } from '../../build/packages/fuses.ts';
import { noticeFiles, product } from '../../build/packages/stage.ts';
import { foldersOf, releaseTargets } from '../../build/packages/targets.ts';
import { root } from '../../build/root.ts';
import { readTables } from '../../build/tests/msi/msiTables.ts';
import { machineTypes } from '../../build/tests/packaging/standInElectron.ts';
import { folderTree } from '../packages/folderTree.ts';
import { machineType } from '../packages/machineType.ts';
import { authority, base, dist, electron, makeCertificate, password, sevenZip } from './rig.ts';

const { productName, version } = product();
const programName = `${productName}.exe`;
const output = join(base, 'packages');

const unpackedFolders = { x64: join(output, 'win-unpacked'), arm64: join(output, 'win-arm64-unpacked') } as const;

/** Whether a file has a valid signature of our certificate; the reason where it has not. */
function signature(file: string): string {
  const { stdout, stderr } = spawnSync('osslsigncode', ['verify', '-CAfile', authority, '-in', file], { encoding: 'utf8' });
  const said = `${stdout}${stderr}`;
  const isOurs = said.includes('Test publisher') && /^\s*Hash of file \(sha256\)|Message digest algorithm\s*: SHA256/m.test(said);
  return /^Succeeded$/m.test(said) && isOurs ? 'valid' : said;
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const isLibraryOrProgram = (file: string) => /\.(exe|dll|node)$/.test(file);

after(() => {
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

describe('npm run dist', () => {
  let ran = { status: null as number | null, text: '' };

  before(async () => {
    const certificate = makeCertificate();
    ran = await dist(['--flavour', 'release', '--electron', electron, '--output', output], {
      WIN_CSC_LINK: certificate,
      WIN_CSC_KEY_PASSWORD: password,
    });
    assert.equal(ran.status, 0, ran.text);
  });

  it('makes both installers, the notices and the bill of materials for each processor, and the hashes of them all', () => {
    const wanted = releaseTargets.flatMap(({ cpu }) =>
      ['exe', 'msi', ...Object.values(noticeFiles)].map((type) => `BlueMind-Outlook-Setup-${version}-${cpu}.${type}`),
    );
    const lines = readFileSync(join(output, 'SHA256SUMS.txt'), 'utf8').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.slice(66)),
      wanted.sort(),
    );
    for (const line of lines) assert.equal(sha256(readFileSync(join(output, line.slice(66)))), line.slice(0, 64), line);
    assert.match(ran.text, /^8 files in /m);
  });

  it('leaves the password out of all that it says and writes', () => {
    assert.ok(!ran.text.includes(password));
    for (const entry of readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()))
      assert.ok(!readFileSync(join(entry.parentPath, entry.name)).includes(password), entry.name);
  });

  for (const target of releaseTargets) {
    const { cpu } = target;
    const folder = unpackedFolders[cpu];
    const program = join(folder, programName);

    describe(`for ${cpu}`, () => {
      it('packs what was staged, its notices, and Chromium’s words in three languages', () => {
        const archive = join(folder, 'resources', 'app.asar');
        // electron-builder tidies the manifests of packages, and a library is signed.
        const staged = Object.entries(folderTree(foldersOf(target).app)).filter(
          ([file]) => !/^node_modules\/.*(package\.json|\.node)$/.test(file),
        );
        assert.ok(staged.length > 20);
        for (const [file, hash] of staged) assert.equal(sha256(asar.extractFile(archive, join(...file.split('/')))), hash, file);
        assert.deepEqual(readdirSync(join(folder, 'locales')).sort(), ['de.pak', 'en-US.pak', 'fr.pak']);
        for (const file of Object.values(noticeFiles)) assert.ok(existsSync(join(folder, 'resources', file)), file);
        assert.deepEqual(
          Object.keys(folderTree(folder)).filter((file) => /\.(map|ts|pdb|md)$/.test(file)),
          [],
        );
      });

      it('has libraries and a program for that processor only', () => {
        const own = Object.keys(folderTree(folder)).filter((file) => /\.(exe|node)$/.test(file));
        assert.equal(own.length, 3);
        assert.deepEqual(new Set(own.map((file) => machineType(join(folder, file)))), new Set([machineTypes[cpu]]));
      });

      it('has the fuses of a release, every one', async () => {
        const { version: _version, ...wire } = await getCurrentFuseWire(program);
        const wanted = Object.entries(fuseStates('release')).map(([option, on]) => [option, on ? FuseState.ENABLE : FuseState.DISABLE]);
        assert.deepEqual(Object.entries(wire), wanted);
      });

      it('says in its program file what it is, asks for no more rights, and holds the hash of its archive', () => {
        const executable = resedit.NtExecutable.from(readFileSync(program), { ignoreCert: true });
        const resources = resedit.NtExecutableResource.from(executable);
        const [info] = resedit.Resource.VersionInfo.fromEntries(resources.entries);
        assert.ok(info);
        const [language] = info.getAllLanguagesForStringValues();
        assert.ok(language);
        const { ProductName, FileDescription, FileVersion, LegalCopyright, CompanyName } = info.getStringValues(language);
        assert.deepEqual(
          { ProductName, FileDescription, FileVersion, CompanyName },
          { ProductName: productName, FileDescription: productName, FileVersion: version, CompanyName: 'BlueMind' },
        );
        assert.match(LegalCopyright ?? '', /^Copyright /);
        const text = (type: string | number) =>
          resources.entries.filter((entry) => entry.type === type).map((entry) => Buffer.from(entry.bin).toString());
        assert.match(text(24).join(), /requestedExecutionLevel[^>]*level="asInvoker"/);
        const header = asar.getRawHeader(join(folder, 'resources', 'app.asar')).headerString;
        assert.deepEqual(JSON.parse(text('INTEGRITY').join()), [{ file: 'resources\\app.asar', alg: 'SHA256', value: sha256(header) }]);
      });

      it('is signed: the program, each library, both installers, and what one leaves to remove the program by', () => {
        const inside = join(base, `inside-${cpu}`);
        const installer = join(output, `BlueMind-Outlook-Setup-${version}-${cpu}.exe`);
        sevenZip('x', '-y', `-o${inside}`, installer);
        const uninstaller = Object.keys(folderTree(inside)).filter((file) => file.endsWith(`Uninstall ${programName}`));
        assert.equal(uninstaller.length, 1);
        const files = [
          ...Object.keys(folderTree(folder))
            .filter(isLibraryOrProgram)
            .map((file) => join(folder, file)),
          installer,
          installer.replace(/exe$/, 'msi'),
          ...uninstaller.map((file) => join(inside, file)),
        ];
        assert.equal(files.length, 7);
        for (const file of files) assert.equal(signature(file), 'valid', file);

        const changed = join(base, `changed-${cpu}.exe`);
        const bytes = readFileSync(program);
        bytes.writeUInt8(bytes.readUInt8(0x600) ^ 1, 0x600);
        writeFileSync(changed, bytes);
        assert.notEqual(signature(changed), 'valid', 'a changed byte is seen');
      });

      it('has in its MSI every file of the folder, and says what it is', () => {
        const tables = readTables(join(output, `BlueMind-Outlook-Setup-${version}-${cpu}.msi`));
        const names = tables.File?.map(({ FileName = '' }) => FileName.replace(/^.*\|/, '')).sort();
        assert.deepEqual(
          names,
          Object.keys(folderTree(folder))
            .map((file) => basename(file))
            .sort(),
        );
        const properties = new Map(tables.Property?.map(({ Property = '', Value = '' }) => [Property, Value]));
        assert.deepEqual(
          ['ProductName', 'ProductVersion', 'Manufacturer', 'ALLUSERS', 'UpgradeCode'].map((name) => properties.get(name)),
          [productName, `${version}.0`, 'BlueMind', '1', '{F70CF17A-291F-4CA9-8313-A79969BA2154}'],
        );
      });

      it('has in its installer all of the folder, in a form that the installer’s own extractor reads', () => {
        const inside = join(base, `inside-${cpu}`);
        const [archive] = Object.keys(folderTree(inside)).filter((file) => /\/app-(64|arm64)\.7z$/.test(file));
        assert.ok(archive);
        const content = join(base, `content-${cpu}`);
        sevenZip('x', '-y', `-o${content}`, join(inside, archive));
        assert.deepEqual(folderTree(content), folderTree(folder));
        // Nsis7z knows these and passes over anything else without a word.
        const methods = [...sevenZip('l', '-slt', join(inside, archive)).matchAll(/^Method = (.+)$/gm)].flatMap(([, names = '']) =>
          names.split(' '),
        );
        assert.ok(methods.length > 0);
        assert.deepEqual(
          new Set(methods.map((name) => name.replace(/:.*$/, '')).filter((name) => !['LZMA', 'LZMA2', 'BCJ', 'Copy'].includes(name))),
          new Set(),
        );
      });
    });
  }
});

describe('two builds of one source', () => {
  it('differ in no byte of the program’s folder', async () => {
    const trees: Readonly<Record<string, string>>[] = [];
    for (const name of ['one', 'another']) {
      const folder = join(base, name);
      const { status, text } = await dist(['--unpacked', '--arch', 'x64', '--electron', electron, '--output', folder]);
      assert.equal(status, 0, text);
      trees.push(folderTree(join(folder, 'win-unpacked')));
    }
    assert.ok(Object.keys(trees[0] ?? {}).length > 20);
    assert.deepEqual(trees[1], trees[0]);
  });
});

describe('npm run dist, asked for what cannot be', () => {
  const somewhere = join(tmpdir(), 'nothing is here');
  const refusals: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a release without a certificate', ['--flavour', 'release'], /no certificate is configured/],
    ['an installer that there is not', ['--installer', 'deb'], /no installer called deb[^]*usage/],
    ['an installer and none', ['--installer', 'nsis', '--unpacked'], /exclude each other/],
    ['an Electron that is not there', ['--electron', somewhere], /no folder .*nothing is here/],
    ['a folder with something in it', ['--output', root], /is not an empty folder/],
  ];
  for (const [name, args, why] of refusals) {
    it(`refuses ${name}, and says why`, async () => {
      const { status, text } = await dist(args);
      assert.equal(status, 2, text);
      assert.match(text, why);
    });
  }
});
