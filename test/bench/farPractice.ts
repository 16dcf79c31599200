// A process of its own: the practice server, some round trips away. Tells its parent where it is and ends with it.
import { startPracticeServer } from '../../electron/workstation/practice/server/index.ts';
import { tcpDistance, udpDistance } from './distance.ts';

const roundTripMs = Number(process.argv[2]);
const server = await startPracticeServer();
const toPort = (port: number): number => server.connectTo().find((rule) => rule.port === port)?.toPort ?? 0;
const [https, http, dns] = await Promise.all([
  tcpDistance(toPort(443), roundTripMs),
  tcpDistance(toPort(80), roundTripMs),
  udpDistance(server.dns.port, roundTripMs),
]);
process.once('disconnect', () => process.exit());
process.send?.({ httpsPort: https.port, httpPort: http.port, dnsPort: dns.port, authority: server.caCertificate });
