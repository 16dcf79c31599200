// A process that applies or undoes keys on this PC and terminates itself before the step that standard input names: node keysProcess.ts apply|undo
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { text } from 'node:stream/consumers';
import { applyKeys } from '../../electron/keys/apply.ts';
import { undoKeys } from '../../electron/keys/undo.ts';
import { loadKoffi, openLibrary, type Pointer } from '../../electron/workstation/windows/koffi.ts';
import { openWindowsWorkstation } from '../../electron/workstation/windows/index.ts';
import { interceptWrites, planOf, withRegistry } from '../engine/keysRig.ts';
import { must, never } from './rig.ts';

const work = process.argv[2];
const loaded = await loadKoffi();
if (!('koffi' in loaded)) throw new Error(loaded.reason);
const kernel32 = openLibrary(loaded.koffi, 'kernel32.dll');
const currentProcess = kernel32.declare<() => Pointer>('void * __stdcall GetCurrentProcess()');
const terminate = kernel32.declare<(process: Pointer, status: number) => boolean>(
  'bool __stdcall TerminateProcess(void *process, uint32 status)',
);

const last = Number(await text(process.stdin));
let step = 0;
/** A step on the disk or in the registry is about to be taken. */
function next(): undefined {
  step += 1;
  if (step === last) terminate(currentProcess(), 99);
}

const workstation = must(await openWindowsWorkstation({ network: {}, helper: { file: process.execPath, args: [] } }));
const plan = await planOf(workstation);

// The steps of a journal: a file is opened beside it, flushed, and put in its place.
const { open, rename } = fs;
fs.open = async (...args: Parameters<typeof open>) => {
  next();
  const handle = await open(...args);
  const sync = handle.sync.bind(handle);
  handle.sync = () => {
    next();
    return sync();
  };
  return handle;
};
fs.rename = (...args: Parameters<typeof rename>) => {
  next();
  return rename(...args);
};
syncBuiltinESMExports();

const doomed = withRegistry(workstation, interceptWrites(workstation.registry, next));
if (work === 'apply') must(await applyKeys(doomed, { catalogueId: plan.catalogue, keys: plan.keys }, never));
else must(await undoKeys(doomed, null, never));
await workstation.close();
