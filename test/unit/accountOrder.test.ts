// Accounts are shown in Outlook's own order, which its account manager keeps in lists of numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountOrderLists } from '../../electron/model/outlookRegistry.ts';
import { accountIds, readProfiles } from '../../electron/outlook/profiles.ts';
import type { RegistryKey } from '../../electron/model/registry.ts';
import { registryWith } from './pcRegistry.ts';

const { mail, addressBooks, stores } = accountOrderLists;
const manager = (subkeys: readonly string[], lists: Readonly<Record<string, string>>): RegistryKey => ({
  subkeys,
  values: Object.entries(lists).map(([name, data]) => ({ name, type: 'REG_BINARY', data })),
});
const four = ['00000001', '00000002', '00000003', '0000000A'];

test('the list of mail accounts comes first, then address books, then stores', () => {
  const key = manager(four, { [stores]: '01000000', [mail]: '0a00000003000000', [addressBooks]: '02000000' });
  assert.deepEqual(accountIds(key), ['0000000A', '00000003', '00000002', '00000001']);
});

test('accounts that no list names follow by their number, and numbers without an account are passed over', () => {
  assert.deepEqual(accountIds(manager(four, { [mail]: '0300000063000000' })), ['00000003', '00000001', '00000002', '0000000A']);
});

test('a list with half a number, one of another type and none at all change nothing', () => {
  assert.deepEqual(accountIds(manager(four, { [mail]: '02000000ff00' })), ['00000002', '00000001', '00000003', '0000000A']);
  const text: RegistryKey = { subkeys: four, values: [{ name: mail, type: 'REG_SZ', data: '02000000' }] };
  assert.deepEqual(accountIds(text), four);
  assert.deepEqual(accountIds(undefined), []);
});

test('keys that are no account are none', () => assert.deepEqual(accountIds(manager(['00000001', 'x', '1'], {})), ['00000001']));

test('a profile whose sections name a server of Microsoft 365 bears the hint, in a text as well as in bytes; others do not', async () => {
  const profiles = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles';
  const account = { clsid: '{ED475414-B0D6-11D2-8C3B-00104B2A6676}', 'Service Name': 'MSEMS', 'Account Name': 'a@b.example' };
  const utf16 = (text: string) => ({ type: 'REG_BINARY', data: Buffer.from(text, 'utf16le').toString('hex') }) as const;
  const imap = { clsid: '{ED475412-B0D6-11D2-8C3B-00104B2A6676}' };
  const registry = await registryWith({
    [`${profiles}\\Bytes\\9375CFF0413111d3B88A00104B2A6676\\00000001`]: account,
    [`${profiles}\\Bytes\\13dbb0c8aa05101a9bb000aa002fc45a`]: { '001f662b': utf16('outlook.office365.com') },
    [`${profiles}\\Text\\9375CFF0413111d3B88A00104B2A6676\\00000001`]: account,
    [`${profiles}\\Text\\13dbb0c8aa05101a9bb000aa002fc45a`]: { server: 'https://outlook.office365.com/mapi' },
    [`${profiles}\\Other\\9375CFF0413111d3B88A00104B2A6676\\00000001`]: account,
    [`${profiles}\\Other\\13dbb0c8aa05101a9bb000aa002fc45a`]: { server: 'mail.bluemind.example' },
    [`${profiles}\\Without Exchange\\9375CFF0413111d3B88A00104B2A6676\\00000001`]: imap,
    [`${profiles}\\Without Exchange\\13dbb0c8aa05101a9bb000aa002fc45a`]: { server: 'outlook.office365.com' },
  });
  const read = await readProfiles(registry, '16.0');
  assert.ok(read.ok);
  assert.deepEqual(
    read.value.profiles.map(({ name, office365 }) => [name, office365 ?? false]),
    [
      ['Bytes', true],
      ['Other', false],
      ['Text', true],
      ['Without Exchange', false],
    ],
  );
});
