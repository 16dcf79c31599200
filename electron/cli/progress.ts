// Turns the job's progress events into one line that says how far it is.
import type { OnProgress } from '../model/walk.ts';
import type { Phrasing } from '../report/phrasing.ts';

/** Makes the listener; `show` gets the line as it should stand now. */
export function progressLine(words: Phrasing, show: (line: string) => void): OnProgress {
  let step = '';
  let started = 0;
  let ended = 0;
  return (progress) => {
    switch (progress.kind) {
      case 'step':
        if (progress.step.state !== 'running') return;
        step = words.t(`common:step.${progress.step.step}`);
        show(words.sentence('cli:progress.step', { step }));
        return;
      case 'probe':
        if (progress.state === 'running') started += 1;
        else ended += 1;
        show(words.sentence('cli:progress.probes', { ended, started }));
        return;
      case 'finding':
        return;
    }
  };
}
