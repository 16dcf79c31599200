// Sets the user's proxy in Windows for a test, as the settings dialog stores it, and puts back what was there.
import native from 'native-reg';

const key = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections';
const name = 'DefaultConnectionSettings';
/** Flags of the stored settings (wininet.h: PROXY_TYPE_*). */
export const proxyType = { direct: 1, fixed: 2, script: 4, detect: 8 } as const;

export interface UserProxy {
  readonly flags: number;
  readonly proxy?: string;
  readonly bypass?: string;
  readonly script?: string;
}

/** Version, a counter, the flags, then three texts with their lengths in front, and 32 bytes for what was detected. */
function stored({ flags, proxy = '', bypass = '', script = '' }: UserProxy): Buffer {
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const text = (value: string): Buffer[] => [number(value.length), Buffer.from(value, 'latin1')];
  const head = [0x46, 1, flags].map(number);
  return Buffer.concat([...head, ...text(proxy), ...text(bypass), ...text(script), Buffer.alloc(32)]);
}

const withKey = <T>(work: (handle: native.HKEY) => T): T => {
  const handle = native.createKey(native.HKCU, key, native.Access.ALL_ACCESS);
  try {
    return work(handle);
  } finally {
    native.closeKey(handle);
  }
};

/** Remembers the settings; `set` may be called often, `restore` once at the end. */
export function openUserProxy(): { set(settings: UserProxy): void; restore(): void } {
  const before = withKey((handle) => native.queryValueRaw(handle, name));
  return {
    set: (settings) => withKey((handle) => native.setValueRaw(handle, name, native.ValueType.BINARY, stored(settings))),
    restore: () =>
      withKey((handle) => {
        if (before) native.setValueRaw(handle, name, before.type, before);
        else native.deleteValue(handle, name);
      }),
  };
}
