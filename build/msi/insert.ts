// Puts the installer's own part into a project that electron-builder made, or says what the project lacks. Pure.
import type { PackageTarget } from '../packages/targets.ts';
import { componentElements, newerMessage, productElements, shortcutRemoval } from './fragments.ts';
import { attributeOf, childrenOf, find, nameOf, readXml, remove, writeXml, type XmlNode } from './xml.ts';

/** A component of ours: a project that has it is done. */
const ownMark = 'BmosLogonEntry';

export type Inserted = { readonly ok: true; readonly project: string } | { readonly ok: false; readonly lacks: string };

/** Every place of the template that is built upon, and how it is named to people when it is missing. */
const anchors = {
  product: { name: 'Product', attributes: {} },
  upgrade: { name: 'MajorUpgrade', attributes: {} },
  components: { name: 'ComponentGroup', attributes: { Id: 'ProductComponents' } },
  program: { name: 'File', attributes: { Id: 'mainExecutable' } },
  folder: { name: 'Directory', attributes: { Id: 'APPLICATIONFOLDER' } },
  // Policies are the PC's: an installation for one person could not write them.
  perMachine: { name: 'Property', attributes: { Id: 'ALLUSERS', Value: '1' } },
} as const satisfies Record<string, { readonly name: string; readonly attributes: Readonly<Record<string, string>> }>;

/**
 * Inserts the fragments of a package for `cpu`; a project that has them is given back as it is. The elements take the project's own namespace: electron-builder 26
 * compiles with an early WiX 4, whose elements are those of WiX 3 under another name. `lacks` names the missing element.
 */
export function insertFragments(project: string, cpu: PackageTarget['cpu']): Inserted {
  const nodes = readXml(project);
  if (find(nodes, 'Component', { Id: ownMark })) return { ok: true, project };
  const found: Partial<Record<keyof typeof anchors, XmlNode>> = {};
  for (const [key, { name, attributes }] of Object.entries(anchors)) {
    const node = find(nodes, name, attributes);
    if (!node) return { ok: false, lacks: `<${[name, ...Object.entries(attributes).map(([id, value]) => `${id}="${value}"`)].join(' ')}>` };
    found[key as keyof typeof anchors] = node;
  }
  const { product, upgrade, components, program } = found as Record<keyof typeof anchors, XmlNode>;
  const file = attributeOf(program, 'Name');
  if (file === undefined) return { ok: false, lacks: '<File Id="mainExecutable" Name="…">' };
  // The older version goes inside of the new one's transaction: an upgrade that fails gives it back, with what it remembered. Left to itself, WiX
  // puts RemoveExistingProducts before InstallInitialize (its MajorUpgrade element, attribute Schedule), and nothing would be left.
  upgrade[':@'] = { ...upgrade[':@'], DowngradeErrorMessage: newerMessage, Schedule: 'afterInstallInitialize' };
  // It has a meaning for installations for one person only, and ICE105 would judge ours as one.
  remove(product, (child) => nameOf(child) === 'Property' && attributeOf(child, 'Id') === 'MSIINSTALLPERUSER');
  for (const component of childrenOf(components)) {
    const shortcut = find([component], 'Shortcut');
    if (shortcut) append(component, [shortcutRemoval(attributeOf(shortcut, 'Directory') ?? '', attributeOf(shortcut, 'Name') ?? '')]);
  }
  append(components, componentElements(file));
  append(product, productElements(cpu));
  return { ok: true, project: writeXml(nodes) };
}

/** Each on a line of its own, for whoever reads the project after a build that failed. */
function append(parent: XmlNode, nodes: readonly XmlNode[]): void {
  for (const node of nodes) childrenOf(parent).push({ '#text': '\n    ' }, node);
  childrenOf(parent).push({ '#text': '\n  ' });
}
