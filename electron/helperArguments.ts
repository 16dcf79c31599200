// The arguments of the helper with administrator rights: what the program itself gives it, and nothing else.

/** The desktop program's switch that leads to the helper. */
export const helperSwitch = '--elevated-helper';

/**
 * A file on a drive of this PC. Opening one by a server's name would show the rights' account to that server, so names as `\\server\…`,
 * `\\?\…`, `\\.\…` and streams are no requests.
 */
const onDrive = /^[a-z]:\\(?![\\/])[^:*?"<>|/]+$/i;
const hash = /^[0-9a-f]{64}$/;

/** `--request FILE --sha256 HEX`, exactly; `undefined` when they are anything else, upon which nothing is opened. Pure. */
export function readHelperArguments(args: readonly string[]): readonly string[] | undefined {
  const [request, file = '', sha256, hex = ''] = args;
  const asGiven = args.length === 4 && request === '--request' && sha256 === '--sha256' && onDrive.test(file) && hash.test(hex);
  return asGiven ? args : undefined;
}
