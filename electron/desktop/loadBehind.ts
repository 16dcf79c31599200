// Loads what stands behind the page in small parts, so that this thread can answer the page's requests for its files between them.
import type { standBehind } from './behind.ts';

/** Each a few dozen milliseconds of loading; what an earlier part has loaded, a later one finds. The last is everything. */
const parts: readonly (() => Promise<unknown>)[] = [
  () => import('../bridge/withoutEval.ts'),
  () => import('../model/problem.ts'),
  () => import('../log/logFile.ts'),
  () => import('../model/mailAddress.ts'),
  () => import('../bridge/contract.ts'),
  () => import('../policy/settings.ts'),
  () => import('../bridge/handlers.ts'),
];

/** Lets Chromium's own tasks on this thread have their turn. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Resolves with what sets it up; a part that cannot be loaded rejects. */
export async function loadBehind(): Promise<typeof standBehind> {
  for (const part of parts) {
    await part();
    await turn();
  }
  return (await import('./behind.ts')).standBehind;
}
