// Servers that abuse XML: entities that grow or read files, towers of elements, other encodings, tricks with names, and addresses that are none.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { CheckReport } from '../../electron/model/check.ts';
import { healthy, type Speak } from '../servers/hostileWorld.ts';
import { hostileSuite, type HostileCase } from './hostileRig.ts';

const xml =
  (body: string | Buffer, headers = 'Content-Type: text/xml; charset=utf-8\r\n'): Speak =>
  (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`);
    socket.end(body);
  };
const document = (inner: string, before = '<?xml version="1.0"?>'): string =>
  `${before}<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">${inner}</Response></Autodiscover>`;
const account = (inner: string): string => document(`<Account><Action>settings</Action>${inner}</Account>`);
const mapi = (emsmdb: string, nspi = emsmdb): string =>
  `<Protocol Type="mapiHttp"><MailStore><ExternalUrl>${emsmdb}</ExternalUrl></MailStore><AddressBook><ExternalUrl>${nspi}</ExternalUrl></AddressBook></Protocol>`;
const well = mapi('https://autodiscover.corp.example/mapi/');
const towers = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

const malformed = { outcome: 'unusable', reason: 'http.malformed' } as const;
const tooLarge = { outcome: 'unusable', reason: 'http.tooLarge' } as const;
const settings = { outcome: 'settings', reason: null } as const;
const noMapi = { outcome: 'settings', reason: 'autodiscover.noMapiHttp' } as const;

const laughs = [
  '<!ENTITY a "ha">',
  ...'bcdefghij'.split('').map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index] ?? ''};`.repeat(10)}">`),
].join('');

/** Answers the question without a password with 401, and the one with it with these settings. */
const afterSignIn =
  (body: string): Speak =>
  (socket, request) => {
    if (request.includes('\r\nAuthorization: Basic ')) xml(body)(socket, request);
    else healthy(socket, request);
  };
const password = 'hostile-Pässword-1';
/** The MAPI addresses of the settings were not asked: what the report shows is the usual place. */
const askedNowhereElse: NonNullable<HostileCase['also']> = (report: CheckReport, world) => {
  assert.equal(report.signIn, 'accepted');
  assert.equal(JSON.stringify(report).includes(password), false);
  const authorised = world.requests.filter((request) => request.includes('Authorization'));
  assert.equal(authorised.length, 1, 'the password goes over the wire once');
  assert.match(authorised[0] ?? '', /^POST \/autodiscover\/autodiscover\.xml HTTP\/1\.1\r\nHost: autodiscover\.corp\.example\r\n/);
  world.requests.splice(0);
};
const published = (name: string, url: string): HostileCase => ({
  name: `MAPI addresses that are ${name}`,
  https: afterSignIn(account(mapi(url))),
  outcome: 'credentials',
  reason: null,
  request: { password },
  also: askedNowhereElse,
});

