// What is the same for both installers: the installed program does its job without a window, and its files are what the package promises.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { noticeFiles, product } from '../../build/packages/stage.ts';

export const programName = `${product().productName}.exe`;

/** Where an installer of the test run lies; set by the kind's requirement. */
export function installer(variable: 'MSI_PATH' | 'NSIS_PATH'): string {
  return process.env[variable] ?? assert.fail(`${variable} is not set: run these tests with "npm test -- installers"`);
}

/** Runs the installed program without a window. */
function run(folder: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(path.join(folder, programName), args, {
    encoding: 'utf8',
    timeout: 100_000,
    windowsHide: true,
  });
  return { status, stdout, stderr };
}

/** The installed files: the program, its archive, its notices, and Chromium's words in three languages. */
export function assertFiles(folder: string): void {
  const wanted = [programName, 'LICENSE.electron.txt', 'LICENSES.chromium.html'];
  for (const file of [...wanted, ...['app.asar', ...Object.values(noticeFiles)].map((name) => path.join('resources', name))])
    assert.ok(existsSync(path.join(folder, file)), file);
  assert.deepEqual(readdirSync(path.join(folder, 'locales')).sort(), ['de.pak', 'en-US.pak', 'fr.pak']);
}

/** The program says its version, and checks the practice server from beginning to end. */
export function assertWorks(folder: string): void {
  const version = run(folder, ['--version']);
  assert.deepEqual({ status: version.status, text: version.stdout.trim() }, { status: 0, text: product().version }, version.stderr);

  const state = mkdtempSync(path.join(tmpdir(), 'installed-'));
  try {
    const args = ['check', '--email', 'user@practice.example', '--workstation', `practice:${state}`, '--json'];
    const checked = run(folder, args);
    assert.ok(checked.status === 0 || checked.status === 1, `${checked.status}: ${checked.stderr}`);
    const document = z.looseObject({ practice: z.literal(true), verdict: z.string() }).parse(JSON.parse(checked.stdout));
    assert.notEqual(document.verdict, '');
  } finally {
    rmSync(state, { recursive: true, force: true, maxRetries: 5 });
  }
}
