// One WinHTTP request: opens its handles with every safeguard on, runs one operation at a time, and lets go of everything at the end.
import type { ExchangeRequest } from '../../../model/exchange.ts';
import { untilAborted } from '../../../model/deadline.ts';
import type { Koffi, Pointer } from '../koffi.ts';
import { allocate, callOnPool, copyBytes, lastError, placeBytes, textAt, type Returned } from './nativeCalls.ts';
import * as api from './winHttpApi.ts';

/** What a status call-back told, copied out of Windows' memory before the call-back returned. */
export interface StatusReport {
  readonly what: number;
  readonly text?: string;
  /** Of secureFailure: the flags. Of requestError: the error code. Of readComplete: the length. */
  readonly value: number;
}

export type Ended = { readonly error: number } | { readonly length: number };

export interface WinHttpRequest {
  /** Each ends when Windows reports the end of the operation. */
  send(): Promise<Ended>;
  receive(): Promise<Ended>;
  /** Status line and headers, as they came. */
  headers(): string;
  /** The next piece of the body, empty at its end. */
  read(): Promise<{ readonly error: number } | { readonly bytes: Buffer }>;
  /** Address of the server's certificate context, which the caller frees; `null` when there is none. */
  certificate(): Pointer;
  /**
   * Closes the handles, which ends what is under way, and gives the memory back once Windows has let go of it. Resolves then, or after
   * half a second; never rejects.
   */
  close(): Promise<void>;
}

interface Listener {
  readonly heard: (report: StatusReport) => void;
  readonly closed: () => void;
}

/** Requests by the number that Windows hands back with each status. */
const listeners = new Map<number, Listener>();
let lastNumber = 0;

const agent = 'Mozilla/4.0 (compatible; BlueMind Outlook Setup)';
const readBytes = 65_536;
/** Headers beyond this are refused, in bytes, as the other stack does. */
const maxHeaderBytes = 32_768;
const closingMs = 500;
/** ERROR_WINHTTP_OPERATION_CANCELLED. */
const cancelledByUs = 12_017;
const completions: ReadonlySet<number> = new Set([
  api.status.sendComplete,
  api.status.headersAvailable,
  api.status.readComplete,
  api.status.requestError,
]);
const withText: ReadonlySet<number> = new Set([api.status.resolvingName, api.status.nameResolved, api.status.connecting]);

/** Runs while Windows' thread waits, so what it points at is still there; must not throw. */
function onStatus(koffi: Koffi): api.StatusCallback {
  return (_handle, context, what, info, length) => {
    const listener = listeners.get(Number(context));
    if (!listener) return;
    if (what === api.status.handleClosing) listener.closed();
    else listener.heard(reportOf(koffi, what, info, length));
  };
}

function reportOf(koffi: Koffi, what: number, info: Pointer, length: number): StatusReport {
  const text = withText.has(what) ? textAt(koffi, info, 1_000) : undefined;
  if (text !== undefined) return { what, text, value: 0 };
  if (what === api.status.readComplete) return { what, value: length };
  if (info === null) return { what, value: 0 };
  if (what === api.status.secureFailure) return { what, value: koffi.decode.uint32(info) };
  // WINHTTP_ASYNC_RESULT: which function, as a pointer-sized number, then the error code.
  if (what === api.status.requestError) return { what, value: koffi.decode(info, koffi.sizeof('void *'), 'uint32_t') as number };
  return { what, value: 0 };
}

/**
 * Opens a request; nothing is sent yet. It goes through the first living one of `proxies`, else through what Windows finds. `heard` gets every status. The error code comes out when Windows refuses the URL or a safeguard
 * that matters: there is no request without them.
 */
