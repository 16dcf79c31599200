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
  published: {
    emsmdb: { internal: 'https://in.example/mapi/emsmdb/?MailboxId=a&b=c', external: 'https://out.example/mapi/emsmdb/?MailboxId=a&b=c' },
    nspi: { internal: 'https://in.example/mapi/nspi/', external: null },
  },
  quirks: [] as readonly string[],
  ews: 'https://out.example/EWS/Exchange.asmx',
  oab: 'https://out.example/OAB/1/',
  smtpAddress: 'user@practice.example',
};

test('the mapiHttp block is read with its type as an attribute, as the specification has it', () => {
  assert.deepEqual(readAutodiscoverAnswer(account(`<Protocol Type="mapiHttp" Version="1">${urls}</Protocol>`)), settings);
});
test('the mapiHttp block is read with its type as an element, as local files have it, and that is reported', () => {
  const read = readAutodiscoverAnswer(account(`<Protocol><Type>mapiHttp</Type>${urls}</Protocol>`));
  assert.deepEqual(read, { ...settings, quirks: ['typeAsElement'] });
});
test('a namespace that is missing or another one is reported', () => {
  const whole = account(`<Protocol Type="mapiHttp" Version="1">${urls}</Protocol>`);
  assert.deepEqual(readAutodiscoverAnswer(whole.replaceAll(/ xmlns="[^"]*"/g, '')), { ...settings, quirks: ['namespaceMissing'] });
  const mobile = whole.replaceAll('outlook/responseschema/2006a', 'mobilesync/responseschema/2006');
  assert.deepEqual(readAutodiscoverAnswer(mobile), { ...settings, quirks: ['namespaceOther'] });
});
test('an instruction that nobody knows, and a redirect without a target, are told as such', () => {
  const saying = (content: string) => readAutodiscoverAnswer(inResponse(`<Account><Action>${content}</Account>`));
  assert.deepEqual(saying('dance</Action>'), { kind: 'unknownAction', action: 'dance' });
  assert.deepEqual(saying('redirectUrl</Action>'), { kind: 'unknownAction', action: 'redirectUrl' });
  assert.deepEqual(saying('redirectAddr</Action><RedirectAddr/>'), { kind: 'unknownAction', action: 'redirectAddr' });
});
test('any letter case of an instruction is read', () => {
  const shouted = account(`<Protocol Type="MAPIHTTP">${urls}</Protocol>`).replace('>settings<', '>SETTINGS<');
  assert.deepEqual(readAutodiscoverAnswer(shouted), settings);
});
test('namespace prefixes do not matter', () => {
  const prefixed = account(`<Protocol Type="mapiHttp">${urls}</Protocol>`).replaceAll(/<(\/?)([A-Z])/g, '<$1x:$2');
  assert.deepEqual(readAutodiscoverAnswer(prefixed), settings);
});
test('settings without a mapiHttp block say so', () => {
  const nothing = { internal: null, external: null };
  const expected = { ...settings, mapiHttp: null, published: { emsmdb: nothing, nspi: nothing } };
  assert.deepEqual(readAutodiscoverAnswer(account('')), expected);
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
test('numbered characters are read as what they stand for, once', () => {
  const answer = (address: string) =>
    readAutodiscoverAnswer(
      `<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>${address}</RedirectAddr></Account></Response></Autodiscover>`,
    );
  assert.deepEqual(answer('o&#39;brien@corp.example'), { kind: 'redirectAddr', address: "o'brien@corp.example" });
  assert.deepEqual(answer('a&#x26;b@corp.example'), { kind: 'redirectAddr', address: 'a&b@corp.example' });
  assert.deepEqual(answer('a&amp;#39;b@corp.example'), { kind: 'redirectAddr', address: 'a&#39;b@corp.example' });
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

test('whatever bytes come, reading them ends with a value', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => assert.ok(readAutodiscoverAnswer(Buffer.from(bytes).toString('utf8')).kind)),
  );
});

test('whatever settings a server has, they come out as they went in', () => {
  const url = fc.option(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }), { nil: null });
  const pair = fc.record({ internal: url, external: url }, { noNullPrototype: true });
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const element = (name: string, text: string | null) => (text === null ? '' : `<${name}>${escaped(text)}</${name}>`);
  const written = (name: string, { internal, external }: { internal: string | null; external: string | null }) =>
    `<${name}>${element('InternalUrl', internal)}${element('ExternalUrl', external)}</${name}>`;
  fc.assert(
    fc.property(pair, pair, url, url, fc.emailAddress(), fc.boolean(), (emsmdb, nspi, ews, oab, smtpAddress, asElement) => {
      const block = `${written('MailStore', emsmdb)}${written('AddressBook', nspi)}</Protocol>`;
      const body = inResponse(
        `<User>${element('AutoDiscoverSMTPAddress', smtpAddress)}</User><Account><Action>settings</Action>` +
          `<Protocol><Type>EXHTTP</Type>${element('EwsUrl', ews)}${element('OABUrl', oab)}</Protocol>` +
          `${asElement ? '<Protocol><Type>mapiHttp</Type>' : '<Protocol Type="mapiHttp">'}${block}</Account>`,
      );
      const [mail, book] = [emsmdb.external ?? emsmdb.internal, nspi.external ?? nspi.internal];
      assert.deepEqual(readAutodiscoverAnswer(body), {
        kind: 'settings',
        mapiHttp: mail !== null && book !== null ? { emsmdb: mail, nspi: book } : null,
        published: { emsmdb, nspi },
        quirks: asElement ? ['typeAsElement'] : [],
        ews,
        oab,
        smtpAddress,
      });
    }),
  );
});
