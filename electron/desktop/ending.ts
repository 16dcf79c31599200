// The orderly end of the window's program: stops what runs, lets it roll back, lets go of the workstation, and only then ends.
import { app } from 'electron';
import type { Log } from '../log/logFile.ts';

/** Whoever has something to finish, in the order in which it is finished. */
export type Finisher = () => Promise<void>;

export interface Ending {
  /** Adds something to finish; the last added is finished first. */
  before(finish: Finisher): void;
  /** Whether the end has begun: nothing is asked or shown any more, which would hold up what is taken back. */
  readonly begun: () => boolean;
  /** Ends with a status, once; later calls change nothing. */
  end(status: number): void;
}

/** Longer than a roll-back takes; what hangs longer is left to the journal, which the next start recovers. */
const longestMs = 10_000;

/** Makes every way to quit an orderly one. */
export function orderlyEnding(log: Log): Ending {
  const finishers: Finisher[] = [];
  let ending = false;
  const finishAll = async (): Promise<void> => {
    for (const finish of finishers.reverse()) {
      try {
        await finish();
      } catch (bug) {
        log.bug('while ending', bug);
      }
    }
  };
  const end = (status: number): void => {
    if (ending) return;
    ending = true;
    const exit = () => {
      log.info('end', { status });
      app.exit(status);
    };
    const tooLong = setTimeout(() => {
      log.warn('the end took too long');
      exit();
    }, longestMs);
    void finishAll().finally(() => {
      clearTimeout(tooLong);
      exit();
    });
  };
  app.on('will-quit', (event) => {
    event.preventDefault();
    end(0);
  });
  return { before: (finish) => void finishers.push(finish), begun: () => ending, end };
}
