// What was decided outside of the page, as its components ask for it.
import type { SettingName, SettingReport } from '../../electron/bridge/contract.ts';
import type { AppState, Start } from './state.ts';

/** Whether a policy holds a setting: it is shown, and not changed here. */
export function isLocked({ session }: Pick<AppState, 'session'>, name: SettingName): boolean {
  return settingOf(session.start, name)?.locked ?? false;
}

/** Ids of optional registry values that were chosen outside of the page. */
export function chosenOutside(start: Start | null): readonly string[] {
  const value = settingOf(start, 'chosen')?.value;
  return Array.isArray(value) ? value : [];
}

function settingOf(start: Start | null, wanted: SettingName): SettingReport | undefined {
  return start?.decided.settings.find(({ name }) => name === wanted);
}
