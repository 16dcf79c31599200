// The part of winhttp.dll that an exchange uses: its functions and the numbers of winhttp.h.
import type { KoffiFunc } from 'koffi';
import { openLibrary, type Koffi, type Pointer } from '../koffi.ts';

export const accessType = { defaultProxy: 0, namedProxy: 3, automaticProxy: 4 } as const;
/** WINHTTP_FLAG_ASYNC: every operation returns at once and tells its end through the status call-back. */
export const sessionAsync = 0x1000_0000;
export const requestSecure = 0x0080_0000;
/** WINHTTP_ADDREQ_FLAG_ADD | _REPLACE. */
export const addOrReplace = 0xa000_0000;

/** WINHTTP_OPTION_*. */
export const option = {
  contextValue: 45,
  clientCertificate: 47,
  disableFeature: 63,
  autologonPolicy: 77,
  serverCertificate: 78,
  maxResponseHeaderSize: 91,
  decompression: 118,
} as const;

/** WINHTTP_DISABLE_COOKIES | _REDIRECTS | _AUTHENTICATION | _KEEP_ALIVE. */
export const disabledFeatures = 0x1 | 0x2 | 0x4 | 0x8;
/** WINHTTP_AUTOLOGON_SECURITY_LEVEL_HIGH: the Windows sign-in is never sent by itself. */
export const autologonNever = 2;
/** WINHTTP_DECOMPRESSION_FLAG_GZIP | _DEFLATE. */
export const decompressAll = 3;
/** WINHTTP_QUERY_RAW_HEADERS_CRLF. */
export const rawHeaders = 22;

/** WINHTTP_CALLBACK_STATUS_*. */
export const status = {
  resolvingName: 0x1,
  nameResolved: 0x2,
  connecting: 0x4,
  connected: 0x8,
  sendingRequest: 0x10,
  handleClosing: 0x800,
  secureFailure: 0x1_0000,
  headersAvailable: 0x2_0000,
  readComplete: 0x8_0000,
  requestError: 0x20_0000,
  sendComplete: 0x40_0000,
} as const;

/** WINHTTP_STATUS_CALLBACK: handle, the request's own number, what happened, what there is to know about it, and its length. */
export type StatusCallback = (handle: Pointer, context: number | bigint, what: number, info: Pointer, length: number) => void;

export interface WinHttp {
  readonly open: (agent: string, access: number, proxies: string | null, bypass: null, flags: number) => Pointer;
  readonly connect: (session: Pointer, host: string, port: number, reserved: 0) => Pointer;
  readonly openRequest: (
    connection: Pointer,
    verb: string,
    path: string,
    version: null,
    referrer: null,
    accept: null,
    flags: number,
  ) => Pointer;
  readonly addHeaders: (request: Pointer, headers: string, length: number, modifiers: number) => boolean;
  readonly setTimeouts: (handle: Pointer, resolve: number, connect: number, send: number, receive: number) => boolean;
  readonly setOption: (handle: Pointer, option: number, value: Buffer | null, length: number) => boolean;
  readonly queryOption: (handle: Pointer, option: number, value: Buffer, length: [number]) => boolean;
  readonly queryHeaders: (request: Pointer, what: number, name: null, value: Buffer, length: [number], index: null) => boolean;
  readonly send: KoffiFunc<
    (request: Pointer, headers: null, headersLength: 0, body: Pointer, bodyLength: number, totalLength: number, context: number) => boolean
  >;
  readonly receive: KoffiFunc<(request: Pointer, reserved: null) => boolean>;
  readonly read: KoffiFunc<(request: Pointer, into: bigint, length: number, read: null) => boolean>;
  readonly close: KoffiFunc<(handle: Pointer) => boolean>;
  /** Sends every status of this handle, and of the handles made from it, to the call-back. */
  readonly listen: (handle: Pointer) => void;
}

let loaded: WinHttp | undefined;

/**
 * Loads the library once. `onStatus` of the first call is registered for the life of the process: Windows may still report on a request
 * when nobody waits for it any more.
 */
export function loadWinHttp(koffi: Koffi, onStatus: StatusCallback): WinHttp {
  loaded ??= declareWinHttp(koffi, onStatus);
  return loaded;
}

function declareWinHttp(koffi: Koffi, onStatus: StatusCallback): WinHttp {
  const winhttp = openLibrary(koffi, 'winhttp.dll');
  const prototype = koffi.proto('__stdcall', 'WINHTTP_STATUS_CALLBACK', 'void', ['void *', 'uintptr_t', 'uint32_t', 'void *', 'uint32_t']);
  const callback = koffi.register(onStatus, koffi.pointer(prototype));
  const setStatusCallback = winhttp.declare<(handle: Pointer, callback: bigint, which: number, reserved: 0) => Pointer>(
    'void * __stdcall WinHttpSetStatusCallback(void *handle, void *callback, uint32_t which, uintptr_t reserved)',
  );
  return {
    open: winhttp.declare('void * __stdcall WinHttpOpen(str16 agent, uint32_t access, str16 proxy, str16 bypass, uint32_t flags)'),
    connect: winhttp.declare('void * __stdcall WinHttpConnect(void *session, str16 host, uint16_t port, uint32_t reserved)'),
    openRequest: winhttp.declare(
      'void * __stdcall WinHttpOpenRequest(void *connection, str16 verb, str16 path, str16 version, str16 referrer, void *accept, uint32_t flags)',
    ),
    addHeaders: winhttp.declare(
      'bool __stdcall WinHttpAddRequestHeaders(void *request, str16 headers, uint32_t length, uint32_t modifiers)',
    ),
    setTimeouts: winhttp.declare('bool __stdcall WinHttpSetTimeouts(void *handle, int resolve, int connect, int send, int receive)'),
    setOption: winhttp.declare('bool __stdcall WinHttpSetOption(void *handle, uint32_t option, void *value, uint32_t length)'),
    queryOption: winhttp.declare('bool __stdcall WinHttpQueryOption(void *handle, uint32_t option, void *value, _Inout_ uint32_t *length)'),
    queryHeaders: winhttp.declare(
      'bool __stdcall WinHttpQueryHeaders(void *request, uint32_t what, void *name, void *value, _Inout_ uint32_t *length, void *index)',
    ),
    send: winhttp.declare(
      'bool __stdcall WinHttpSendRequest(void *request, void *headers, uint32_t headersLength, void *body, uint32_t bodyLength, uint32_t totalLength, uintptr_t context)',
    ),
    receive: winhttp.declare('bool __stdcall WinHttpReceiveResponse(void *request, void *reserved)'),
    read: winhttp.declare('bool __stdcall WinHttpReadData(void *request, void *into, uint32_t length, void *read)'),
    close: winhttp.declare('bool __stdcall WinHttpCloseHandle(void *handle)'),
    listen: (handle) => void setStatusCallback(handle, callback, 0xffff_ffff, 0),
  };
}
