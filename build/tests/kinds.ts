// The kinds of tests, in the order in which they run: what each needs from the machine, and what it runs.
import type { Count } from './count.ts';
import { lint } from './lint.ts';
import { builtInstallers, displayForThePacked, nativeAddOns, packableElectron } from './packageRequirements.ts';
import {
  chromium,
  desktopBundle,
  display,
  dnsmasq,
  electron,
  nginx,
  openssl,
  pageBundle,
  pdfReader,
  proxies,
  type Requirement,
} from './requirements.ts';
import { msiTools, standInMsi } from './msi/requirements.ts';
import { frenchAndGerman, standInInstallers, windowsPackaging } from './packaging/requirements.ts';
import { runFiles } from './runFiles.ts';
import { windowsScripts } from './windowsScripts.ts';
import { windows } from './wine.ts';
import { runWindowsFiles } from './wineFiles.ts';

interface Kind {
  readonly requires: readonly Requirement[];
  run(): Promise<Count>;
}

export const kinds = {
  lint: { requires: [], run: lint },
  unit: { requires: [], run: () => runFiles('unit') },
  engine: { requires: [dnsmasq, nginx, openssl, proxies], run: () => runFiles('engine') },
  page: { requires: [chromium, pageBundle], run: () => runFiles('page') },
  desktop: { requires: [electron, display, pdfReader, pageBundle, desktopBundle], run: () => runFiles('desktop') },
  packages: { requires: [nativeAddOns, packableElectron, displayForThePacked, pageBundle, desktopBundle], run: () => runFiles('packages') },
  dist: { requires: [nativeAddOns, windowsPackaging, pageBundle, desktopBundle], run: () => runFiles('dist') },
  windows: { requires: [windows, windowsScripts], run: () => runWindowsFiles('windows') },
  setups: {
    requires: [windows, frenchAndGerman, msiTools, standInMsi, nativeAddOns, pageBundle, desktopBundle, standInInstallers],
    run: () => runWindowsFiles('setups'),
  },
  installers: { requires: [builtInstallers], run: () => runFiles('installers', 1) },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
