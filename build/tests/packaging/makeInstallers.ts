// Makes installers of both kinds with the product's own packaging, in a process of its own: electron-builder takes its tools from the environment.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePackage } from '../../packages/makePackage.ts';
import type { PackageTarget } from '../../packages/targets.ts';

const [electron = '', output = ''] = process.argv.slice(2);

const wanted: readonly { readonly cpu: PackageTarget['cpu']; readonly version: string }[] = [
  { cpu: 'x64', version: '1.0.0' },
  { cpu: 'x64', version: '2.0.0' },
  { cpu: 'arm64', version: '1.0.0' },
];

function giveUp(reason: string): never {
  console.error(reason);
  process.exit(1);
}

for (const { cpu, version } of wanted) {
  const folder = join(output, `${cpu}-${version}`);
  mkdirSync(folder, { recursive: true });
  const plan = { target: { os: 'win32', cpu }, flavour: 'preview', signing: { signed: false, because: '', options: {} } } as const;
  const made = await makePackage(plan, ['nsis', 'msi'], new AbortController().signal, { output: folder, electron, version });
  if (!made.ok) giveUp(made.reason);
  // Wine does not tell electron-builder that WiX's stand-in failed.
  const missing = made.value.find((file) => !existsSync(file));
  if (missing !== undefined) giveUp(`${missing} was not made: ${readFileSync(process.env.BMOS_WIX_LOG ?? '', 'utf8')}`);
}
