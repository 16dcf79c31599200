// The server that IT names beside the one that Outlook is led to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginHostToAsk } from '../../electron/reach/server.ts';
import { expectedServerFindings } from '../../electron/reach/serverFindings.ts';

const cases = [
  ['is confirmed', 'mail.example', 'mail.example', 'pass'],
  ['is contradicted', 'mail.example', 'old.example', 'warn'],
  ['stays unknown while the server does not tell its own address', 'mail.example', null, 'skipped'],
] as const;
for (const [what, expected, shown, status] of cases) {
  test(`the named server ${what}`, () => {
    assert.deepEqual(
      expectedServerFindings(expected, shown).map(({ id, status: is, subject }) => [id, is, subject]),
      [['server.expected', status, expected]],
    );
  });
}

test('nothing is said where nobody named a server', () => {
  assert.deepEqual(expectedServerFindings(undefined, 'mail.example'), []);
});

test('a host of Microsoft’s is never asked, also where it is named', () => {
  assert.equal(loginHostToAsk({ expectedHost: 'outlook.office365.com' }), undefined);
  assert.equal(loginHostToAsk({ expectedHost: 'mail.example' }), 'mail.example');
});
