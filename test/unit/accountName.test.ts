// Proves how the account of this process is named, which a person's report and inspection say alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountName } from '../../electron/model/accountName.ts';

test('a domain stands before the user, and nothing stands for a user whom nobody knows', () => {
  assert.equal(accountName({ USERDOMAIN: 'CORP', USERNAME: 'jane' }), 'CORP\\jane');
  assert.equal(accountName({ USERNAME: 'jane' }), 'jane');
  assert.equal(accountName({ USERDOMAIN: '', USERNAME: 'jane' }), 'jane');
  assert.equal(accountName({ USERDOMAIN: 'CORP' }), '');
  assert.equal(accountName({}), '');
});
