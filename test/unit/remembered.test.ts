// A remembered answer is understood by its name and its content, whatever a server or a crash has left in it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerIn } from '../../electron/job/remembered.ts';

const file = (name: string) => ({ name, bytes: 1, changedAt: '2026-01-01T00:00:00.000Z' });
const settings = (smtp: string, host: string): string => `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <User><AutoDiscoverSMTPAddress>${smtp}</AutoDiscoverSMTPAddress></User>
    <Account><AccountType>email</AccountType><Action>settings</Action>
      <Protocol Type="mapiHttp" Version="1">
        <MailStore><ExternalUrl>https://${host}/mapi/emsmdb/?MailboxId=x</ExternalUrl></MailStore>
        <AddressBook><ExternalUrl>https://${host}/mapi/nspi/?MailboxId=x</ExternalUrl></AddressBook>
      </Protocol>
    </Account>
  </Response>
</Autodiscover>`;

describe('the address of a remembered answer', () => {
  const cases = [
    ['16\\AutoD.User@Corp.example.xml', '', 'user@corp.example'],
    ['user@corp.example - Autodiscover.xml', '', 'user@corp.example'],
    ['b7e128fc6da9614daadcced8787ff412 - Autodiscover.xml', settings('user@corp.example', 'mail.corp.example'), 'user@corp.example'],
    ['b7e128fc6da9614daadcced8787ff412 - Autodiscover.xml', '', null],
    ['16\\AutoD.not an address@.xml', '', null],
    ['16\\AutoD.user@corp.example.xml', settings('other@corp.example', 'mail.corp.example'), 'user@corp.example'],
  ] as const;
  for (const [name, content, address] of cases) {
    test(`in “${name}” ${content === '' ? '' : 'with content '}is ${address ?? 'not known'}`, () => {
      assert.equal(answerIn(file(name), content).address, address);
    });
  }
});

describe('the servers of a remembered answer', () => {
  const hosts = (content: string, name = 'x - Autodiscover.xml') => answerIn(file(name), content).hosts;

  test('are those of its settings, each once', () =>
    assert.deepEqual(hosts(settings('a@b.example', 'mail.b.example')), ['mail.b.example']));

  test('are Microsoft’s where one of them is', () => {
    assert.equal(answerIn(file('x - Autodiscover.xml'), settings('a@b.example', 'outlook.office365.com')).office365, true);
    assert.equal(answerIn(file('x - Autodiscover.xml'), settings('a@b.example', 'outlook.office365.com.evil.example')).office365, false);
  });

  test('are the target of a redirect', () => {
    const redirect = `<Autodiscover><Response><Account><Action>redirectUrl</Action><RedirectUrl>https://autodiscover-s.outlook.com/x</RedirectUrl></Account></Response></Autodiscover>`;
    assert.deepEqual(hosts(redirect), ['autodiscover-s.outlook.com']);
  });

  test('are the address in an answer of version 2', () => {
    assert.deepEqual(hosts('{"Protocol":"AutodiscoverV1","Url":"https://outlook.office365.com/x"}', '16\\AutoD.a@b.example.json'), [
      'outlook.office365.com',
    ]);
  });

  for (const [what, content, name] of [
    ['nothing', '', 'x - Autodiscover.xml'],
    [
      'a document type with entities',
      `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Autodiscover>&b;</Autodiscover>`,
      'x - Autodiscover.xml',
    ],
    ['half an answer', settings('a@b.example', 'mail.b.example').slice(0, 200), 'x - Autodiscover.xml'],
    ['JSON that is none', '{"Url":', '16\\AutoD.a@b.example.json'],
    ['JSON of another shape', '[{"Url":1}]', '16\\AutoD.a@b.example.json'],
    ['bytes', '\u0000\u0001\ufffd', '16\\AutoD.a@b.example.json'],
  ] as const) {
    test(`are none where the file holds ${what}`, () => assert.deepEqual(hosts(content, name), []));
  }
});
