// Decides how the app is shown on this machine, and says why: desktop window, browser tab, or an address in the terminal.
import type { Found } from './electronRuntime.ts';

export type Face = { readonly because: string } & (
  { readonly kind: 'desktop'; readonly electron: string } | { readonly kind: 'tab' | 'address' }
);

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--browser` was given. */
  readonly browserAsked: boolean;
  /** Asked only where a window could be shown. */
  readonly obtainElectron: () => Promise<Found>;
}

/** Why nothing can be shown here, or `undefined`. */
function noDisplay({ platform, env }: Machine): string | undefined {
  if (env.CI) return 'this is a CI machine (CI is set)';
  const graphical = platform !== 'linux' || [env.DISPLAY, env.WAYLAND_DISPLAY].some(Boolean);
  return graphical ? undefined : 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/** The face of the app for this machine. */
export async function chooseFace(machine: Machine): Promise<Face> {
  const blind = noDisplay(machine);
  if (blind !== undefined) return { kind: 'address', because: `Served at an address to open by hand, because ${blind}:` };
  if (machine.browserAsked) return { kind: 'tab', because: 'Opened in a browser tab, because --browser was given:' };
  const electron = await machine.obtainElectron();
  if (electron.path === undefined) return { kind: 'tab', because: `Opened in a browser tab, because ${electron.reason}:` };
  return { kind: 'desktop', electron: electron.path, because: `Opened as a desktop window, because Electron is here (${electron.path}).` };
}
