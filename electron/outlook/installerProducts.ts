// What a Windows Installer Office is: edition, version and bitness, read from its product code.
import type { OutlookVersion } from '../model/outlookRegistry.ts';

export interface InstallerProduct {
  readonly code: string;
  readonly office: OutlookVersion;
  readonly bitness: 'x86' | 'x64';
  /** Used where the list of installed programs has no name for it. */
  readonly edition: string;
}

const years: Readonly<Record<string, readonly [OutlookVersion, string]>> = {
  14: ['14.0', '2010'],
  15: ['15.0', '2013'],
  16: ['16.0', '2016'],
};

/**
 * Product ids of what brings Outlook, the larger suite first (numbering scheme for product code GUIDs: KB 2186281 for Office 2010,
 * KB 2786054 for 2013, KB 3120274 for 2016).
 */
const suites: readonly (readonly [id: string, suite: string])[] = [
  ['0011', 'Office Professional Plus'],
  ['0012', 'Office Standard'],
  ['0014', 'Office Professional'],
  ['0013', 'Office Home and Business'],
  ['001A', 'Outlook'],
];

/** `{BRMMmmmm-PPPP-LLLL-p000-D000000FF1CE}`: release, major version, product, language, bitness, and the word Office. */
const productCode = /^\{[0-9A-F]{2}(\d\d)[0-9A-F]{4}-([0-9A-F]{4})-[0-9A-F]{4}-([01])000-[01]000000FF1CE\}$/i;

/** The products with Outlook among names of keys below `Uninstall`, in the order of the table. Pure. */
export function installerProducts(keyNames: readonly string[]): readonly InstallerProduct[] {
  const decoded = keyNames.flatMap((code) => {
    const [, major = '', id = '', p] = productCode.exec(code) ?? [];
    const [office, year] = years[major] ?? [];
    const at = suites.findIndex(([suiteId]) => suiteId === id.toUpperCase());
    const suite = suites[at]?.[1];
    if (office === undefined || year === undefined || suite === undefined) return [];
    return [{ at, product: { code, office, bitness: p === '1' ? 'x64' : 'x86', edition: `${suite} ${year}` } as const }];
  });
  return decoded.sort((a, b) => a.at - b.at).map(({ product }) => product);
}
