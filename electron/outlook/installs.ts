// Finds the classic Outlooks that are installed: Click-to-Run and Windows Installer, several at once, and which of them Windows opens.
import type { OutlookInstall } from '../model/outlook.ts';
import type { OutlookVersion } from '../model/outlookRegistry.ts';
import { foldName, textOf, type RegistryKey } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { RegistryReader } from '../workstation/port.ts';
import { channelOf, outlookRelease, productOfRelease } from './clickToRun.ts';
import { installerProducts, type InstallerProduct } from './installerProducts.ts';
import { readKeys } from './readKeys.ts';

const office = 'HKLM\\SOFTWARE\\Microsoft\\Office';
const office32 = 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Office';

/** Where Click-to-Run keeps its configuration: Office 2016 and later, and Office 2013. */
const clickToRunKeys = [`${office}\\ClickToRun\\Configuration`, `${office}\\15.0\\ClickToRun\\Configuration`];

/** What Windows Installer editions are called; from 2019 on, Office is only installed by Click-to-Run. */
const installerVersions: readonly (readonly [OutlookVersion, OutlookInstall['product']])[] = [
  ['14.0', 'Outlook 2010'],
  ['15.0', 'Outlook 2013'],
  ['16.0', 'Outlook 2016'],
];

/** Windows' list of installed programs, for 64-bit and for 32-bit ones. */
export const uninstallKeys = [
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
  'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
];

/** Where Windows looks for the program that it opens (Application Registration, "App Paths"); the user's own entry wins. */
const appPaths = ['HKCU\\Software', 'HKLM\\SOFTWARE', 'HKLM\\SOFTWARE\\WOW6432Node'].map(
  (root) => `${root}\\Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE`,
);

type Keys = ReadonlyMap<string, RegistryKey | undefined>;

function bitnessOf(word: string | undefined): OutlookInstall['bitness'] {
  return word === 'x86' || word === 'x64' ? word : 'unknown';
}

const withoutLastSeparator = (folder: string): string => folder.replace(/\\+$/, '');

function isBelow(file: string, folder: string): boolean {
  return foldName(file).startsWith(`${foldName(folder)}\\`);
}

function clickToRunInstall(configuration: RegistryKey, folder: string): OutlookInstall | undefined {
  const release = outlookRelease(configuration);
  if (release === undefined) return undefined;
  const version = textOf(configuration, 'VersionToReport') ?? textOf(configuration, 'ClientVersionToReport') ?? '16.0';
  const old = version.startsWith('15.');
  const channel = channelOf(configuration);
  return {
    office: old ? '15.0' : '16.0',
    ...productOfRelease(release, version),
    release,
    ...(channel === undefined ? {} : { channel }),
    version,
    bitness: bitnessOf(textOf(configuration, 'Platform')),
    technology: 'clickToRun',
    path: `${folder}\\root\\Office${old ? '15' : '16'}\\OUTLOOK.EXE`,
  };
}

/** The Windows Installer edition that one `Outlook\InstallRoot` speaks of; `products` are the product codes that were found. */
function installerInstall(
  keys: Keys,
  root: string,
  [version, product]: (typeof installerVersions)[number],
  products: readonly (InstallerProduct & { readonly name?: string })[],
): OutlookInstall | undefined {
  const folder = textOf(keys.get(`${root}\\${version}\\Outlook\\InstallRoot`), 'Path');
  if (folder === undefined || folder === '') return undefined;
  const declared = textOf(keys.get(`${root}\\${version}\\Outlook`), 'Bitness');
  const seen = root === office32 || /\\Program Files \(x86\)\\/i.test(folder) ? 'x86' : undefined;
  const known = bitnessOf(declared ?? seen);
  const code = products.find((each) => each.office === version && (known === 'unknown' || each.bitness === known));
  return {
    office: version,
    product,
    ...(code ? { edition: code.name ?? code.edition, release: code.code } : {}),
    version: textOf(keys.get(`${root}\\${version}\\Common\\ProductVersion`), 'LastProduct') ?? version,
    bitness: known === 'unknown' && code ? code.bitness : known,
    technology: 'msi',
    path: `${withoutLastSeparator(folder)}\\OUTLOOK.EXE`,
  };
}

const installerKeys = [office, office32].flatMap((root) =>
  installerVersions.flatMap(([version]) =>
    ['Outlook\\InstallRoot', 'Outlook', 'Common\\ProductVersion'].map((below) => `${root}\\${version}\\${below}`),
  ),
);

/** The file that App Paths names, which may stand in quotation marks; the first entry counts. */
function openedFile(keys: Keys): string | undefined {
  const files = appPaths.map((path) => textOf(keys.get(path), '')?.replace(/^"(.*)"$/, '$1'));
  return files.find((file) => file !== undefined && /^[a-z]:\\.+\.exe$/i.test(file));
}

/**
 * All installed Outlooks, oldest first; of several of one version, the one that Windows opens last. Click-to-Run writes `InstallRoot` too,
 * so only folders outside its own `root` are taken for Windows Installer editions. Fails only as the registry does.
 */
export async function readInstalls(registry: RegistryReader): Promise<Result<readonly OutlookInstall[]>> {
  const read = await readKeys(registry, [...clickToRunKeys, ...installerKeys, ...uninstallKeys, ...appPaths]);
  if (!read.ok) return read;
  const keys: Keys = new Map(read.value.map(({ path, key }) => [path, key]));
  const products = await readProducts(registry, keys);
  if (!products.ok) return products;

  const found: OutlookInstall[] = [];
  const clickToRunFolders: string[] = [];
  for (const path of clickToRunKeys) {
    const configuration = keys.get(path);
    const folder = withoutLastSeparator(textOf(configuration, 'InstallationPath') ?? '');
    if (!configuration || folder === '') continue;
    clickToRunFolders.push(`${folder}\\root`);
    const install = clickToRunInstall(configuration, folder);
    if (install) found.push(install);
  }
  for (const version of installerVersions) {
    for (const root of [office, office32]) {
      const install = installerInstall(keys, root, version, products.value);
      const file = install?.path ?? '';
      const known =
        clickToRunFolders.some((folder) => isBelow(file, folder)) || found.some((each) => foldName(each.path) === foldName(file));
      if (install && !known) found.push(install);
    }
  }
  return success(marked(found, openedFile(keys)));
}

/** The product codes of Windows Installer Offices, with the names they have in Windows' list. */
async function readProducts(
  registry: RegistryReader,
  keys: Keys,
): Promise<Result<readonly (InstallerProduct & { readonly name?: string })[]>> {
  const listed = uninstallKeys.flatMap((path) => installerProducts(keys.get(path)?.subkeys ?? []).map((product) => ({ path, product })));
  const read = await readKeys(
    registry,
    listed.map(({ path, product }) => `${path}\\${product.code}`),
  );
  if (!read.ok) return read;
  return success(
    listed.map(({ product }, index) => {
      const name = textOf(read.value[index]?.key, 'DisplayName');
      return name === undefined ? product : { ...product, name };
    }),
  );
}

function marked(found: readonly OutlookInstall[], opened: string | undefined): readonly OutlookInstall[] {
  const isOpened = (install: OutlookInstall): boolean => opened !== undefined && foldName(install.path) === foldName(opened);
  const any = found.some(isOpened);
  return found
    .map((install) => (any ? { ...install, opens: isOpened(install) } : install))
    .sort((a, b) => a.office.localeCompare(b.office, 'en', { numeric: true }) || Number(isOpened(a)) - Number(isOpened(b)));
}
