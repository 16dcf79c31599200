// Autodiscover answers are read whatever their spelling, and hostile ones do no harm.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAutodiscoverAnswer } from '../../electron/reach/autodiscoverAnswer.ts';

const inResponse = (content: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">${content}</Response></Autodiscover>`;

const urls = `<MailStore><InternalUrl>https://in.example/mapi/emsmdb/?MailboxId=a&amp;b=c</InternalUrl><ExternalUrl>https://out.example/mapi/emsmdb/?MailboxId=a&amp;b=c</ExternalUrl></MailStore>
<AddressBook><InternalUrl>https://in.example/mapi/nspi/</InternalUrl></AddressBook>`;
const account = (protocol: string): string =>
  inResponse(`<User><AutoDiscoverSMTPAddress>user@practice.example</AutoDiscoverSMTPAddress></User>
<Account><AccountType>email</AccountType><Action>settings</Action>
<Protocol><Type>EXHTTP</Type><EwsUrl>https://out.example/EWS/Exchange.asmx</EwsUrl><OABUrl>https://out.example/OAB/1/</OABUrl></Protocol>${protocol}</Account>`);

const settings = {
  kind: 'settings',
  mapiHttp: { emsmdb: 'https://out.example/mapi/emsmdb/?MailboxId=a&b=c', nspi: 'https://in.example/mapi/nspi/' },
  ews: 'https://out.example/EWS/Exchange.asmx',
  oab: 'https://out.example/OAB/1/',
  smtpAddress: 'user@practice.example',
};

test('the mapiHttp block is read with its type as an attribute, as the specification has it', () => {
  assert.deepEqual(readAutodiscoverAnswer(account(`<Protocol Type="mapiHttp" Version="1">${urls}</Protocol>`)), settings);
});
test('the mapiHttp block is read with its type as an element, as local files have it', () => {
  assert.deepEqual(readAutodiscoverAnswer(account(`<Protocol><Type>mapiHttp</Type>${urls}</Protocol>`)), settings);
});
test('namespace prefixes do not matter', () => {
  const prefixed = account(`<Protocol Type="mapiHttp">${urls}</Protocol>`).replaceAll(/<(\/?)([A-Z])/g, '<$1x:$2');
  assert.deepEqual(readAutodiscoverAnswer(prefixed), settings);
});
test('settings without a mapiHttp block say so', () => {
  assert.deepEqual(readAutodiscoverAnswer(account('')), { ...settings, mapiHttp: null });
});
test('a changed address and a changed URL are redirects', () => {
  const to = (name: string, value: string): string =>
    inResponse(`<Account><Action>${name[0]?.toLowerCase() ?? ''}${name.slice(1)}</Action><${name}>${value}</${name}></Account>`);
  assert.deepEqual(readAutodiscoverAnswer(to('RedirectAddr', 'user@other.example')), {
    kind: 'redirectAddr',
    address: 'user@other.example',
  });
  assert.deepEqual(readAutodiscoverAnswer(to('RedirectUrl', 'https://other.example/')), {
    kind: 'redirectUrl',
    url: 'https://other.example/',
  });
});
test('an error comes out with its code', () => {
  const error = inResponse('<Error Time="10:00" Id="1"><ErrorCode>600</ErrorCode><Message>Invalid Request</Message><DebugData/></Error>');
  assert.deepEqual(readAutodiscoverAnswer(error), { kind: 'error', code: '600', message: 'Invalid Request' });
});
test('a web page is told apart from broken XML', () => {
  assert.deepEqual(readAutodiscoverAnswer('<!DOCTYPE html><html><title>BlueMind</title></html>'), {
    kind: 'notAutodiscover',
    because: 'html',
  });
  assert.deepEqual(readAutodiscoverAnswer('<Autodiscover><Resp'), { kind: 'notAutodiscover', because: 'malformed' });
  assert.deepEqual(readAutodiscoverAnswer(''), { kind: 'notAutodiscover', because: 'malformed' });
});
test('a document type or an entity is refused before anything is parsed', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><Autodiscover>&c;</Autodiscover>';
  assert.deepEqual(readAutodiscoverAnswer(bomb), { kind: 'notAutodiscover', because: 'doctype' });
});
test('a tower of elements is refused and not followed to its end', () => {
  assert.equal(readAutodiscoverAnswer('<Autodiscover>'.repeat(10_000)).kind, 'notAutodiscover');
});
test('whatever comes, reading it ends with a value', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '<Autodiscover>',
      '</Autodiscover>',
      '<Response>',
      '</Response>',
      '<Account>',
      '</Account>',
      '<Action>',
      '</Action>',
      'settings',
      '<Protocol Type="mapiHttp">',
      '</Protocol>',
      '<Error>',
      '</Error>',
      '<__proto__>',
      '</__proto__>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '&lt;',
      '&#x0;',
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        pieces.map((parts) => parts.join('')),
      ),
      (body) => assert.ok(readAutodiscoverAnswer(body).kind),
    ),
  );
});
