// The processor that a program or library of Windows says it is for.
import { readFileSync } from 'node:fs';

/** IMAGE_FILE_HEADER.Machine (Microsoft's PE format), one of `machineTypes` (build/tests/packaging/standInElectron.ts). */
export function machineType(file: string): number {
  const bytes = readFileSync(file);
  return bytes.readUInt16LE(bytes.readUInt32LE(0x3c) + 4);
}
