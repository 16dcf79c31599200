// One setting in the Group Policy editor: the element that holds its value, the control that shows it, and its words. One row per kind.
import type { SettingName } from '../../electron/model/settings.ts';
import type { Language } from '../../electron/model/walk.ts';
import { installerProperty, policyValueName, type SettingKind, type SettingRow } from '../../electron/policy/settingsTable.ts';
import { settingLimits, type SettingLimits } from './limits.ts';
import { words } from './words.ts';

/** What fast-xml-builder takes: attributes begin with @. */
type Xml = Readonly<Record<string, unknown>>;

interface KindRow {
  /** ADMX: below `elements` (MS-GPREG 7.2, PolicyElements). `id` and `valueName` are put into it. */
  readonly element: (name: SettingName, row: SettingRow, limits: SettingLimits) => readonly [tag: string, xml: Xml];
  /** ADML: below `presentation`. */
  readonly control: (label: string, row: SettingRow) => Xml;
}

/** The id of a policy, of its element and of its presentation; of its strings with an ending. */
export function idOf(name: SettingName): string {
  return policyValueName(name);
}

const choiceId = (name: SettingName, choice: string): string => `${idOf(name)}_${choice}`;

const kinds: Readonly<Record<Exclude<SettingKind, 'switch'>, KindRow>> = {
  text: {
    element: (_name, row, { maxLength }) => [
      'text',
      { '@required': true, '@maxLength': maxLength, ...(row.path === undefined ? {} : { '@expandable': true }) },
    ],
    control: (label) => ({ textBox: { '@refId': '', label } }),
  },
  list: {
    element: (_name, _row, { maxLength, maxItems }) => [
      'multiText',
      { '@required': true, '@maxLength': maxLength, '@maxStrings': maxItems },
    ],
    control: (label) => ({ text: label, multiTextBox: { '@refId': '', '@defaultHeight': 5 } }),
  },
  choice: {
    element: (name, _row, { choices }) => [
      'enum',
      {
        '@required': true,
        item: choices.map((choice) => ({ '@displayName': `$(string.${choiceId(name, choice)})`, value: { string: choice } })),
      },
    ],
    control: (label) => ({ dropdownList: { '@refId': '', '@noSort': true, '#text': label } }),
  },
  seconds: {
    element: (_name, _row, { min, max }) => ['decimal', { '@required': true, '@minValue': min, '@maxValue': max }],
    control: (label, row) => ({
      decimalTextBox: { '@refId': '', ...(typeof row.default === 'number' ? { '@defaultValue': row.default } : {}), '#text': label },
    }),
  },
};

function kindOf({ kind }: SettingRow): KindRow {
  if (kind === 'switch') throw new Error('a switch is its policy’s own value and has no element');
  return kinds[kind];
}

/** What stands below `elements`. */
export function elementOf(name: SettingName, row: SettingRow, limits: SettingLimits): Xml {
  const [tag, xml] = kindOf(row).element(name, row, limits);
  return { [tag]: { '@id': idOf(name), '@valueName': policyValueName(name), ...xml } };
}

/** What stands below `presentation`: the control, tied to the element. */
export function presentationOf(name: SettingName, row: SettingRow, language: Language): Xml {
  const controls = kindOf(row).control(words(language)(`common:setting.${name}`), row);
  const tied = ([tag, xml]: readonly [string, unknown]) =>
    [tag, typeof xml === 'object' && xml !== null && '@refId' in xml ? { ...xml, '@refId': idOf(name) } : xml] as const;
  return Object.fromEntries(Object.entries(controls).map(tied));
}

/** The strings of one policy: its name, its help, and the words of its choices. */
export function stringsOf(name: SettingName, row: SettingRow, language: Language): readonly (readonly [id: string, text: string])[] {
  const t = words(language);
  const example = [row.example].flat().join(', ');
  const help = [
    t(`policy:explain.${name}`),
    ...(row.kind === 'text' || row.kind === 'list' ? (example === '' ? [] : [t('policy:example', { example })]) : []),
    t(row.readBy === 'installer' ? 'policy:unset.property' : 'policy:unset', {
      default: defaultText(row, language),
      property: installerProperty(name) ?? '',
    }),
  ];
  return [
    [idOf(name), t(`common:setting.${name}`)],
    [`${idOf(name)}_Explain`, help.join('\n\n')],
    ...settingLimits(row).choices.map((choice) => [choiceId(name, choice), t(`policy:choice.${name}.${choice}`)] as const),
  ];
}

function defaultText(row: SettingRow, language: Language): string {
  const t = words(language);
  if (typeof row.default === 'boolean') return t(row.default ? 'policy:unset.on' : 'policy:unset.off');
  const text = [row.default ?? ''].flat().join(', ');
  if (text !== '') return text;
  return t(row.kind === 'choice' ? 'policy:unset.own' : 'policy:unset.nothing');
}
