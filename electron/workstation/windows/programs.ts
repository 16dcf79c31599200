// Outlook on this PC: seen running, opened with a profile, its mail settings opened; never ended.
import { win32 } from 'node:path';
import { cancelled, problem } from '../../model/problem.ts';
import { textOf } from '../../model/registry.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Programs, Registry } from '../port.ts';
import type { Koffi } from './koffi.ts';
import { processNames } from './processes.ts';
import { systemFolder } from './systemFolder.ts';

/** Whether a file's name is that of classic Outlook or of the new one. */
export function isOutlook(file: string): boolean {
  return /^(outlook|olk)\.exe$/i.test(file);
}

/** Where installers say where a program is (Application Registration, "App Paths"); the user's own entry wins. */
const appPaths = [
  'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE',
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE',
  'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE',
];

/** The path in the default value of the first App Paths key that has one; it may stand in quotation marks. */
export async function outlookPath(registry: Registry): Promise<string | undefined> {
  for (const path of appPaths) {
    const key = await registry.readKey(path);
    const file = key.ok ? textOf(key.value, '')?.replace(/^"(.*)"$/, '$1') : undefined;
    if (file !== undefined && /^[a-z]:\\.+\.exe$/i.test(file)) return file;
  }
  return undefined;
}

/**
 * The Mail applet of an Outlook: control.exe must have the bitness of Office, else nothing happens and nothing says so.
 * `outlook` is the path of OUTLOOK.EXE; `x86` on 64-bit Windows takes the control.exe of SysWOW64. Pure.
 */
export function mailApplet(
  outlook: string,
  bitness: 'x86' | 'x64',
  windows: string,
): { readonly file: string; readonly args: readonly [string] } {
  const control = `${windows}\\${bitness === 'x86' ? 'SysWOW64' : 'System32'}\\control.exe`;
  return { file: control, args: [outlook.replace(/[^\\]+$/, 'MLCFG32.CPL')] };
}

interface ProgramsOptions {
  readonly koffi: Koffi;
  readonly registry: Registry;
  readonly session: number;
  /** The desktop belongs to the account that runs this process; a program started for somebody else would not be theirs. */
  readonly isOwn: boolean;
}

/** The programs of the desktop's session. */
export function createPrograms({ koffi, registry, session, isOwn }: ProgramsOptions): Programs {
  async function start(launch: { readonly file: string; readonly args: readonly string[] }, profile: string): Promise<Result<void>> {
    const { shellExecute } = await import('./shellExecute.ts');
    const code = await shellExecute(koffi, launch);
    return code === undefined ? success(undefined) : failure(problem('outlook.startFailed', { profile, reason: `Windows ${code}` }));
  }
  return {
    runningOutlooks: async () => [...new Set(processNames(koffi, session).filter(isOutlook))],
    async openOutlook(profile, signal) {
      if (signal.aborted) return failure(cancelled);
      if (!isOwn) return failure(problem('outlook.startFailed', { profile, reason: 'otherUser' }));
      const file = await outlookPath(registry);
      if (file === undefined) return failure(problem('outlook.notInstalled'));
      return start({ file, args: ['/profile', profile] }, profile);
    },
    async openMailApplet(outlook, signal) {
      if (signal.aborted) return failure(cancelled);
      if (!isOwn) return failure(problem('outlook.startFailed', { profile: '', reason: 'otherUser' }));
      const bitness = outlook.bitness === 'x86' ? 'x86' : 'x64';
      return start(mailApplet(outlook.path, bitness, win32.dirname(systemFolder())), '');
    },
  };
}
