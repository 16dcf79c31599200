// Windows' own time zone: its name, and whether the person turned daylight saving time off.
import { declareOnce, openLibrary, type Koffi } from '../koffi.ts';

export interface WindowsTimeZone {
  /** Windows' own name, the same in every language, e.g. `Romance Standard Time`. */
  readonly name: string;
  /** East of Greenwich, in minutes, without daylight saving time. */
  readonly offsetMinutes: number;
  /** The person turned daylight saving time off: half the year the clock is an hour off. */
  readonly daylightOff: boolean;
}

/** DYNAMIC_TIME_ZONE_INFORMATION (timezoneapi.h): its size, and where its parts are. */
const timeZoneBytes = 432;
const keyNameAt = 172;
const keyNameEnd = 428;

const functions = declareOnce((koffi) => ({
  timeZone: openLibrary(koffi, 'kernel32.dll').declare<(into: Buffer) => number>(
    'uint32_t __stdcall GetDynamicTimeZoneInformation(void *into)',
  ),
}));

export function readTimeZone(koffi: Koffi): WindowsTimeZone {
  const into = Buffer.alloc(timeZoneBytes);
  functions(koffi).timeZone(into);
  return {
    name: into.toString('utf16le', keyNameAt, keyNameEnd).split('\0')[0] ?? '',
    // UTC = local time + bias.
    offsetMinutes: -into.readInt32LE(0),
    daylightOff: into.readUInt8(keyNameEnd) !== 0,
  };
}