const cases: readonly HostileCase[] = [
  { name: 'a billion laughs', https: xml(document('&j;', `<?xml version="1.0"?><!DOCTYPE x [${laughs}]>`)), ...malformed },
  {
    name: 'one long entity a thousand times',
    https: xml(document('&a;'.repeat(1_000), `<!DOCTYPE x [<!ENTITY a "${'A'.repeat(100_000)}">]>`)),
    ...malformed,
  },
  {
    name: 'an entity that reads a file',
    https: xml(document('&a;', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
    ...malformed,
  },
  {
    name: 'an entity that asks a server',
    https: xml(document('&a;', '<!DOCTYPE x [<!ENTITY a SYSTEM "https://autodiscover.corp.example/leak">]>')),
    ...malformed,
  },
  { name: 'a parameter entity', https: xml(document('', '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]>')), ...malformed },
  {
    name: 'an external document type',
    https: xml(document('', '<!DOCTYPE Autodiscover SYSTEM "https://attacker.example/a.dtd">')),
    ...malformed,
  },
  { name: 'a document type in odd letters', https: xml(document('&a;', '<!dOcTyPe x [<!eNtItY a "b">]>')), ...malformed },
  { name: 'a document type behind a megabyte of blanks', https: xml(`${' '.repeat(1_000_000)}<!DOCTYPE x>`), ...tooLarge },
  { name: 'a document type behind many blanks', https: xml(`${' '.repeat(200_000)}<!DOCTYPE x>`), ...malformed },
  {
    name: 'XML that includes other XML',
    https: xml(account(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>${well}`)),
    ...settings,
  },
  {
    name: 'a style sheet',
    https: xml(account(well).replace('?>', '?><?xml-stylesheet href="https://attacker.example/x.xsl"?>')),
    ...settings,
  },
  { name: 'elements thirty thousand deep', https: xml(account(towers(30_000))), ...malformed },
  {
    name: 'elements a hundred thousand deep, packed',
    https: xml(gzipSync(account(towers(100_000))), 'Content-Encoding: gzip\r\n'),
    ...tooLarge,
  },
  { name: 'elements that never close', https: xml('<Autodiscover>'.repeat(18_000)), ...malformed },
  { name: 'ends without a beginning', https: xml('</a>'.repeat(60_000)), ...malformed },
  {
    name: 'an attribute of two hundred thousand letters',
    https: xml(account(`<Protocol Type="mapiHttp" X="${'x'.repeat(200_000)}"/>`)),
    ...noMapi,
  },
  { name: 'an attribute that never closes', https: xml(account(`<Protocol Type="mapiHttp" X="${'x'.repeat(200_000)}`)), ...malformed },
  {
    name: 'twenty thousand attributes',
    https: xml(account(`<Protocol ${Array.from({ length: 20_000 }, (_, index) => `a${index}="1"`).join(' ')}/>`)),
    ...noMapi,
  },
  { name: 'attributes without values', https: xml(account(`<Protocol ${'a '.repeat(100_000)}/>`)), ...noMapi },
  { name: 'attributes made of equal signs', https: xml(account(`<Protocol ${'= '.repeat(100_000)}/>`)), ...noMapi },
  {
    name: 'attributes of the makings of objects',
    https: xml(account(`<Protocol __proto__="x" constructor="y" hasOwnProperty="z"/>${well}`)),
    ...settings,
  },
  {
    name: 'elements of the makings of objects',
    https: xml(account(`<__proto__><polluted>1</polluted></__proto__><constructor/>${well}`)),
    ...malformed,
    also: () => assert.equal(({} as Record<string, unknown>).polluted, undefined),
  },
  { name: 'thousands of Protocol elements', https: xml(account('<Protocol><Type>EXCH</Type></Protocol>'.repeat(5_000))), ...noMapi },
  {
    name: 'thousands of answers in one',
    https: xml(`<Autodiscover>${'<Response><Account><Action>settings</Action></Account></Response>'.repeat(3_000)}</Autodiscover>`),
    ...noMapi,
  },
  {
    name: 'a hundred thousand entities',
    https: xml(account(`<Protocol><Server>${'&amp;'.repeat(40_000)}</Server></Protocol>`)),
    outcome: 'settings',
    reason: 'autodiscover.noMapiHttp',
  },
  {
    name: 'characters that XML forbids, spelled out',
    https: xml(account(`<Protocol><Server>&#0;&#x1F;&#xFFFFFFFF;&#xD800;</Server></Protocol>${well}`)),
    ...settings,
  },
  { name: 'zero bytes in between', https: xml(account(well).split('').join('\0')), ...malformed },
  { name: 'zero bytes at the end', https: xml(`${account(well)}${'\0'.repeat(1_000)}`), ...settings },
  { name: 'UTF-16, little end first', https: xml(Buffer.from(`\ufeff${account(well)}`, 'utf16le')), ...malformed },
  { name: 'UTF-16, big end first', https: xml(Buffer.from(`\ufeff${account(well)}`, 'utf16le').swap16()), ...malformed },
  { name: 'UTF-7', https: xml('+ADw-Autodiscover+AD4-', 'Content-Type: text/xml; charset=utf-7\r\n'), ...malformed },
  { name: 'UTF-8 with a mark in front', https: xml(`\ufeff${account(well)}`), ...settings },
  {
    name: 'UTF-8 longer than it may be',
    https: xml(Buffer.concat([Buffer.from([0xc0, 0xbc]), Buffer.from('Autodiscover>')])),
    ...malformed,
  },
  {
    name: 'letters of another alphabet than announced',
    https: xml(Buffer.from(document('<Error><ErrorCode>500</ErrorCode><Message>Ung\xfcltig</Message></Error>'), 'latin1')),
    outcome: 'autodiscoverError',
    reason: 'autodiscover.addressUnknown',
  },
  {
    name: 'an error that would write on the screen',
    https: xml(document(`<Error><ErrorCode>\x1b[2J500</ErrorCode><Message>\x07\u202E${'x'.repeat(50_000)}</Message></Error>`)),
    outcome: 'autodiscoverError',
    reason: 'autodiscover.error',
  },
  { name: 'a document of another name space', https: xml('<Autodiscover xmlns="urn:other"><Response/></Autodiscover>'), ...malformed },
  { name: 'another document', https: xml('<?xml version="1.0"?><rss version="2.0"><channel/></rss>'), ...malformed },
  { name: 'a prefix that nobody declared', https: xml(account(well).replaceAll(/<(\/?)([A-Z])/g, '<$1x:$2')), ...settings },
  { name: 'settings inside of CDATA', https: xml(`<Autodiscover><![CDATA[${account(well)}]]></Autodiscover>`), ...malformed },
  { name: 'CDATA that never ends', https: xml(`<Autodiscover><![CDATA[${'x'.repeat(200_000)}`), ...malformed },
  { name: 'a comment that never ends', https: xml(`<Autodiscover><!--${'-'.repeat(200_000)}`), ...malformed },
  { name: 'comments without end', https: xml(`<Autodiscover>${'<!---->'.repeat(30_000)}`), ...malformed },
  { name: 'instructions without end', https: xml(`${'<?x y?>'.repeat(30_000)}${account(well)}`), ...settings },
  { name: 'nothing but opening brackets', https: xml('<'.repeat(200_000)), ...malformed },
  { name: 'nothing but ampersands', https: xml(account(`<Protocol><Server>${'&'.repeat(200_000)}</Server></Protocol>`)), ...noMapi },
  {
    name: 'JSON in place of XML',
    https: xml('{"Protocol":"AutodiscoverV1","Url":"https://attacker.example/"}', 'Content-Type: application/json\r\n'),
    ...malformed,
  },
  {
    name: 'a page that calls itself XML',
    https: xml('<!DOCTYPE html><html><title>Hello</title></html>'),
    outcome: 'unusable',
    reason: 'http.htmlInsteadOfXml',
  },
  published('a script', 'javascript:alert(1)'),
  published('a file', 'file:///etc/passwd'),
  published('without TLS', 'http://autodiscover.corp.example/mapi/'),
  published('with a password of their own', 'https://a:b@autodiscover.corp.example/mapi/'),
  published('no address at all', '&lt;script&gt;'),
  published("Microsoft's", 'https://outlook.office365.com/mapi/emsmdb/'),
];

hostileSuite(() => cases, 53);
