// Which Outlooks BlueMind supports, version by version, as its documentation says it.
import type { OutlookInstall } from '../model/outlook.ts';

/** The BlueMind versions whose documentation was read. */
const bluemindVersions = ['4', '5.2', '5.5'] as const;
type BluemindVersion = (typeof bluemindVersions)[number];

/**
 * supported · notRecommended = supported, but its use is advised against · noGuarantee = no longer supported, works on the whole ·
 * unsupported · askVendor = BlueMind decides case by case, or its documentation does not name it.
 */
export type SupportLevel = 'supported' | 'notRecommended' | 'noGuarantee' | 'unsupported' | 'askVendor';

type Outlook = OutlookInstall['product'] | 'New Outlook';

interface SupportRow {
  readonly source: string;
  readonly levels: Readonly<Record<Outlook, SupportLevel>>;
}

/** New Outlook knows no on-premises Exchange account (Microsoft, Supported account types in new Outlook), and BlueMind is one for Outlook. */
const table: Readonly<Record<BluemindVersion, SupportRow>> = {
  4: {
    // The text says "Outlook 2013 or later"; the compatibility table ends with 2016 and marks 2010 as one to ask about.
    source: 'BlueMind 4, Compatibilité; Synchronisation avec Outlook (2022-06)',
    levels: {
      'Outlook 2010': 'askVendor',
      'Outlook 2013': 'supported',
      'Outlook 2016': 'supported',
      'Outlook 2019': 'supported',
      'Outlook 2021': 'supported',
      'Outlook 2024': 'supported',
      'Microsoft 365': 'supported',
      'New Outlook': 'unsupported',
    },
  },
  5.2: {
    // 2024 came out after this page; 2010 is older than the oldest that it refuses.
    source: 'BlueMind 5.2, Implementing MAPI for Outlook',
    levels: {
      'Outlook 2010': 'unsupported',
      'Outlook 2013': 'unsupported',
      'Outlook 2016': 'supported',
      'Outlook 2019': 'supported',
      'Outlook 2021': 'supported',
      'Outlook 2024': 'askVendor',
      'Microsoft 365': 'notRecommended',
      'New Outlook': 'unsupported',
    },
  },
  5.5: {
    source: 'BlueMind 5.5, Implementing MAPI for Outlook',
    levels: {
      'Outlook 2010': 'unsupported',
      'Outlook 2013': 'noGuarantee',
      'Outlook 2016': 'noGuarantee',
      'Outlook 2019': 'noGuarantee',
      'Outlook 2021': 'supported',
      'Outlook 2024': 'supported',
      'Microsoft 365': 'notRecommended',
      'New Outlook': 'unsupported',
    },
  },
};

export interface SupportVerdict {
  readonly level: SupportLevel;
  /** The BlueMind versions for which it holds, oldest first. */
  readonly versions: readonly string[];
  readonly sources: readonly string[];
}

/**
 * What BlueMind says about an Outlook, one verdict for each level. `bluemind` is a catalogue's version: `5.2` means that one, `5` every
 * version that begins with it; a version that was never documented gives nothing. Pure.
 */
export function supportOf(product: Outlook, bluemind: string): readonly SupportVerdict[] {
  const meant = bluemindVersions.filter((version) => version === bluemind || version.startsWith(`${bluemind}.`));
  const levels = [...new Set(meant.map((version) => table[version].levels[product]))];
  return levels.map((level) => {
    const versions = meant.filter((version) => table[version].levels[product] === level);
    return { level, versions, sources: versions.map((version) => table[version].source) };
  });
}
