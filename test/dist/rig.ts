// What the tests of `npm run dist` share: a folder of their own, the programs of this system, a certificate, and the command itself.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../build/root.ts';

export const base = mkdtempSync(join(tmpdir(), 'dist-'));
/** Who signed the certificate of the tests. */
export const authority = join(base, 'authority.pem');
export const password = 'a password that is nowhere';
/** Where the stand-in for Electron's zip files lies. */
export const electron = process.env.STANDIN_ELECTRON ?? '';

/** Runs a program of this system; throws with what it said. */
function tool(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: base });
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

export const sevenZip = (...args: readonly string[]) => tool(process.env.ELECTRON_BUILDER_7ZIP_PATH ?? '7zz', ...args);

/** A certificate for signing programs, of an authority of its own, as a file with a password. */
export function makeCertificate(): string {
  tool(
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'authority.key',
    '-out',
    authority,
    '-subj',
    '/CN=Test authority',
  );
  tool(
    'openssl',
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'publisher.key',
    '-out',
    'publisher.csr',
    '-subj',
    '/CN=Test publisher',
  );
  writeFileSync(join(base, 'uses.txt'), 'keyUsage=digitalSignature\nextendedKeyUsage=codeSigning\n');
  tool(
    'openssl',
    ...['x509', '-req', '-in', 'publisher.csr', '-CA', authority, '-CAkey', 'authority.key', '-CAcreateserial'],
    ...['-days', '30', '-extfile', 'uses.txt', '-out', 'publisher.pem'],
  );
  tool(
    'openssl',
    'pkcs12',
    '-export',
    '-inkey',
    'publisher.key',
    '-in',
    'publisher.pem',
    '-out',
    'publisher.pfx',
    '-passout',
    `pass:${password}`,
  );
  return join(base, 'publisher.pfx');
}

/** Runs build/dist.ts; gives its status and all that it and electron-builder said. */
export async function dist(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--no-warnings', join(root, 'build', 'dist.ts'), ...args], {
    cwd: root,
    env: {
      ...process.env,
      WINEPREFIX: join(base, 'wine'),
      WINEARCH: 'win64',
      DISPLAY: '',
      // No time stamp: their servers are elsewhere.
      ELECTRON_BUILDER_OFFLINE: 'true',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, text };
}
