// Installs Debian packages that tests need, where this is a Debian-like system and we are root; elsewhere says what to install.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './say.ts';
import { machine } from './environment.ts';

let updated = false;

/** Whether packages can be installed from here: Debian or one of its kin, as root. */
export function canInstall(): boolean {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

function aptGet(args: readonly string[]): boolean {
  const env = { ...machine, DEBIAN_FRONTEND: 'noninteractive' };
  const done = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env,
    encoding: 'utf8',
    timeout: 900_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (done.status !== 0) say(`${done.stdout}${done.stderr}`.slice(-3000));
  return done.status === 0;
}

/** Installs packages; false when that failed (the reason was said). */
export function installPackages(packages: readonly string[]): boolean {
  say(`  installing system packages: ${packages.join(' ')} …`);
  updated ||= aptGet(['update']);
  return aptGet(['install', '-y', '--no-install-recommends', ...packages]);
}

/** The one command that makes a missing program available, for the person who reads it. */
export function installCommand(packages: readonly string[], elsewhere: string): string {
  return existsSync('/etc/debian_version') ? `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}` : elsewhere;
}
