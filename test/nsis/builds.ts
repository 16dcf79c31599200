// The installers that electron-builder makes of the whole program, around a stand-in for Electron, and what it packed for each.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../build/root.ts';

const made = path.join(root, 'build', 'out', 'packaging-bench', 'installers');
export type Build = 'x64-1.0.0' | 'x64-2.0.0' | 'arm64-1.0.0';

export function installerOf(build: Build, type: 'exe' | 'msi'): string {
  const [name] = globSync(`BlueMind-Outlook-Setup-*.${type}`, { cwd: path.join(made, build) });
  return path.join(made, build, name ?? assert.fail(`there is no ${type} of ${build}: run these tests with "npm test -- setups"`));
}

export const unpackedFolder = (build: Build): string =>
  path.join(made, build, build.startsWith('arm64') ? 'win-arm64-unpacked' : 'win-unpacked');