export function openRequest(
  koffi: Koffi,
  request: ExchangeRequest,
  proxies: string | undefined,
  heard: (report: StatusReport) => void,
): WinHttpRequest | { readonly error: number } {
  const winHttp = api.loadWinHttp(koffi, onStatus(koffi));
  const url = new URL(request.url);
  const secure = url.protocol === 'https:';
  const handles: bigint[] = [];
  const number = (lastNumber += 1);

  const keep = (handle: Pointer): Pointer => {
    if (handle !== null) handles.unshift(handle);
    return handle;
  };
  const fail = (): { readonly error: number } => {
    const error = lastError(koffi);
    for (const handle of handles) winHttp.close.async(handle, () => {});
    return { error };
  };
  const open = (access: number): Pointer => winHttp.open(agent, access, proxies ?? null, null, api.sessionAsync);
  const { automaticProxy, defaultProxy, namedProxy } = api.accessType;
  // Windows before 8.1 knows no automatic proxy.
  const session = keep(proxies === undefined ? (open(automaticProxy) ?? open(defaultProxy)) : open(namedProxy));
  if (session === null) return fail();
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const connection = keep(winHttp.connect(session, url.hostname.replace(/^\[(.*)\]$/, '$1'), port, 0));
  if (connection === null) return fail();
  const flags = secure ? api.requestSecure : 0;
  const handle = keep(winHttp.openRequest(connection, request.method, `${url.pathname}${url.search}`, null, null, null, flags));
  if (handle === null) return fail();
  if (!protect(winHttp, handle, number, request.timeoutMs)) return fail();
  for (const [name, value] of Object.entries(request.headers)) {
    const line = headerLine(name, value);
    if (!winHttp.addHeaders(handle, line, line.length, api.addOrReplace)) return fail();
  }

  const body = Buffer.from(request.body ?? '', 'utf8');
  const placedBody = placeBytes(koffi, body);
  const place = allocate(koffi, readBytes);
  let pending: ((ended: Ended) => void) | undefined;
  // Windows gives the numbers of closed handles away again: after closing, nothing may be done with ours.
  let closed = false;
  let released = (): void => {};
  const gone = new Promise<void>((resolve) => (released = resolve));
  const finish = (ended: Ended): void => {
    pending?.(ended);
    pending = undefined;
  };
  listeners.set(number, {
    heard: (report) => {
      heard(report);
      if (!completions.has(report.what)) return;
      finish(report.what === api.status.requestError ? { error: report.value } : { length: report.value });
    },
    closed: () => {
      listeners.delete(number);
      finish({ error: cancelledByUs });
      released();
    },
  });
  const operation = (start: () => Promise<Returned<boolean>>): Promise<Ended> =>
    new Promise((resolve, reject) => {
      if (closed) {
        resolve({ error: cancelledByUs });
        return;
      }
      pending = resolve;
      start().then(({ value, error }) => {
        if (!value) finish({ error });
      }, reject);
    });
  winHttp.listen(handle);

  return {
    send: () => operation(() => callOnPool(koffi, winHttp.send, handle, null, 0, placedBody, body.length, body.length, number)),
    receive: () => operation(() => callOnPool(koffi, winHttp.receive, handle, null)),
    headers: () => {
      if (closed) return '';
      const buffer = Buffer.alloc(2 * maxHeaderBytes + 2);
      const length: [number] = [buffer.length];
      return winHttp.queryHeaders(handle, api.rawHeaders, null, buffer, length, null) ? buffer.toString('utf16le', 0, length[0]) : '';
    },
    read: async () => {
      const ended = await operation(() => callOnPool(koffi, winHttp.read, handle, place, readBytes, null));
      return 'error' in ended ? ended : { bytes: copyBytes(koffi, place, Math.min(ended.length, readBytes)) };
    },
    certificate: () => {
      const buffer = Buffer.alloc(koffi.sizeof('void *'));
      if (closed || !winHttp.queryOption(handle, api.option.serverCertificate, buffer, [buffer.length])) return null;
      const context = buffer.length === 8 ? buffer.readBigUInt64LE() : BigInt(buffer.readUInt32LE());
      return context === 0n ? null : context;
    },
    close: () => {
      closed = true;
      const release = async (): Promise<void> => {
        await callOnPool(koffi, winHttp.close, handle);
        await gone;
        for (const rest of handles.filter((each) => each !== handle)) await callOnPool(koffi, winHttp.close, rest);
        koffi.free(placedBody);
        koffi.free(place);
      };
      return waitAtMost(release(), closingMs);
    },
  };
}

/** Sets the options of a request; `false` when one that protects the user is refused. */
function protect(winHttp: api.WinHttp, handle: bigint, number: number, timeoutMs: number): boolean {
  const set = (option: number, value: number): boolean => winHttp.setOption(handle, option, dword(value), 4);
  const context = Buffer.alloc(8);
  context.writeUInt32LE(number);
  const limit = Math.max(1, Math.ceil(timeoutMs));
  // These three are wishes: no client certificate is offered, packed bodies are unpacked, and huge headers are refused early.
  winHttp.setOption(handle, api.option.clientCertificate, null, 0);
  set(api.option.decompression, api.decompressAll);
  set(api.option.maxResponseHeaderSize, maxHeaderBytes);
  return (
    winHttp.setOption(handle, api.option.contextValue, context, pointerBytes()) &&
    set(api.option.disableFeature, api.disabledFeatures) &&
    set(api.option.autologonPolicy, api.autologonNever) &&
    winHttp.setTimeouts(handle, limit, limit, limit, limit)
  );
}

function pointerBytes(): number {
  return process.arch === 'ia32' ? 4 : 8;
}

function dword(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A header that would begin another one, or a second request, is a bug. */
function headerLine(name: string, value: string): string {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || /[\r\n\0]/.test(value)) throw new Error(`not a header: ${JSON.stringify(name)}`);
  return `${name}: ${value}\r\n`;
}

async function waitAtMost(work: Promise<void>, ms: number): Promise<void> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  await untilAborted(work, controller.signal);
  clearTimeout(timer);
}
