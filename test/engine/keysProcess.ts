// A process that applies or undoes keys on a practice folder and kills itself before a given registry call: node keysProcess.ts FOLDER apply|undo CALL
import { applyKeys } from '../../electron/keys/apply.ts';
import { undoKeys } from '../../electron/keys/undo.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { interceptCalls, never, planOf, valueOf, withRegistry } from './keysRig.ts';

const [folder = '', work, call = ''] = process.argv.slice(2);
const workstation = valueOf(await openPracticeWorkstation({ folder }));
const plan = await planOf(workstation);
const doomed = withRegistry(
  workstation,
  interceptCalls(workstation.registry, (n) => {
    if (n === Number(call)) process.kill(process.pid, 'SIGKILL');
  }),
);
if (work === 'apply') valueOf(await applyKeys(doomed, { catalogueId: plan.catalogue, keys: plan.keys }, never));
else valueOf(await undoKeys(doomed, null, never));
