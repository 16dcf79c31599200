// Electron's fuses: switches in its program file that a package sets for good. One row each, with its reason; SECURITY.md shows this table.
import { flipFuses, FuseV1Options, FuseVersion, type FuseConfig } from '@electron/fuses';
import type { Flavour } from './targets.ts';

interface Fuse {
  readonly on: boolean;
  readonly why: string;
  /** Where a flavour differs. */
  readonly onIn?: readonly Flavour[];
}

/** By the library's own list: a fuse that it learns of and we have not decided on does not compile. */
const fuses: Readonly<Record<FuseV1Options, Fuse>> = {
  [FuseV1Options.RunAsNode]: {
    on: false,
    why: 'Else ELECTRON_RUN_AS_NODE turns the signed program into a Node that runs anything; the elevated helper starts the program by a switch instead',
  },
  [FuseV1Options.EnableCookieEncryption]: { on: true, why: 'Whatever Chromium keeps is encrypted with the key of the Windows account' },
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: { on: false, why: 'Else NODE_OPTIONS loads foreign code into the program' },
  [FuseV1Options.EnableNodeCliInspectArguments]: {
    on: false,
    why: 'Else --inspect lets any program of the user drive this one; on in the e2e flavour only, for the tests',
    onIn: ['e2e'],
  },
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: {
    on: true,
    why: 'app.asar is checked against the hash in the signed program file; a changed one does not run',
  },
  [FuseV1Options.OnlyLoadAppFromAsar]: { on: true, why: 'Else a folder "app" laid beside app.asar would run in its place, unchecked' },
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: {
    on: false,
    why: 'There is no snapshot of our own; a file laid beside the program is not loaded',
  },
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: {
    on: false,
    why: 'The page comes from app://; file:// gets no rights beyond a browser’s',
  },
  [FuseV1Options.WasmTrapHandlers]: {
    on: true,
    why: 'As Electron comes: V8’s own guard of WebAssembly memory, of which the program uses none',
  },
};

/** Every fuse with its state in a flavour. */
export function fuseStates(flavour: Flavour): Readonly<Record<FuseV1Options, boolean>> {
  const state = ({ on, onIn }: Fuse) => on || onIn?.includes(flavour) === true;
  return Object.fromEntries(Object.entries(fuses).map(([option, fuse]) => [option, state(fuse)])) as Record<FuseV1Options, boolean>;
}

/** The table of SECURITY.md, in Markdown. */
export function fuseTable(): string {
  const rows = Object.entries(fuses).map(([option, { on, why }]) => `| ${FuseV1Options[Number(option)]} | ${on ? 'on' : 'off'} | ${why} |`);
  return ['| fuse | state | why |', '|---|---|---|', ...rows].join('\n');
}

/** What is set in a program file of the current Electron: all fuses, and the build fails at one that nobody has decided on. */
export function fuseConfig(flavour: Flavour): FuseConfig {
  return { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...fuseStates(flavour) };
}

/**
 * Sets the fuses of a program file, before it is signed. electron-builder's own `electronFuses` cannot: its list ends one fuse earlier,
 * and it cannot be told to fail at an unknown one (electron-builder 26.17).
 */
export async function setFuses(program: string, config: FuseConfig): Promise<void> {
  await flipFuses(program, config);
}
