// Makes everything ready that start and test would build, and ends: for machines that are prepared ahead.
import { ensureBundle } from './bundles.ts';

for (const name of ['page', 'desktop'] as const) {
  const failure = await ensureBundle(name, console.error);
  if (failure !== undefined) {
    console.error(failure);
    process.exitCode = 1;
  }
}
