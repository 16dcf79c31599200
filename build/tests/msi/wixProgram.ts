// What stands behind candle.exe and light.exe of electron-builder's WiX in tests: WiX 3 by Mono, and our own last step.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { bind } from './bind.ts';
import { compileForWix, linkForWix } from './wix.ts';

const [program, ...args] = process.argv.slice(2);
const folder = process.cwd();

/** `Z:\a\b` is `/a/b` of this system. */
const ownPath = (text: string): string => text.replace(/Z:\\[^"<>]*/g, (windows) => windows.slice(2).replaceAll('\\', '/'));

const appDir = ownPath(args.find((arg) => arg.startsWith('-dappDir='))?.slice('-dappDir='.length) ?? '');

try {
  if (program === 'candle') {
    const file = path.join(folder, 'project.wxs');
    writeFileSync(file, ownPath(readFileSync(file, 'utf8')));
    compileForWix(readFileSync(file, 'utf8'), { folder, appDir });
  } else {
    const out = ownPath(args[args.indexOf('-out') + 1] ?? '');
    bind(linkForWix({ folder, appDir }), out, path.join(folder, 'bound'));
  }
} catch (error) {
  // Wine does not pass on the status of a program of this system: whoever looks for the MSI that is missing finds the reason here.
  const text = error instanceof Error ? error.message : inspect(error);
  if (process.env.BMOS_WIX_LOG !== undefined) appendFileSync(process.env.BMOS_WIX_LOG, `${program ?? ''}: ${text}\n`);
  console.error(text);
  process.exit(1);
}
