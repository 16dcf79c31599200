// Which proxy Windows would take for a URL: from the user's settings, from a script (PAC), or found by itself (WPAD).
import type { KoffiFunc } from 'koffi';
import { startDeadline, untilAborted } from '../../../model/deadline.ts';
import { declareOnce, openLibrary, type Koffi, type Pointer } from '../koffi.ts';
import { callOnPool, createLanes, lastError } from './nativeCalls.ts';
import { fixedProxyFor, isBypassed, proxyOf } from './proxySettings.ts';
import { readProxySettings, takeGlobalText, type ProxySettings } from './userProxy.ts';
import { accessType } from './winHttpApi.ts';
import { errorName } from './winHttpMeaning.ts';

/**
 * `source`: what said so. `fixed` = the user's settings, `script` = a PAC file, `detected` = WPAD, `machine` = `netsh winhttp`.
 * `list`: all proxies in their order, as WinHTTP writes them; it takes the next one when one is dead.
 */
export type ProxyAnswer =
  | { readonly kind: 'direct'; readonly source: 'settings' | 'script' | 'detected' }
  | {
      readonly kind: 'proxy';
      readonly proxy: string;
      readonly list: string;
      readonly source: 'fixed' | 'script' | 'detected' | 'machine';
      readonly script?: string;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly script?: string };

export type ProxyFor = (url: string, options: { readonly timeoutMs: number; readonly signal: AbortSignal }) => Promise<ProxyAnswer>;

/** WINHTTP_AUTOPROXY_AUTO_DETECT, _CONFIG_URL; WINHTTP_AUTO_DETECT_TYPE_DHCP | _DNS_A. */
const autoDetect = 1;
const configUrl = 2;
const detectAll = 3;
const noProxy = 1;

interface RawInfo {
  readonly dwAccessType: number;
  readonly lpszProxy: Pointer;
  readonly lpszProxyBypass: Pointer;
}

const functions = declareOnce((koffi) => {
  const winhttp = openLibrary(koffi, 'winhttp.dll');
  return {
    info: koffi.struct({ dwAccessType: 'uint32_t', lpszProxy: 'void *', lpszProxyBypass: 'void *' }),
    options: koffi.struct('WINHTTP_AUTOPROXY_OPTIONS', {
      dwFlags: 'uint32_t',
      dwAutoDetectFlags: 'uint32_t',
      lpszAutoConfigUrl: 'str16',
      lpvReserved: 'void *',
      dwReserved: 'uint32_t',
      fAutoLogonIfChallenged: 'int32_t',
    }),
    readMachine: winhttp.declare<(into: Buffer) => boolean>('bool __stdcall WinHttpGetDefaultProxyConfiguration(void *into)'),
    open: winhttp.declare<(agent: string, access: number, proxy: null, bypass: null, flags: number) => Pointer>(
      'void * __stdcall WinHttpOpen(str16 agent, uint32_t access, str16 proxy, str16 bypass, uint32_t flags)',
    ),
    close: winhttp.declare<(session: Pointer) => boolean>('bool __stdcall WinHttpCloseHandle(void *session)'),
    proxyFor: winhttp.declare<KoffiFunc<(session: Pointer, url: string, options: object, into: Buffer) => boolean>>(
      'bool __stdcall WinHttpGetProxyForUrl(void *session, str16 url, _In_ WINHTTP_AUTOPROXY_OPTIONS *options, void *into)',
    ),
  };
});

/**
 * Makes the question "which proxy for this URL". In Windows' own order: what it detects, then the script, then the fixed proxy, then the
 * machine's. Looking for a script may take many seconds and cannot be interrupted: after `timeoutMs` it is `failed` with ERROR_WINHTTP_TIMEOUT.
 */
export function createProxyFor(koffi: Koffi): ProxyFor {
  const lane = createLanes(1);
  return async (text, { timeoutMs, signal }) => {
    const url = new URL(text);
    const settings = readProxySettings(koffi);
    const deadline = startDeadline(timeoutMs, signal);
    try {
      const asked = (script: string | undefined): Promise<ProxyAnswer | undefined> =>
        untilAborted(
          lane(() => askScript(koffi, url, script), deadline.signal),
          deadline.signal,
        );
      if (settings.detect) {
        const found = await asked(undefined);
        if (found && found.kind !== 'failed') return found;
      }
      if (settings.script !== undefined) {
        return (await asked(settings.script)) ?? { kind: 'failed', code: errorName(12_002), script: settings.script };
      }
    } finally {
      deadline.done();
    }
    return fixedAnswer(settings, url) ?? machineAnswer(koffi, url) ?? { kind: 'direct', source: 'settings' };
  };
}

function fixedAnswer({ proxy, bypass = '' }: ProxySettings, url: URL): ProxyAnswer | undefined {
  if (proxy === undefined) return undefined;
  const found = fixedProxyFor({ proxy, bypass }, url);
  return found === undefined ? { kind: 'direct', source: 'settings' } : { kind: 'proxy', proxy: found, list: found, source: 'fixed' };
}

/** What an administrator set with `netsh winhttp set proxy`. */
function machineAnswer(koffi: Koffi, url: URL): ProxyAnswer | undefined {
  const { info, readMachine } = functions(koffi);
  const into = Buffer.alloc(koffi.sizeof(info));
  const found = readMachine(into) ? takeInfo(koffi, into, url) : undefined;
  return found === undefined ? undefined : { kind: 'proxy', ...found, source: 'machine' };
}

/** Runs the script at an address, or the one that DHCP or DNS name. The Windows sign-in is not sent for it. */
async function askScript(koffi: Koffi, url: URL, script: string | undefined): Promise<ProxyAnswer> {
  const { info, open, close, proxyFor } = functions(koffi);
  const source = script === undefined ? 'detected' : 'script';
  const named = script === undefined ? {} : { script };
  const session = open('BlueMind Outlook Setup', accessType.defaultProxy, null, null, 0);
  if (session === null) return { kind: 'failed', code: errorName(lastError(koffi)), ...named };
  const into = Buffer.alloc(koffi.sizeof(info));
  const asked = {
    dwFlags: script === undefined ? autoDetect : configUrl,
    dwAutoDetectFlags: script === undefined ? detectAll : 0,
    lpszAutoConfigUrl: script ?? null,
    lpvReserved: null,
    dwReserved: 0,
    fAutoLogonIfChallenged: 0,
  };
  try {
    const { value, error } = await callOnPool(koffi, proxyFor, session, url.href, asked, into);
    if (!value) return { kind: 'failed', code: errorName(error), ...named };
    const found = takeInfo(koffi, into, url);
    return found === undefined ? { kind: 'direct', source } : { kind: 'proxy', ...found, source, ...named };
  } finally {
    close(session);
  }
}

/** The proxy of a WINHTTP_PROXY_INFO for a URL; gives the texts' memory back. */
function takeInfo(koffi: Koffi, into: Buffer, url: URL): { proxy: string; list: string } | undefined {
  const raw = koffi.decode(into, functions(koffi).info) as RawInfo;
  const list = takeGlobalText(koffi, raw.lpszProxy);
  const bypass = takeGlobalText(koffi, raw.lpszProxyBypass);
  if (raw.dwAccessType === noProxy || list === undefined || isBypassed(bypass ?? '', url)) return undefined;
  const proxy = proxyOf(list, url.protocol);
  return proxy === undefined ? undefined : { proxy, list };
}
