// XML with its order, comments and character data kept: what is read and not changed is written as it was.
import XMLBuilder from 'fast-xml-builder';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';

type Attributes = Readonly<Record<string, string>>;

/** An element, a text, a comment or a declaration, in the shape of fast-xml-parser's `preserveOrder`. */
export interface XmlNode {
  ':@'?: Record<string, string>;
  [name: string]: XmlNode[] | string | Record<string, string> | undefined;
}

const form = {
  ignoreAttributes: false,
  attributeNamePrefix: '',
  preserveOrder: true,
  commentPropName: '#comment',
  cdataPropName: '#cdata',
} as const;
const parser = new XMLParser({ ...form, trimValues: false, parseTagValue: false, parseAttributeValue: false });
const builder = new XMLBuilder({ ...form, suppressEmptyNode: true });

const nodesSchema = z.array(z.custom<XmlNode>((value) => typeof value === 'object' && value !== null));

/** Reads a document; throws on text that is not XML. */
export function readXml(text: string): XmlNode[] {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`line ${valid.err.line}: ${valid.err.msg}`);
  return nodesSchema.parse(parser.parse(text));
}

export function writeXml(nodes: readonly XmlNode[]): string {
  return z.string().parse(builder.build(nodes));
}

/** Makes an element; texts among its children become text. */
export function element(name: string, attributes: Attributes, ...children: readonly (XmlNode | string)[]): XmlNode {
  const nodes = children.map((child): XmlNode => (typeof child === 'string' ? { '#text': child } : child));
  return { [name]: nodes, ':@': { ...attributes } };
}

/** The element's name, `#text`, `#comment`, `#cdata`, or that of a declaration with its question mark. */
export function nameOf(node: XmlNode): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

export function childrenOf(node: XmlNode): XmlNode[] {
  const children = node[nameOf(node)];
  return Array.isArray(children) ? children : [];
}

/** The text inside of a node, plain or as character data. */
export function textOf(node: XmlNode): string {
  const own = node['#text'];
  return typeof own === 'string' ? own : childrenOf(node).map(textOf).join('');
}

export function attributeOf(node: XmlNode, name: string): string | undefined {
  return node[':@']?.[name];
}

/** Whether the element has this name and these attributes. */
function matches(node: XmlNode, name: string, attributes: Attributes): boolean {
  return nameOf(node) === name && Object.entries(attributes).every(([key, value]) => attributeOf(node, key) === value);
}

/** The first such element among the nodes and everything inside of them, in the order of the document. */
export function find(nodes: readonly XmlNode[], name: string, attributes: Attributes = {}): XmlNode | undefined {
  for (const node of nodes) {
    const found = matches(node, name, attributes) ? node : find(childrenOf(node), name, attributes);
    if (found) return found;
  }
  return undefined;
}

/** Takes children out of an element; gives those that were there. */
export function remove(node: XmlNode, isUnwanted: (child: XmlNode) => boolean): readonly XmlNode[] {
  const children = childrenOf(node);
  const unwanted = children.filter(isUnwanted);
  if (unwanted.length > 0) node[nameOf(node)] = children.filter((child) => !unwanted.includes(child));
  return unwanted;
}
