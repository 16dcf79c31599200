// What is packaged for whom, and where its parts lie while it is built.
import { join } from 'node:path';
import { root } from '../root.ts';

export interface PackageTarget {
  /** As Node and npm call it; `linux` is packaged by tests only. */
  readonly os: 'win32' | 'linux';
  readonly cpu: 'x64' | 'arm64';
}

/** Every system and processor that a release is made for. */
export const releaseTargets = [
  { os: 'win32', cpu: 'x64' },
  { os: 'win32', cpu: 'arm64' },
] as const satisfies readonly PackageTarget[];

/** `release` is what people get, and is signed. `preview` is the same, signed or not. `e2e` differs in one fuse: a test may attach to it. */
export const flavours = ['preview', 'release', 'e2e'] as const;
export type Flavour = (typeof flavours)[number];

/** The folders of a target's build. */
export function foldersOf({ os, cpu }: PackageTarget) {
  const base = join(root, 'build', 'out', 'package', `${os}-${cpu}`);
  return {
    /** The native add-ons as npm installed them. */
    native: join(base, 'native'),
    /** The app as it goes into the archive: electron-builder packs all of it and nothing else. */
    app: join(base, 'app'),
    /** Notices and bill of materials. */
    notices: join(base, 'notices'),
    /** The per-user installer's own part, as NSIS includes it. */
    nsisInclude: join(base, 'installer.nsh'),
    /** What electron-builder makes. */
    artifacts: join(root, 'build', 'out', 'dist'),
  } as const;
}
