// How fast a check is beside what its network makes necessary: a healthy server, a black-holed host, thousands of domains.
import type { Progress } from '../../electron/model/walk.ts';
import { openBlackHole } from '../../electron/workstation/practice/server/blackHole.ts';
import { checkDomains, type DomainsRun } from './domainsRun.ts';
import { realRoundTrip } from './distance.ts';
import { startFar } from './farProcess.ts';
import { atMost, between, informing, median, tell, type Figure } from './figures.ts';
import { reachRig, type ReachRig } from './reachRig.ts';

/** Round trips of a company's line to a server elsewhere, and of the domains' check. */
const farMs = 40;
const domainsMs = 20;
const rounds = 9;
const domainRounds = 3;
const timeoutMs = 2_000;
const concurrency = 16;
/** DNS, TCP, TLS 1.3 and HTTP take one round trip each. */
const roundTripsPerDomain = 4;

/** The check beside its slowest chain alone, in turns, so that both meet the same machine. */
async function healthy(rig: ReachRig): Promise<Figure[]> {
  const checks: number[] = [];
  const chains: ReadonlyMap<string, number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    checks.push(await rig.check());
    chains.push(await rig.chains());
  }
  const times = [...(chains[0]?.keys() ?? [])].map((name) => median(chains.map((chain) => chain.get(name) ?? 0)));
  const [whole, slowest, sum] = [median(checks), Math.max(...times), times.reduce((a, b) => a + b, 0)];
  return [
    atMost('healthy: whole check ÷ its slowest chain alone', whole / slowest, '×', 1.15),
    informing('healthy: all chains one by one ÷ whole check', sum / whole, '×'),
    informing('healthy: whole check', whole, 'ms'),
    informing('healthy: slowest chain alone', slowest, 'ms'),
  ];
}

/** When the last route but this one ended and the last finding about DNS was told, from the start of a check. */
async function lastNewsOfOthers(rig: ReachRig, options: Parameters<ReachRig['check']>[0], but: string) {
  const started = performance.now();
  let last = 0;
  const onProgress = (progress: Progress): void => {
    const ended = progress.kind === 'probe' && progress.state === 'ended' && progress.route !== but;
    const observed = progress.kind === 'finding' && /^dns\.(?:autodiscover|srv)/.test(progress.finding.id);
    if (ended || observed) last = performance.now() - started;
  };
  const whole = await rig.check({ ...options, onProgress });
  return { whole, last };
}

/** The company's web site swallows every packet: the check ends with its probe's time-out, and nobody else waits. */
async function blackHoled(rig: ReachRig): Promise<Figure[]> {
  const hole = await openBlackHole();
  const instead = [{ host: 'practice.example', port: 443, toAddress: '', toPort: hole.port }];
  const wholes: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const usual = await lastNewsOfOthers(rig, { timeoutMs }, 'rootDomain');
    const holed = await lastNewsOfOthers(rig, { timeoutMs, instead }, 'rootDomain');
    wholes.push(holed.whole / timeoutMs);
    ratios.push(holed.last / usual.last);
  }
  await hole.close();
  return [
    atMost('black hole: whole check ÷ per-probe time-out', median(wholes), '×', 1.05),
    atMost('black hole: last news of the other routes ÷ the same without it', median(ratios), '×', 1.15),
  ];
}

/** The quickest time, for whatever else a machine does only ever adds to it; the most memory, for that has to be enough. */
function best(runs: readonly DomainsRun[]): DomainsRun {
  return { ms: Math.min(...runs.map(({ ms }) => ms)), peakMiB: Math.max(...runs.map(({ peakMiB }) => peakMiB)) };
}

async function manyDomains(): Promise<Figure[]> {
  const far = await startFar('farDomains.ts', domainsMs, 2_000);
  try {
    // The first run of all fills the cache of compiled code, as the first use of the command line does.
    await checkDomains(far, 1, 1);
    const runs: { thousand: DomainsRun; twoThousand: DomainsRun }[] = [];
    for (let round = 0; round < domainRounds; round += 1) {
      runs.push({ thousand: await checkDomains(far, 1_000, concurrency), twoThousand: await checkDomains(far, 2_000, concurrency) });
    }
    const thousand = best(runs.map((run) => run.thousand));
    const twoThousand = best(runs.map((run) => run.twoThousand));
    const roundTripMs = await realRoundTrip(domainsMs);
    const necessary = (roundTripsPerDomain * roundTripMs * 1_000) / concurrency;
    return [
      atMost('1,000 domains: time ÷ (round trips × domains ÷ concurrency)', thousand.ms / necessary, '×', 1.3),
      between('2,000 domains: time ÷ that of 1,000', twoThousand.ms / thousand.ms, '×', 1.7, 2.3),
      atMost('1,000 domains: most resident memory', thousand.peakMiB, 'MiB', 150),
      atMost('2,000 domains: most resident memory', twoThousand.peakMiB, 'MiB', 150),
      informing('1,000 domains: time', thousand.ms, 'ms'),
      informing(`1,000 domains: a simulated round trip of ${domainsMs} ms as it really is`, roundTripMs, 'ms'),
    ];
  } finally {
    far.close();
  }
}

const far = await startFar('farPractice.ts', farMs);
const rig = reachRig(far);
// The first connection reads the system's certificate authorities, once for a process.
await rig.check();
const figures = [...(await healthy(rig)), ...(await blackHoled(rig))];
far.close();
tell([...figures, ...(await manyDomains())]);
