// A project for electron-builder's early WiX 4, as WiX 3 takes it: the same elements under another name, and three differences of notation. Pure.
import { attributeOf, childrenOf, element, find, nameOf, readXml, remove, writeXml, type XmlNode } from '../../msi/xml.ts';

const namespaces = { 4: 'http://wixtoolset.org/schemas/v4/wxs', 3: 'http://schemas.microsoft.com/wix/2006/wi' } as const;

/** Rewrites the project. */
export function forWix3(project: string): string {
  const nodes = readXml(project.replace(namespaces[4], namespaces[3]));
  const product = find(nodes, 'Product');
  if (product) {
    nestFolders(product);
    giveEachItsFolder(product);
  }
  return writeXml(nodes);
}

/** `<Directory Id="d1" Name="PARENT:\a\b\"/>` is a folder in a folder, each an element of its own. */
function nestFolders(product: XmlNode): void {
  const inline = /^(\w+):\\(.+)\\$/;
  const isInline = (node: XmlNode) => nameOf(node) === 'Directory' && inline.test(attributeOf(node, 'Name') ?? '');
  const known = new Map<string, XmlNode>();
  for (const node of remove(product, isInline)) {
    const [, parent = '', path = ''] = inline.exec(attributeOf(node, 'Name') ?? '') ?? [];
    const folder = folderAt(product, known, parent, path.split('\\'));
    folder[':@'] = { ...folder[':@'], Id: attributeOf(node, 'Id') ?? '' };
  }
}

/** The element of a folder below `parent`, made with those above it where it is not there yet. */
function folderAt(product: XmlNode, known: Map<string, XmlNode>, parent: string, names: readonly string[]): XmlNode {
  const [name] = names.slice(-1);
  if (name === undefined) return find([product], 'Directory', { Id: parent }) ?? {};
  const path = [parent, ...names].join('\\');
  const there = known.get(path);
  if (there) return there;
  const above = childrenOf(folderAt(product, known, parent, names.slice(0, -1)));
  const made = element('Directory', { Id: `folder${known.size}`, Name: name });
  above.push(made);
  known.set(path, made);
  return made;
}

/** The folder of a component stands at each or at their group, not at both. */
function giveEachItsFolder(product: XmlNode): void {
  const group = find([product], 'ComponentGroup');
  const folder = group && attributeOf(group, 'Directory');
  if (!group || folder === undefined) return;
  Reflect.deleteProperty(group[':@'] ?? {}, 'Directory');
  for (const component of childrenOf(group))
    if (nameOf(component) === 'Component') component[':@'] = { Directory: folder, ...component[':@'] };
}
