// On Windows: writes a whole catalogue as the product does and as a script with reg.exe does, in turns. node keysRun.ts OUTPUT ROUNDS
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import * as native from 'native-reg';
import { applyKeys } from '../../electron/keys/apply.ts';
import { loadCatalogue } from '../../electron/keys/catalogue.ts';
import { makePlan } from '../../electron/keys/plan.ts';
import { undoKeys } from '../../electron/keys/undo.ts';
import type { Plan, PlannedKey } from '../../electron/model/keys.ts';
import type { RegistryData } from '../../electron/model/registry.ts';
import { success } from '../../electron/model/result.ts';
import type { Registry, ValueChange, Workstation } from '../../electron/workstation/port.ts';
import { leaveAlone, must, never, openRig } from '../windows/rig.ts';

/** One round: milliseconds of the whole job, of the registry's calls in it, of reg.exe, and of one bare call to the registry; how many values each wrote. */
export interface KeysRound {
  readonly productMs: number;
  readonly registryMs: number;
  readonly regExeMs: number;
  readonly bareCallMs: number;
  readonly values: number;
}

const [output, rounds] = process.argv.slice(2);
if (output === undefined) throw new Error('usage: keysRun.ts OUTPUT ROUNDS');
if (leaveAlone !== false) throw new Error(leaveAlone);

const run = promisify(execFile);
const regExe = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\reg.exe`;
/** Where reg.exe writes: as many values as the product, in a key of their own. */
const beside = 'HKCU\\Software\\BlueMind Outlook Setup bench';

/** The registry with the time that its calls take added up; in this process they are done when they return. */
function timed(registry: Registry): Registry & { ms: number } {
  const measure =
    <A extends readonly unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      const began = performance.now();
      const result = call(...args);
      clock.ms += performance.now() - began;
      return result;
    };
  const clock = {
    ms: 0,
    backend: registry.backend,
    readKey: measure((path: string) => registry.readKey(path)),
    readValues: measure((path: string, names: readonly string[]) => registry.readValues(path, names)),
    hasKey: measure((path: string) => registry.hasKey(path)),
    createKey: measure((path: string) => registry.createKey(path)),
    setValue: measure((path: string, name: string, data: RegistryData) => registry.setValue(path, name, data)),
    deleteValue: measure((path: string, name: string) => registry.deleteValue(path, name)),
    changeValues: measure((path: string, changes: readonly ValueChange[]) => registry.changeValues(path, changes)),
    deleteKey: measure((path: string) => registry.deleteKey(path)),
  };
  return clock;
}

const catalogue = must(await loadCatalogue('bluemind-5'));
const chosen = catalogue.keys.filter(({ level }) => level === 'optional').map(({ id }) => id);
const plan = async (workstation: Workstation): Promise<Plan> =>
  must(await makePlan(workstation, { catalogue, office: ['16.0'], facts: { srvOnly: false }, chosen, sentence: String }));

/** Plan, write with journal and backup, read every value back; how many were written. */
async function product(workstation: Workstation): Promise<number> {
  const { keys } = await plan(workstation);
  return must(await applyKeys(workstation, { catalogueId: catalogue.id, keys }, never)).changed;
}

/** A value as reg.exe is told it. */
function asText({ type, data }: RegistryData): readonly string[] {
  return ['/t', type, '/d', Array.isArray(data) ? data.join('\\0') : String(data), '/f'];
}

/** One process writes a value, one reads it back, value after value. */
async function withRegExe(keys: readonly PlannedKey[]): Promise<void> {
  for (const [index, { name, wanted, now }] of keys.entries()) {
    const at = [`${beside}\\${index % 8}`, '/v', name];
    const data = wanted ?? now;
    if (data === null) throw new Error(`${name} has nothing to write`);
    await run(regExe, ['add', ...at, ...asText(data)], { windowsHide: true });
    await run(regExe, ['query', ...at], { windowsHide: true });
  }
}

/** The least that the registry can be asked, by which its part is judged on a slower or a faster machine: a key that is not there. */
function bareCall(): number {
  const times = Array.from({ length: 101 }, () => {
    const began = performance.now();
    native.openKey(native.HKCU, 'BlueMind Outlook Setup not there', native.Access.READ);
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[50] ?? Number.NaN;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const rig = await openRig();
const registry = timed(rig.workstation.registry);
const policies = timed(must(await rig.workstation.elevation.request(never)));
const workstation: Workstation = {
  ...rig.workstation,
  registry,
  elevation: { request: () => Promise.resolve(success(policies)) },
};

// What the catalogue wants gone has to be there, so that each of its keys is a change; a policy in the way is its owner's to remove.
const unwanted = (await plan(workstation)).keys.filter(({ level, scope }) => level === 'absent' && scope === 'user');
for (const { path, name } of unwanted) must(await registry.setValue(path, name, { type: 'REG_DWORD', data: 1 }));
const writable = catalogue.keys.filter(({ level, scope }) => level !== 'absent' || scope === 'user').length;

const measured: KeysRound[] = [];
// One round more: the first warms up and is not counted.
for (let round = 0; round <= Number(rounds); round += 1) {
  const { keys } = await plan(workstation);
  const changing = keys.filter(({ state }) => state === 'change');
  registry.ms = policies.ms = 0;
  let values = 0;
  const productMs = await milliseconds(async () => {
    values = await product(workstation);
  });
  const registryMs = registry.ms + policies.ms;
  if (values !== writable) throw new Error(`${values} of ${writable} values were written`);
  if ((await plan(workstation)).counts.change > 0) throw new Error('the catalogue is not in place');
  const regExeMs = await milliseconds(() => withRegExe(changing));
  if (round > 0) measured.push({ productMs, registryMs, regExeMs, bareCallMs: bareCall(), values });
  must(await undoKeys(workstation, null, never));
  native.deleteTree(native.HKCU, beside.slice(5));
}
for (const { path, name } of unwanted) must(await registry.deleteValue(path, name));
await rig.close();
await writeFile(output, JSON.stringify(measured));
