// Writes the Group Policy templates in build/admx from the table of settings and the locales: ADMX for the policies, ADML for their words.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { admlDocument, admxDocument, templateCultures } from './admx/documents.ts';
import { root } from './root.ts';

const folder = path.join(root, 'build', 'admx');
const name = 'BlueMindOutlookSetup';

/** The files as they should be, by absolute path. */
export function policyTemplateFiles(): ReadonlyMap<string, string> {
  return new Map([
    [path.join(folder, `${name}.admx`), admxDocument()],
    ...templateCultures.map(({ culture, language }) => [path.join(folder, culture, `${name}.adml`), admlDocument(language)] as const),
  ]);
}

if (import.meta.main) {
  for (const [file, content] of policyTemplateFiles()) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
