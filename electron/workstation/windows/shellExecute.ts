// Starts programs as the shell does, detached from this one: opened, or with administrator rights after Windows has asked.
import { declareOnce, openLibrary, type Koffi, type Pointer } from './koffi.ts';

/** Flags and numbers of shellapi.h: wait for the start itself, show no message box of the shell; hidden and normal windows. */
const maskNoAsync = 0x100;
const maskNoUi = 0x400;
const showWindow = { hidden: 0, normal: 1 } as const;

/** Answers in hInstApp up to here are failures: SE_ERR_*. */
const lastFailure = 32n;

interface ExecuteInfo {
  hInstApp?: Pointer;
}

const functions = declareOnce((koffi) => {
  const info = koffi.struct('SHELLEXECUTEINFOW', {
    cbSize: 'uint32',
    fMask: 'uint32',
    hwnd: 'void *',
    lpVerb: 'str16',
    lpFile: 'str16',
    lpParameters: 'str16',
    lpDirectory: 'str16',
    nShow: 'int',
    hInstApp: 'void *',
    lpIDList: 'void *',
    lpClass: 'str16',
    hkeyClass: 'void *',
    dwHotKey: 'uint32',
    hIcon: 'void *',
    hProcess: 'void *',
  });
  return {
    infoSize: info.size,
    execute: openLibrary(koffi, 'shell32.dll').declareWaiting<[ExecuteInfo], boolean>(
      'bool __stdcall ShellExecuteExW(_Inout_ SHELLEXECUTEINFOW *info)',
    ),
  };
});

interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly asAdministrator?: boolean;
  readonly window?: keyof typeof showWindow;
}

/**
 * Starts a program; ends when it was started, or when the person has answered Windows' prompt. Gives `undefined` when it runs and
 * the shell's number of the failure otherwise (SE_ERR_*: 2 not found, 5 access denied or the prompt refused).
 */
export async function shellExecute(
  koffi: Koffi,
  { file, args, asAdministrator = false, window = 'normal' }: Launch,
): Promise<number | undefined> {
  const { infoSize, execute } = functions(koffi);
  const info = {
    cbSize: infoSize,
    fMask: maskNoAsync | maskNoUi,
    hwnd: null,
    lpVerb: asAdministrator ? 'runas' : null,
    lpFile: file,
    lpParameters: args.map(quoteArgument).join(' '),
    lpDirectory: null,
    nShow: showWindow[window],
    hInstApp: null,
    lpIDList: null,
    lpClass: null,
    hkeyClass: null,
    dwHotKey: 0,
    hIcon: null,
    hProcess: null,
  } satisfies ExecuteInfo & Record<string, unknown>;
  const started = await execute(info);
  const answer = (info as ExecuteInfo).hInstApp ?? 0n;
  return started && answer > lastFailure ? undefined : Number(answer);
}

/** One argument as CommandLineToArgvW takes it apart: backslashes count double before a quotation mark. Pure. */
export function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}
