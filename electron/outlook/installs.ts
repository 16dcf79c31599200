// Finds the classic Outlooks that are installed: Click-to-Run and Windows Installer, several at once.
import type { OutlookInstall } from '../model/outlook.ts';
import type { OutlookVersion } from '../model/outlookRegistry.ts';
import { foldName, textOf, type RegistryKey } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { Registry } from '../workstation/port.ts';

const office = 'HKLM\\SOFTWARE\\Microsoft\\Office';
const office32 = 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Office';

/** Where Click-to-Run keeps its configuration: Office 2016 and later, and Office 2013. */
const clickToRunKeys = [`${office}\\ClickToRun\\Configuration`, `${office}\\15.0\\ClickToRun\\Configuration`];

/** What Windows Installer editions are called; from 2019 on, Office is only installed by Click-to-Run. */
const installerProducts: readonly (readonly [OutlookVersion, string])[] = [
  ['14.0', 'Outlook 2010'],
  ['15.0', 'Outlook 2013'],
  ['16.0', 'Outlook 2016'],
];

/** The product by its release id, e.g. `ProPlus2021Volume`; the first match counts. */
const clickToRunProducts: readonly (readonly [RegExp, string])[] = [
  [/^O365|^M365/i, 'Microsoft 365'],
  [/2024/, 'Outlook 2024'],
  [/2021/, 'Outlook 2021'],
  [/2019/, 'Outlook 2019'],
];

/** Release ids of products that bring no Outlook. */
const withoutOutlook = /^(visio|project|word|excel|powerpoint|access|publisher|onenote|lync|skype|teams|sharepoint|homestudent)/i;

function bitnessOf(word: string | undefined): OutlookInstall['bitness'] {
  return word === 'x86' || word === 'x64' ? word : 'unknown';
}

/** The release id of a product that brings Outlook, where the administrator did not leave it out. */
function outlookRelease(configuration: RegistryKey): string | undefined {
  const releases = (textOf(configuration, 'ProductReleaseIds') ?? '').split(',').map((release) => release.trim());
  return releases.find((release) => {
    const excluded = (textOf(configuration, `${release}.ExcludedApps`) ?? '').toLowerCase().split(',');
    return release !== '' && !withoutOutlook.test(release) && !excluded.some((program) => program.trim() === 'outlook');
  });
}

function clickToRunInstall(configuration: RegistryKey, folder: string): OutlookInstall | undefined {
  const release = outlookRelease(configuration);
  if (release === undefined) return undefined;
  const version = textOf(configuration, 'VersionToReport') ?? textOf(configuration, 'ClientVersionToReport') ?? '16.0';
  const old = version.startsWith('15.');
  const product = clickToRunProducts.find(([pattern]) => pattern.test(release))?.[1] ?? (old ? 'Outlook 2013' : 'Outlook 2016');
  return {
    office: old ? '15.0' : '16.0',
    product,
    version,
    bitness: bitnessOf(textOf(configuration, 'Platform')),
    technology: 'clickToRun',
    path: `${folder}\\root\\Office${old ? '15' : '16'}\\OUTLOOK.EXE`,
  };
}

const withoutLastSeparator = (folder: string): string => folder.replace(/\\+$/, '');

function isBelow(file: string, folder: string): boolean {
  return foldName(file).startsWith(`${foldName(folder)}\\`);
}

/** The Windows Installer edition that one `Outlook\InstallRoot` speaks of. */
async function readInstallerInstall(
  registry: Registry,
  root: string,
  [version, product]: readonly [OutlookVersion, string],
): Promise<Result<OutlookInstall | undefined>> {
  const installRoot = await registry.readKey(`${root}\\${version}\\Outlook\\InstallRoot`);
  if (!installRoot.ok) return installRoot;
  const folder = textOf(installRoot.value, 'Path');
  if (folder === undefined || folder === '') return success(undefined);
  const outlook = await registry.readKey(`${root}\\${version}\\Outlook`);
  if (!outlook.ok) return outlook;
  const built = await registry.readKey(`${root}\\${version}\\Common\\ProductVersion`);
  if (!built.ok) return built;
  const declared = textOf(outlook.value, 'Bitness');
  const seen = root === office32 || /\\Program Files \(x86\)\\/i.test(folder) ? 'x86' : undefined;
  return success({
    office: version,
    product,
    version: textOf(built.value, 'LastProduct') ?? version,
    bitness: bitnessOf(declared ?? seen),
    technology: 'msi',
    path: `${withoutLastSeparator(folder)}\\OUTLOOK.EXE`,
  });
}

/**
 * All installed Outlooks, oldest first. Click-to-Run writes `InstallRoot` too, so only folders outside its own
 * `root` are taken for Windows Installer editions. Fails only as the registry does.
 */
export async function readInstalls(registry: Registry): Promise<Result<readonly OutlookInstall[]>> {
  const found: OutlookInstall[] = [];
  const clickToRunFolders: string[] = [];
  for (const path of clickToRunKeys) {
    const configuration = await registry.readKey(path);
    if (!configuration.ok) return configuration;
    const folder = withoutLastSeparator(textOf(configuration.value, 'InstallationPath') ?? '');
    if (!configuration.value || folder === '') continue;
    clickToRunFolders.push(`${folder}\\root`);
    const install = clickToRunInstall(configuration.value, folder);
    if (install) found.push(install);
  }
  for (const product of installerProducts) {
    for (const root of [office, office32]) {
      const install = await readInstallerInstall(registry, root, product);
      if (!install.ok) return install;
      const file = install.value?.path ?? '';
      const known =
        clickToRunFolders.some((folder) => isBelow(file, folder)) || found.some((each) => foldName(each.path) === foldName(file));
      if (install.value && !known) found.push(install.value);
    }
  }
  return success(found.sort((a, b) => a.office.localeCompare(b.office, 'en', { numeric: true })));
}
