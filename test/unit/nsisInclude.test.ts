// The per-user installer's own part: every word in every language, and macros only at names that electron-builder's template inserts.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { languageStrings, writeInclude } from '../../build/nsis/include.ts';
import { builderLibrary } from '../../build/tests/msi/builderProject.ts';
import { locales } from '../../electron/words/locales.ts';

const macros = readFileSync(path.join(import.meta.dirname, '../../build/nsis/macros.nsh'), 'utf8');
const names = (text: string, pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name = '']) => name));

describe('the include file of the per-user installer', () => {
  it('has each word once in each language', () => {
    const lines = languageStrings();
    assert.equal(new Set(lines.map((line) => line.split(' ').slice(0, 3).join(' '))).size, lines.length);
    assert.equal(lines.length, 3 * Object.keys(locales.en.nsis).length);
    for (const line of lines) assert.match(line, /^LangString bmos[A-Z]\w+ (1031|1033|1036) ".+"$/);
  });

  it('uses each of its words, and none that it has not', () => {
    assert.deepEqual(names(macros, /\$\((bmos\w+)\)/g), names(languageStrings().join('\n'), /^LangString (\w+)/gm));
  });

  it('has no sign in its words that NSIS would take for its own', () => {
    for (const line of languageStrings()) assert.doesNotMatch(line.slice(line.indexOf('"') + 1, -1), /(^|[^$])\$($|[^$\\])|[^\\]"|`/);
  });

  it('defines no macro that the template does not insert', () => {
    const library = builderLibrary() ?? assert.fail('electron-builder is not installed');
    const folder = path.join(path.dirname(library), 'templates', 'nsis');
    const template = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ns[hi]$/.test(file))
      .map((file) => readFileSync(path.join(folder, file), 'utf8'))
      .join('\n');
    const own = [...names(macros, /^!macro (\w+)/gm)].filter((name) => !name.startsWith('bmos'));
    assert.deepEqual(own.sort(), ['customCheckAppRunning', 'customInit', 'customInstall', 'customUnInstallCheck']);
    for (const name of own) assert.match(template, new RegExp(`!insertmacro ${name}\\b`), name);
  });

  it('has an answer of its own for each of its boxes, or a silent installation would wait for one', () => {
    for (const box of macros.match(/^ *MessageBox .*$/gm) ?? assert.fail('there is none')) assert.match(box, / \/SD ID(OK|CANCEL)\b/);
  });

  it('is written as UTF-8 that says so, words first', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nsis-include-'));
    const file = path.join(folder, 'new', 'installer.nsh');
    writeInclude(file);
    const bytes = readFileSync(file);
    rmSync(folder, { recursive: true });
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.equal(bytes.subarray(3).toString(), `${languageStrings().join('\n')}\n\n${macros}`);
  });
});
