// What electron-builder is told: which files, which installers, in which languages. Data, and checked against its schema in the tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import projectCreated from '../msi/projectCreated.ts';
import { root } from '../root.ts';
import { fuseConfig, setFuses } from './fuses.ts';
import { scriptHostFolder } from './scriptHostFiles.ts';
import type { Signing } from './signing.ts';
import { product } from './stage.ts';
import { foldersOf, type Flavour, type PackageTarget } from './targets.ts';

/** Names Windows and Windows Installer know the program by. They never change: an upgrade would not find what it replaces. */
const identity = {
  appId: 'net.bluemind.outlook-setup',
  upgradeCode: 'F70CF17A-291F-4CA9-8313-A79969BA2154',
  /** Of the per-user installer's entry in "Installed apps". */
  userGuid: 'B9213735-4089-4AC6-8E51-D91AB4F5872F',
} as const;

/** Languages of the product, as the parts of a package call them. */
const packageLanguages = { chromium: ['en-US', 'fr', 'de'], nsis: ['en_US', 'fr_FR', 'de_DE'] };

export interface PackagePlan {
  readonly target: PackageTarget;
  readonly flavour: Flavour;
  readonly signing: Signing;
}

/** What the names of all packages of this version begin with. */
export const artifactsBegin = (): string => `BlueMind-Outlook-Setup-${product().version}-`;

/** `BlueMind-Outlook-Setup-1.2.3-x64`: a release has no suffix, anything else says what it is. */
export function artifactBase({ target, flavour, signing }: PackagePlan): string {
  const suffix = `${flavour === 'release' ? '' : `-${flavour}`}${signing.signed ? '' : '-unsigned'}`;
  return `${artifactsBegin()}${target.cpu}${suffix}`;
}

/** The program file of an unpacked package. */
export function programFile({ appOutDir, electronPlatformName }: Pick<AfterPackContext, 'appOutDir' | 'electronPlatformName'>): string {
  return join(appOutDir, `${product().productName}${electronPlatformName === 'win32' ? '.exe' : ''}`);
}

/** The configuration for one package. Reads package.json and LICENSE and nothing else. */
export function builderConfiguration(plan: PackagePlan): Configuration {
  const { productName, devDependencies } = product();
  const folders = foldersOf(plan.target);
  return {
    appId: identity.appId,
    productName,
    executableName: productName,
    copyright: /^Copyright .*$/m.exec(readFileSync(join(root, 'LICENSE'), 'utf8'))?.[0] ?? null,
    electronVersion: devDependencies.electron,
    electronLanguages: packageLanguages.chromium,
    directories: { app: folders.app, output: folders.artifacts, buildResources: join(root, 'build') },
    // The staged folder holds what is shipped and nothing else; stage.ts decides, and a test lists it.
    files: ['**/*'],
    extraResources: [{ from: folders.notices, to: '.' }],
    asar: { smartUnpack: false },
    // A library must be a file of its own to be loaded, and to be signed; a script, to be read by Windows Script Host.
    asarUnpack: ['**/*.node', `desktop/${scriptHostFolder}/*`],
    // Nothing is compiled and nothing is downloaded for the app: the add-ons come with their binaries.
    npmRebuild: false,
    nodeGypRebuild: false,
    allowMissingDependencies: false,
    afterPack: (context) => setFuses(programFile(context), fuseConfig(plan.flavour)),
    // Properties, policies and the logon entry, which the template knows nothing of.
    msiProjectCreated: (project) => projectCreated(project, plan.target.cpu),
    artifactName: `${artifactBase(plan)}.\${ext}`,
    forceCodeSigning: plan.signing.signed,
    // There is no updater: IT deploys, or a person downloads.
    publish: null,
    win: {
      icon: join(root, 'build', 'icon.ico'),
      requestedExecutionLevel: 'asInvoker',
      signExts: ['.node', '.dll'],
      ...plan.signing.options,
    },
    nsis: {
      oneClick: true,
      perMachine: false,
      guid: identity.userGuid,
      // Whom it refuses, how it closes the program, what it leaves (build/nsis/).
      include: folders.nsisInclude,
      installerLanguages: packageLanguages.nsis,
      createDesktopShortcut: false,
      createStartMenuShortcut: true,
      shortcutName: productName,
      uninstallDisplayName: productName,
      // Journals and backups are how a person gets back what was there before.
      deleteAppDataOnUninstall: false,
      // Elevation is Windows' own; without an updater nobody needs the helper.
      packElevateHelper: false,
      differentialPackage: false,
      buildUniversalInstaller: false,
    },
    msi: {
      oneClick: true,
      perMachine: true,
      upgradeCode: identity.upgradeCode,
      runAfterFinish: false,
      createDesktopShortcut: false,
      // SHORTCUTS=0 leaves it out (build/msi/).
      createStartMenuShortcut: true,
      shortcutName: productName,
    },
  };
}
