// Servers that lead astray: into this PC, to files and other protocols, to look-alikes, parents and suffixes, in circles; nobody follows.
import assert from 'node:assert/strict';
import type { CheckReport } from '../../electron/model/check.ts';
import type { HostileWorld, Speak } from '../servers/hostileWorld.ts';
import { address } from './reachFixture.ts';
import { hostileSuite, type HostileCase } from './hostileRig.ts';

const to =
  (location: string, status = 302): Speak =>
  (socket) =>
    socket.end(`HTTP/1.1 ${status} Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`);
const xml =
  (account: string): Speak =>
  (socket) => {
    const body = `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account>${account}</Account></Response></Autodiscover>`;
    socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
const toUrl = (url: string): Speak => xml(`<Action>redirectUrl</Action><RedirectUrl>${url}</RedirectUrl>`);
const toAddress = (mailbox: string): Speak => xml(`<Action>redirectAddr</Action><RedirectAddr>${mailbox}</RedirectAddr>`);

const foreign = { outcome: 'unusable', reason: 'http.redirectForeignDomain' } as const;
const insecure = { outcome: 'unusable', reason: 'http.redirectInsecure' } as const;
const malformed = { outcome: 'unusable', reason: 'http.malformed' } as const;
const loop = { outcome: 'unusable', reason: 'http.redirectLoop' } as const;
const tooMany = { outcome: 'unusable', reason: 'http.redirectTooMany' } as const;

/** Only the one host of the mail domain was asked. */
const alone: NonNullable<HostileCase['also']> = (_: CheckReport, world: HostileWorld) =>
  assert.ok(world.requests.splice(0).every((request) => /\r\nHost: autodiscover\.(?:dept\.)?corp\.example(?::\d+)?\r\n/i.test(request)));
const inDepartment = { request: { email: address('user@dept.corp.example') } };

let counter = 0;
const make = (world: HostileWorld): readonly HostileCase[] =>
  (
    [
      { name: 'to this PC by address', https: to(`https://127.0.0.1:${world.canary.port}/`), ...foreign },
      { name: 'to this PC by name', https: to(`https://localhost:${world.canary.port}/`), ...foreign },
      { name: 'to this PC over IPv6', https: to(`https://[::1]:${world.canary.port}/`), ...foreign },
      { name: 'to this PC as one number', https: to(`https://2130706433:${world.canary.port}/`), ...foreign },
      { name: 'to this PC in hexadecimal', https: to(`https://0x7f.1:${world.canary.port}/`), ...foreign },
      { name: 'to this PC as IPv6 around IPv4', https: to(`https://[::ffff:127.0.0.1]:${world.canary.port}/`), ...foreign },
      { name: 'to nowhere in particular', https: to(`https://0.0.0.0:${world.canary.port}/`), ...foreign },
      { name: "to a cloud's metadata", https: to('https://169.254.169.254/latest/meta-data/'), ...foreign },
      { name: 'to this PC without TLS', https: to(`http://127.0.0.1:${world.canary.port}/`), ...insecure },
      { name: 'to a file', https: to('file:///etc/passwd'), ...insecure },
      { name: 'to a file share', https: to('file://attacker.example/share'), ...insecure },
      { name: 'to a share in Windows spelling', https: to('\\\\attacker.example\\share'), ...foreign },
      { name: 'to a directory', https: to('ldap://dc.corp.example/'), ...insecure },
      { name: 'to a script', https: to('javascript:alert(1)'), ...insecure },
      { name: 'to data', https: to('data:text/xml,<Autodiscover/>'), ...insecure },
      { name: 'to an FTP server', https: to('ftp://corp.example/autodiscover.xml'), ...insecure },
      { name: "to Outlook's own protocol", https: to('ms-outlook://settings'), ...insecure },
      { name: 'from https to http', https: to('http://autodiscover.corp.example/autodiscover/autodiscover.xml'), ...insecure },
      { name: 'with a password in the address', https: to('https://user:secret@mail.corp.example/'), ...malformed },
      { name: 'with a host in front that is a name', https: to('https://corp.example@attacker.example/'), ...malformed },
      { name: 'to a stranger', https: to('https://attacker.example/autodiscover/autodiscover.xml'), ...foreign },
      { name: 'to a stranger without a protocol', https: to('//attacker.example/autodiscover.xml'), ...foreign },
      { name: 'to a stranger below whose name ours stands', https: to('https://corp.example.attacker.example/'), ...foreign },
      { name: 'to a stranger whose name ends like ours', https: to('https://evilcorp.example/'), ...foreign },
      { name: 'to a look-alike in other letters', https: to('https://autodiscover.c\u043erp.example/'), ...foreign },
      { name: 'to a look-alike in punycode', https: to('https://autodiscover.xn--crp-tlc.example/'), ...foreign },
      { name: 'to an address of IPv6', https: to('https://[2001:db8::1]/'), ...foreign },
      { name: 'to the parent of the mail domain', https: to('https://corp.example/'), ...foreign, ...inDepartment },
      { name: 'to the parent with a dot behind', https: to('https://corp.example./'), ...foreign, ...inDepartment },
      { name: 'to a top-level domain', https: to('https://example/'), ...foreign },
      { name: 'to the autodiscover host of a top-level domain', https: to('https://autodiscover.example/'), ...foreign },
      { name: 'to Microsoft', https: to('https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml'), ...foreign },
      {
        name: 'to Microsoft with a dot behind',
        https: to('https://autodiscover-s.outlook.com./autodiscover/autodiscover.xml'),
        ...foreign,
      },
      { name: 'to a port that is none', https: to('https://autodiscover.corp.example:99999/'), ...malformed },
      { name: 'to a host that is none', https: to('https://exa mple/'), ...malformed },
      { name: 'to nothing', https: to(''), outcome: 'unusable', reason: 'http.unexpectedStatus' },
      { name: 'to a place of thirty thousand letters', https: to(`https://attacker.example/${'a'.repeat(30_000)}`), ...foreign },
      { name: 'in a circle', https: to('https://autodiscover.corp.example/autodiscover/autodiscover.xml'), ...loop },
      {
        name: 'in a circle whose question changes',
        https: (socket) => {
          counter += 1;
          to(`/autodiscover/autodiscover.xml?n=${counter}`)(socket, '');
        },
        ...tooMany,
      },
      {
        name: 'in a circle whose fragment changes',
        https: (socket) => {
          counter += 1;
          to(`/autodiscover/autodiscover.xml#${counter}`)(socket, '');
        },
        ...tooMany,
      },
      { name: 'in the answer to a script', https: toUrl('javascript:alert(1)'), ...insecure },
      { name: 'in the answer to a file', https: toUrl('file:///c:/windows/win.ini'), ...insecure },
      { name: 'in the answer to this PC', https: toUrl(`https://127.0.0.1:${world.canary.port}/`), ...foreign },
      { name: 'in the answer with a password', https: toUrl('https://a:b@mail.corp.example/'), ...malformed },
      { name: 'in the answer in a circle', https: toUrl('https://autodiscover.corp.example/autodiscover/autodiscover.xml'), ...loop },
      { name: 'to the same mailbox', https: toAddress('USER@corp.example'), ...malformed },
      { name: 'to a mailbox of a top-level domain', https: toAddress('user@example'), ...malformed },
      { name: 'to a mailbox that would write headers', https: toAddress('user&#13;&#10;X-Injected: yes@corp.example'), ...malformed },
      { name: 'to a mailbox that would write XML', https: toAddress('&lt;/EMailAddress&gt;&lt;x&gt;@corp.example'), ...malformed },
      {
        name: 'from mailbox to mailbox',
        https: (socket, request) => toAddress(`user${request.length % 7}${(counter += 1)}@corp.example`)(socket, ''),
        // Each answer names another mailbox: Outlook starts again for it, and after two such turns goes on without.
        outcome: 'newAddress',
        reason: null,
      },
      { name: 'over http to a stranger', route: 'httpRedirect', http: to('https://attacker.example/'), ...foreign },
      { name: 'over http to plain http', route: 'httpRedirect', http: to('http://autodiscover.corp.example/again'), ...insecure },
      { name: 'over http to this PC', route: 'httpRedirect', http: to(`https://127.0.0.1:${world.canary.port}/`), ...foreign },
    ] satisfies readonly HostileCase[]
  ).map((hostile) => ({ ...hostile, name: `a redirect ${hostile.name}`, also: alone }));

hostileSuite(make, 53);
