// A process of its own: a BlueMind-like server for thousands of mail domains, some round trips away. Tells its parent where it is.
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { createAuthority } from '../servers/authority.ts';
import { startDnsResponder } from '../servers/dnsResponder.ts';
import { tcpDistance } from './distance.ts';

const [roundTripMs = 0, domains = 0] = process.argv.slice(2).map(Number);
const host = (index: number): string => `autodiscover.d${index}.bench.example`;
/** A handful of domains share a certificate, as where a server has one for each customer. */
const namesPerCertificate = 10;

const authority = await createAuthority('Bench Root');
const contexts: SecureContext[] = [];
for (let first = 0; first < domains; first += namesPerCertificate) {
  const dnsNames = Array.from({ length: Math.min(namesPerCertificate, domains - first) }, (_, index) => host(first + index));
  contexts.push(createSecureContext(await authority.leaf({ dnsNames })));
}
const contextOf = (name: string): SecureContext | undefined =>
  contexts[Math.floor(Number(/^autodiscover\.d(\d+)\./.exec(name)?.[1] ?? -1) / namesPerCertificate)];

const web = createServer({ SNICallback: (name, done) => done(null, contextOf(name)) }, (request, response) => {
  request.resume();
  response.writeHead(401, { 'www-authenticate': 'Basic realm="bm.basic.auth.v2"', 'content-length': 0 }).end();
});
await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
const https = await tcpDistance((web.address() as AddressInfo).port, roundTripMs);
const dns = await startDnsResponder(
  ({ name, type }) => ({ rcode: 'NOERROR', answers: type === 'A' ? [{ type: 'A', name, data: '127.0.0.1', ttl: 60 }] : [] }),
  { delayMs: roundTripMs },
);
process.once('disconnect', () => process.exit());
process.send?.({ httpsPort: https.port, httpPort: 0, dnsPort: dns.port, authority: new X509Certificate(authority.root).toString() });
