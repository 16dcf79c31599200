// Which licences the product may carry, and the text of each shipped package's licence.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { done, failed, type Outcome } from './outcome.ts';
import type { ShippedPackage } from './shippedPackages.ts';

/** SPDX identifiers that let a closed or open product carry the code with its notice. A new one is a decision: read it first. */
const accepted: ReadonlySet<string> = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']);

/** Packages that name the MIT licence and carry no text: in whose name it is, as their manifests and repositories say. */
const holders: readonly (readonly [name: RegExp, holder: string])[] = [
  [/^@fluentui\/react-icons$/, 'Microsoft Corporation'],
  [/^@nodable\/entities$/, 'Amit Gupta'],
  [/^native-reg$/, 'Simon Buchan'],
  [/^@koromix\/koffi-/, 'Niels Martignène'],
];

const licenceFile = /^(licen[cs]e|copying|notice|copyright)/i;

/** The terms of the MIT licence, taken from our own. */
function mitTerms(): string {
  const own = readFileSync(join(root, 'LICENSE'), 'utf8');
  return own.slice(own.indexOf('Permission is hereby granted')).trim();
}

/** The licence texts that a package brings along, or the MIT terms in its holder's name. */
function textOf({ name, folder }: ShippedPackage, licence: string): string | undefined {
  const files = readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .sort();
  if (files.length > 0) return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const holder = holders.find(([pattern]) => pattern.test(name))?.[1];
  return holder === undefined || licence !== 'MIT' ? undefined : `MIT License\n\nCopyright (c) ${holder}\n\n${mitTerms()}`;
}

export interface LicensedPackage {
  readonly shipped: ShippedPackage;
  readonly licence: string;
  readonly text: string;
}

/** Each package with its licence; fails with everything that is not accepted, not named or has no text. */
export function licensed(packages: readonly ShippedPackage[]): Outcome<readonly LicensedPackage[]> {
  const complaints: string[] = [];
  const found: LicensedPackage[] = [];
  for (const shipped of packages) {
    const label = `${shipped.name} ${shipped.version}`;
    const { license } = shipped.manifest;
    if (typeof license !== 'string') complaints.push(`${label} does not name its licence`);
    else if (!accepted.has(license)) complaints.push(`${label} is under ${license}, which is not among the accepted licences`);
    else {
      const text = textOf(shipped, license);
      if (text === undefined) complaints.push(`${label} is under ${license} and brings no text of it`);
      else found.push({ shipped, licence: license, text: text.replaceAll('\r\n', '\n') });
    }
  }
  return complaints.length > 0 ? failed(`${complaints.join('; ')} (build/packages/licences.ts)`) : done(found);
}
