// Group Policy templates from the table of settings: what a policy is (ADMX, one file) and what it is called (ADML, one per language).
import XMLBuilder from 'fast-xml-builder';
import { languages, type Language } from '../../electron/model/walk.ts';
import { settingNames } from '../../electron/model/settings.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { policyValueName, settingCategories, settingRows, type SettingRow } from '../../electron/policy/settingsTable.ts';
import { elementOf, idOf, presentationOf, stringsOf } from './elements.ts';
import { settingLimits } from './limits.ts';
import { words } from './words.ts';

/** ADML folders carry the names of Windows' languages. */
const cultures = { en: 'en-US', fr: 'fr-FR', de: 'de-DE' } as const satisfies Record<Language, string>;
export const templateCultures = languages.map((language) => ({ language, culture: cultures[language] }));

/** The ADMX schema's namespace (MS-GPREG 7.1): a name, never fetched. */
const schema = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const schemaAttributes = {
  '@xmlns': schema,
  '@xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  '@revision': '1.0',
  '@schemaVersion': '1.0',
};

const scopes = { machine: 'Machine', user: 'User', both: 'Both' } as const satisfies Record<SettingRow['scope'], string>;
const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  indentBy: '  ',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});
const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';

const string = (id: string): string => `$(string.${id})`;
const categoryId = (category: string): string => `Category_${category}`;

/** The policies, in the order of elements that the schema prescribes. */
export function admxDocument(): string {
  const policies = settingNames.map((name) => {
    const row = settingRows[name];
    const id = idOf(name);
    const isSwitch = row.kind === 'switch';
    return {
      '@name': id,
      '@class': scopes[row.scope],
      '@displayName': string(id),
      '@explainText': string(`${id}_Explain`),
      '@key': policyKey,
      ...(isSwitch ? { '@valueName': policyValueName(name) } : { '@presentation': `$(presentation.${id})` }),
      parentCategory: { '@ref': categoryId(row.category) },
      supportedOn: { '@ref': 'Supported' },
      ...(isSwitch
        ? { enabledValue: { decimal: { '@value': 1 } }, disabledValue: { decimal: { '@value': 0 } } }
        : { elements: elementOf(name, row, settingLimits(row)) }),
    };
  });
  const document = {
    policyDefinitions: {
      ...schemaAttributes,
      policyNamespaces: { target: { '@prefix': 'bluemindoutlooksetup', '@namespace': 'BlueMind.Policies.OutlookSetup' } },
      resources: { '@minRequiredRevision': '1.0' },
      supportedOn: { definitions: { definition: [{ '@name': 'Supported', '@displayName': string('Supported') }] } },
      categories: {
        category: [
          { '@name': categoryId('root'), '@displayName': string(categoryId('root')) },
          ...settingCategories.map((category) => ({
            '@name': categoryId(category),
            '@displayName': string(categoryId(category)),
            parentCategory: { '@ref': categoryId('root') },
          })),
        ],
      },
      policies: { policy: policies },
    },
  };
  return `${declaration}${builder.build(document)}`;
}

/** Every string and presentation that the policies refer to, in one language. */
export function admlDocument(language: Language): string {
  const t = words(language);
  const named = (id: string, text: string) => ({ '@id': id, '#text': text });
  const document = {
    policyDefinitionResources: {
      ...schemaAttributes,
      displayName: t('policy:category.root'),
      description: t('policy:description'),
      resources: {
        stringTable: {
          string: [
            named('Supported', t('policy:supported')),
            ...['root', ...settingCategories].map((category) => named(categoryId(category), t(`policy:category.${category}`))),
            ...settingNames.flatMap((name) => stringsOf(name, settingRows[name], language).map(([id, text]) => named(id, text))),
          ],
        },
        presentationTable: {
          presentation: settingNames
            .filter((name) => settingRows[name].kind !== 'switch')
            .map((name) => ({ '@id': idOf(name), ...presentationOf(name, settingRows[name], language) })),
        },
      },
    },
  };
  return `${declaration}${builder.build(document)}`;
}
