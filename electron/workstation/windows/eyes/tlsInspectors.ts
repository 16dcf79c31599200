// Programs that look into encrypted connections, by the root certificates they install.

interface InspectorRow {
  readonly product: string;
  /** Found in the root's subject, in lower case. */
  readonly marks: readonly string[];
}

const inspectors: readonly InspectorRow[] = [
  { product: 'Avast', marks: ['avast web/mail shield', 'avast! web/mail shield'] },
  { product: 'AVG', marks: ['avg web/mail shield'] },
  { product: 'Norton', marks: ['norton web/mail shield'] },
  { product: 'Avira', marks: ['avira web/mail shield'] },
  { product: 'Kaspersky', marks: ['kaspersky anti-virus personal root', 'kaspersky lab', 'kaspersky endpoint security'] },
  { product: 'ESET', marks: ['eset ssl filter ca'] },
  { product: 'Bitdefender', marks: ['bitdefender ca', 'bitdefender personal ca'] },
  { product: 'Dr.Web', marks: ['dr.web'] },
  { product: 'Sophos', marks: ['sophos'] },
  { product: 'Zscaler', marks: ['zscaler'] },
  { product: 'Netskope', marks: ['netskope', 'goskope.com'] },
  { product: 'Cisco Umbrella', marks: ['cisco umbrella'] },
  { product: 'Forcepoint', marks: ['forcepoint', 'websense'] },
  { product: 'Fortinet', marks: ['fortinet', 'fortigate'] },
  { product: 'WatchGuard', marks: ['fireware https proxy', 'fireware web ca'] },
  { product: 'SonicWall', marks: ['sonicwall firewall dpi-ssl'] },
  { product: 'Stormshield', marks: ['stormshield', 'netasq'] },
  { product: 'McAfee Web Gateway', marks: ['mcafee web gateway'] },
  { product: 'Fiddler', marks: ['do_not_trust_fiddlerroot'] },
];

/**
 * Whether a certificate's bytes, or those of its subject, hold a mark at all, in any of the encodings of a name (X.520: one byte a letter, or two). A PC trusts
 * hundreds of roots, and taking each apart would take longer than everything else that is asked of it. Pure.
 */
export function mayBeInspector(der: Buffer): boolean {
  const text = der.toString('latin1').replaceAll('\0', '').toLowerCase();
  return inspectors.some(({ marks }) => marks.some((mark) => text.includes(mark)));
}

export interface TlsInspector {
  readonly product: string;
  readonly subject: string;
}

/** The products among the subjects of trusted roots, each once. */
export function findInspectors(subjects: readonly string[]): readonly TlsInspector[] {
  return inspectors.flatMap(({ product, marks }) => {
    const subject = subjects.find((each) => marks.some((mark) => each.toLowerCase().includes(mark)));
    return subject === undefined ? [] : [{ product, subject }];
  });
}
