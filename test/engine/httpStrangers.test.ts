// Others who answer in the server's place (firewalls, default pages, hotels, gateways, servers without Basic) are named to whoever has to mend it.
import assert from 'node:assert/strict';
import type { FindingStatus } from '../../electron/model/finding.ts';
import { createAuthority } from '../servers/authority.ts';
import type { Speak } from '../servers/hostileWorld.ts';
import { hostileSuite, type HostileCase } from './hostileRig.ts';

const say =
  (status: number, headers: string, body = ''): Speak =>
  (socket) =>
    socket.end(`HTTP/1.1 ${status} X\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
const page = (status: number, body: string): Speak => say(status, 'Content-Type: text/html\r\n', body);

/** The finding is there, about the autodiscover host, with what to do about it and these data. */
const told =
  (id: string, status: FindingStatus, data: Readonly<Record<string, string>> = {}): NonNullable<HostileCase['also']> =>
  (report) => {
    const found = report.findings.find((finding) => finding.id === id && finding.status === status);
    assert.equal(found?.subject, 'autodiscover.corp.example', report.findings.map((each) => `${each.id} ${each.status}`).join(', '));
    assert.ok(found.remedy);
    for (const [name, value] of Object.entries(data)) assert.equal(found.data[name], value);
  };
const blocked = page(
  200,
  '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.</body></html>',
);

async function cases(): Promise<readonly HostileCase[]> {
  const hotel = await (await createAuthority('Hotel')).leaf({ dnsNames: ['hotspot.hotel.example'] });
  return [
    {
      name: 'a firewall',
      https: blocked,
      outcome: 'unusable',
      reason: 'http.firewall',
      also: told('http.firewall', 'fail', { answeredBy: 'F5 BIG-IP' }),
    },
    {
      name: 'a web server out of the box',
      https: page(200, '<html><title>Welcome to nginx!</title>'),
      outcome: 'unusable',
      reason: 'http.defaultPage',
      also: told('http.defaultPage', 'fail', { answeredBy: 'nginx' }),
    },
    {
      name: 'a gateway with nothing behind it',
      https: page(502, '<html><title>502 Bad Gateway</title><center>nginx</center>'),
      outcome: 'serverError',
      reason: 'http.badGateway',
      also: told('http.badGateway', 'fail'),
    },
    {
      name: 'a server that forbids',
      https: say(403, ''),
      outcome: 'unusable',
      reason: 'http.forbidden',
      also: told('http.forbidden', 'fail'),
    },
    {
      name: 'a server that takes no POST',
      https: say(405, 'Allow: GET\r\n'),
      outcome: 'unusable',
      reason: 'http.methodNotAllowed',
      also: told('http.methodNotAllowed', 'fail'),
    },
    {
      name: 'a server that has had enough',
      https: say(429, 'Retry-After: 60\r\n'),
      outcome: 'unusable',
      reason: 'http.tooManyRequests',
      also: told('http.tooManyRequests', 'fail'),
    },
    {
      name: 'a server without Basic',
      https: say(401, 'WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n'),
      outcome: 'credentials',
      reason: null,
      also: told('http.noBasic', 'warn', { schemes: 'Negotiate, NTLM' }),
    },
    {
      name: 'a proxy in between that nobody set',
      https: say(407, 'Proxy-Authenticate: NTLM\r\n'),
      outcome: 'unreachable',
      reason: 'http.proxyAuthentication',
      also: told('http.proxyAuthentication', 'fail', { schemes: 'NTLM' }),
    },
    {
      name: 'a hotel that lets nobody out',
      tls: { credentials: hotel },
      http: say(302, 'Location: http://login.hotel.example/?url=http%3A%2F%2Fautodiscover.corp.example%2F\r\n'),
      outcome: 'untrusted',
      reason: /^tls\./,
      also: told('http.captivePortal', 'fail'),
    },
    { name: 'a network that says so itself', http: say(511, ''), route: 'httpRedirect', outcome: 'unusable', reason: 'http.captivePortal' },
  ];
}

hostileSuite(cases, 10);
