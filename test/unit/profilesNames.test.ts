// A profile's name follows MAPI's rules, and Windows' rules for comparing names of keys.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldName } from '../../electron/model/registry.ts';
import { checkProfileName } from '../../electron/outlook/profileName.ts';

describe('the name of a profile', () => {
  for (const name of ['BlueMind', 'Büro – 事務所', 'مكتب', '📧 mail', 'a/b:c*?', 'x'.repeat(64), '📧'.repeat(32), 'é'.normalize('NFD')]) {
    it(`may be ${name}`, () => {
      assert.equal(checkProfileName(name), undefined);
    });
  }

  const refused: readonly (readonly [what: string, name: string, code: string])[] = [
    ['empty', '', 'profile.nameEmpty'],
    ['only spaces', '  \u00a0', 'profile.nameEmpty'],
    ['65 characters', 'x'.repeat(65), 'profile.nameTooLong'],
    ['33 characters of two UTF-16 units', '📧'.repeat(33), 'profile.nameTooLong'],
    ['with a backslash', 'a\\b', 'profile.nameBackslash'],
    ['with a space before it', ' a', 'profile.nameOuterSpace'],
    ['with a space after it', 'a ', 'profile.nameOuterSpace'],
    ['with a wide space after it', 'a\u3000', 'profile.nameOuterSpace'],
    ['with a NUL', 'a\0b', 'profile.nameControlCharacter'],
    ['with a line end', 'a\r\nb', 'profile.nameControlCharacter'],
    ['with a line separator', 'a\u2028b', 'profile.nameControlCharacter'],
    ['with half of a character', 'a\ud83d', 'profile.nameControlCharacter'],
  ];
  for (const [what, name, code] of refused) {
    it(`may not be ${what}`, () => {
      assert.equal(checkProfileName(name)?.code, code);
    });
  }
});

describe('names of keys', () => {
  for (const [a, b, same] of [
    ['outlook', 'OUTLOOK', true],
    ['büro', 'BÜRO', true],
    ['ψψ', 'ΨΨ', true],
    ['straße', 'STRASSE', false],
    ['é', 'e', false],
    ['ı', 'I', false],
  ] as const) {
    it(`${a} and ${b} are ${same ? 'the same' : 'two'}`, () => {
      assert.equal(foldName(a) === foldName(b), same);
    });
  }
});
