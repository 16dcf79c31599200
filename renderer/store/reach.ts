// The reach step: one check at a time, its live progress, and what it found.
import type { Progress } from '../../electron/bridge/contract.ts';
import type { AppState, Probe } from './state.ts';
import { idle, type Tools } from './slice.ts';

type ReachSlice = Pick<AppState, 'reach' | 'check' | 'cancelCheck' | 'forgetCheck'>;

/** Checking, with a second check ending the first. */
export function reachSlice({ get, patch, call, guard }: Tools): ReachSlice {
  let current = new AbortController();
  return {
    reach: { ...idle(), probes: [], found: [] },
    check: (password) =>
      guard(async () => {
        current.abort();
        const mine = (current = new AbortController());
        const { email, aliases, catalogue } = get().address;
        patch('reach', { running: true, problem: null, probes: [], found: [] });
        const onProgress = (progress: Progress): void => {
          if (current !== mine) return;
          if (progress.kind === 'probe') patch('reach', { probes: withProbe(get().reach.probes, progress) });
          if (progress.kind === 'finding') patch('reach', { found: [...get().reach.found, progress.finding] });
        };
        const answer = await call('check', { email, aliases: [...aliases], catalogue, password }, { signal: mine.signal, onProgress });
        if (current !== mine) return;
        patch('reach', answer.ok ? { running: false, value: answer.value } : { running: false, problem: answer.problem });
        // What DNS publishes decides some values: a plan that was made before is made again.
        if (answer.ok && get().keys.value) await get().loadPlan();
      }),
    cancelCheck() {
      current.abort();
    },
    forgetCheck() {
      current.abort();
      current = new AbortController();
      patch('reach', { ...idle(), probes: [], found: [] });
    },
  };
}

/** The list of probes after one of them began or ended, in the order they began. */
function withProbe(probes: readonly Probe[], { route, domain, state }: Probe): readonly Probe[] {
  const known = probes.some((probe) => probe.route === route && probe.domain === domain);
  if (!known) return [...probes, { route, domain, state }];
  return probes.map((probe) => (probe.route === route && probe.domain === domain ? { route, domain, state } : probe));
}
