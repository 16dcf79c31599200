// Reads the proxy settings of the person that runs this process, as Windows keeps them; asks no network.
import { declareOnce, openLibrary, type Koffi, type Pointer } from '../koffi.ts';
import { globalFree, textAt } from './nativeCalls.ts';

/** What the person set up in Windows' settings. */
export interface ProxySettings {
  readonly detect: boolean;
  readonly script?: string;
  readonly proxy?: string;
  readonly bypass?: string;
}

interface RawSettings {
  readonly fAutoDetect: number;
  readonly lpszAutoConfigUrl: Pointer;
  readonly lpszProxy: Pointer;
  readonly lpszProxyBypass: Pointer;
}

const functions = declareOnce((koffi) => ({
  settings: koffi.struct({ fAutoDetect: 'int32_t', lpszAutoConfigUrl: 'void *', lpszProxy: 'void *', lpszProxyBypass: 'void *' }),
  readSettings: openLibrary(koffi, 'winhttp.dll').declare<(into: Buffer) => boolean>(
    'bool __stdcall WinHttpGetIEProxyConfigForCurrentUser(void *into)',
  ),
}));

/** Reads the settings of the user that runs this process; empty where there are none. */
export function readProxySettings(koffi: Koffi): ProxySettings {
  const { settings, readSettings } = functions(koffi);
  const into = Buffer.alloc(koffi.sizeof(settings));
  if (!readSettings(into)) return { detect: false };
  const raw = koffi.decode(into, settings) as RawSettings;
  const script = takeGlobalText(koffi, raw.lpszAutoConfigUrl);
  const proxy = takeGlobalText(koffi, raw.lpszProxy);
  const bypass = takeGlobalText(koffi, raw.lpszProxyBypass);
  return {
    detect: raw.fAutoDetect !== 0,
    ...(script === undefined ? {} : { script }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(bypass === undefined ? {} : { bypass }),
  };
}

/** The text at an address, whose memory is given back; `undefined` for none. */
export function takeGlobalText(koffi: Koffi, address: Pointer): string | undefined {
  try {
    const text = textAt(koffi, address);
    return text === '' ? undefined : text;
  } finally {
    if (address !== null) globalFree(koffi, address);
  }
}
