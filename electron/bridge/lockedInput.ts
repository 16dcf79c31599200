// What a policy holds is not the page's to change: in a call's input it has the policy's value, whatever the page sent.
import type { Decided, SettingName, SettingReport } from '../model/settings.ts';
import type { CallName } from './contract.ts';
import type { Handlers } from './server.ts';

/** Fields of a call's input that mean a setting. An address is judged and not replaced: the page may set up another mailbox of the PC. */
const settingsOfCalls: Partial<Record<CallName, Readonly<Record<string, SettingName>>>> = {
  inspect: { catalogue: 'catalogue' },
  check: { catalogue: 'catalogue', aliases: 'aliases' },
  planKeys: { catalogue: 'catalogue', chosen: 'chosen' },
  applyKeys: { catalogue: 'catalogue', chosen: 'chosen' },
  undoKeys: { catalogue: 'catalogue' },
  chooseLanguage: { language: 'language' },
  createProfile: { name: 'profileName', default: 'defaultProfile' },
  ensureProfile: { name: 'profileName', default: 'defaultProfile' },
};

/** The input with every locked field as the policies have it; a value is judged already when it is decided. Pure. */
export function withLocked(call: CallName, input: unknown, settings: readonly SettingReport[]): unknown {
  const held = Object.entries(settingsOfCalls[call] ?? {}).flatMap(([field, setting]) => {
    const report = settings.find(({ name, locked }) => locked && name === setting);
    return report ? [[field, report.value] as const] : [];
  });
  return held.length === 0 ? input : { ...(input as object), ...Object.fromEntries(held) };
}

/** The handlers, each given its input with what policies hold. */
export function holdLocked(handlers: Handlers, { settings }: Decided): Handlers {
  const held = Object.entries(handlers).map(([name, handler]) => {
    const handle = handler as (input: unknown, context: unknown) => unknown;
    return [name, (input: unknown, context: unknown) => handle(withLocked(name as CallName, input, settings), context)];
  });
  return Object.fromEntries(held) as Handlers;
}
