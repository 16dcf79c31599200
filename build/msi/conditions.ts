// What a PC must be for the program: looked up in its registry before anything is installed, since Windows Installer itself cannot tell.
import type { PackageTarget } from '../packages/targets.ts';
import { element, type XmlNode } from './xml.ts';

interface PcCondition {
  /** The property that holds what was found. */
  readonly property: string;
  readonly key: string;
  readonly name: string;
  /** Holds on a PC that the program is for. */
  readonly condition: string;
  /** The property with the sentence for whoever is refused. */
  readonly sentence: string;
  /** The packages that ask for it. */
  readonly cpus: readonly PackageTarget['cpu'][];
}

const rows: readonly PcCondition[] = [
  {
    // VersionNT says 603 for 8.1 and for everything after it (KB 3202260); this value came with Windows 10.
    property: 'BMOSWINDOWS',
    key: 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion',
    name: 'CurrentMajorVersionNumber',
    condition: 'BMOSWINDOWS',
    sentence: 'BmosOldWindows',
    cpus: ['x64', 'arm64'],
  },
  {
    // electron-builder makes the package for ARM64 as one for x64, which every 64-bit Windows takes.
    property: 'BMOSPROCESSOR',
    key: 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment',
    name: 'PROCESSOR_ARCHITECTURE',
    condition: 'BMOSPROCESSOR="ARM64"',
    sentence: 'BmosOtherProcessor',
    cpus: ['arm64'],
  },
];

/** The searches and the conditions of a package, for its `Product`. What is installed already can be repaired and removed. */
export function pcConditions(cpu: PackageTarget['cpu']): readonly XmlNode[] {
  return rows
    .filter(({ cpus }) => cpus.includes(cpu))
    .flatMap(({ property, key, name, condition, sentence }) => [
      element(
        'Property',
        { Id: property, Secure: 'yes' },
        element('RegistrySearch', { Id: `${sentence}Search`, Root: 'HKLM', Key: key, Name: name, Type: 'raw', Win64: 'yes' }),
      ),
      element('Condition', { Message: `[${sentence}]` }, `Installed OR ${condition}`),
    ]);
}
