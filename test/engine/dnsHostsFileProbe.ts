// Run by dnsHostsFile.test.ts on a pretend PC with a hosts file and a DNS of its own: says what the network and the check see there.
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import { hostsFileFindings } from '../../electron/reach/dnsHostsFile.ts';
import { startDnsResponder } from '../servers/dnsResponder.ts';

const dns = await startDnsResponder(
  ({ name, type }) => {
    if (!name.endsWith('.corp.example')) return { rcode: 'REFUSED' };
    const data = name === 'autodiscover.corp.example' ? '192.0.2.1' : name === 'mail.corp.example' ? '192.0.2.2' : undefined;
    if (data === undefined) return { rcode: 'NXDOMAIN' };
    return { rcode: 'NOERROR', answers: type === 'A' ? [{ type: 'A', name, data, ttl: 5 }] : [] };
  },
  { port: 53 },
);
const network = createNodeNetwork({ now: () => new Date() });
const question = { timeoutMs: 5_000, signal: new AbortController().signal };
for (const host of ['autodiscover.corp.example', 'only-here.corp.example', 'mail.corp.example']) {
  const here = Promise.all([network.resolve(host, 'A', question), network.resolve(host, 'AAAA', question)]);
  const [found] = await hostsFileFindings(network, host, 'corp.example', here, question);
  console.log(
    JSON.stringify({ host, status: found?.status ?? null, local: found?.data.local ?? null, published: found?.data.published ?? null }),
  );
}
await dns.close();
