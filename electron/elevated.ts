// Entry of the helper with administrator rights, which Windows starts after asking; it writes the catalogues' policy values and nothing else.
import { readHelperArguments } from './helperArguments.ts';
import { policyPlaces } from './keys/policyPlaces.ts';
import { runElevatedHelper } from './workstation/windows/elevatedHelper.ts';

/** Nobody sees this process: it says a bug where somebody may look, and ends; the program that asked sees that it is gone. */
function endOn(bug: unknown): void {
  console.error(bug);
  process.exit(3);
}
process.on('uncaughtException', endOn);
process.on('unhandledRejection', endOn);

// Before its own arguments stand those that lead here, which differ between Node and the desktop program.
const first = process.argv.indexOf('--request');
const args = readHelperArguments(first < 0 ? [] : process.argv.slice(first));
void policyPlaces()
  // Without arguments it refuses, and opens nothing.
  .then((places) => runElevatedHelper(args ?? [], places))
  .then((status) => process.exit(status))
  .catch(endOn);
