// The third-party notices: every shipped package with the text of its licence, equal texts once.
import type { LicensedPackage } from './licences.ts';

const line = '-'.repeat(100);

const introduction = `THIRD-PARTY NOTICES

BlueMind Outlook Setup contains the packages below, each under its own licence. It runs in Electron, whose
licence is in LICENSE.electron.txt, and those of Chromium and Node in LICENSES.chromium.html, both beside the program.
`;

/** The notices as one text, the same for the same packages. Pure. */
export function noticesText(packages: readonly LicensedPackage[]): string {
  const byText = new Map<string, string[]>();
  for (const { shipped, licence, text } of packages) {
    const labels = byText.get(text) ?? [];
    labels.push(`${shipped.name} ${shipped.version} (${licence})`);
    byText.set(text, labels);
  }
  const sections = [...byText].map(([text, labels]) => `${line}\n${labels.join('\n')}\n${line}\n\n${text}\n`);
  return `${introduction}\n${sections.join('\n')}`;
}
