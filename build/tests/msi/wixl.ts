// Compiles a WiX project with wixl (msitools), and gives by SQL what wixl does not know: real WiX needs none of this.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { attributeOf, childrenOf, element, find, nameOf, readXml, remove, textOf, writeXml, type XmlNode } from '../../msi/xml.ts';

/** msidbComponentAttributesRegistryKeyPath, …Transitive and …64bit: what a component of ours has. */
const ownComponent = 4 + 64 + 256;

/** What wixl 0.101 warns about, stops at or leaves out without a word. */
const unknownAttributes: readonly (readonly [element: string, attribute: string])[] = [
  ['MajorUpgrade', 'AllowSameVersionUpgrades'],
  ['MediaTemplate', 'CompressionLevel'],
  ['Property', 'Secure'],
  ['File', 'ReadOnly'],
  ['Component', 'Transitive'],
];
const unknownElements = ['ShortcutProperty', 'RemoveFile'];
/** msidbCustomActionTypeTextData + …Property, as WiX writes them; wixl adds …NoImpersonate, which means nothing for them. */
const setProperty = 51;
const noImpersonate = 2048;
/** msidbRemoveFileInstallModeOnInstall. */
const onInstall = 1;

interface ForWixl {
  readonly project: string;
  /** To be run on the compiled database. */
  readonly statements: readonly string[];
}

/** The project without what wixl cannot read, and the statements that bring it back. Pure. */
function forWixl(text: string): ForWixl {
  const nodes = readXml(text);
  const statements: string[] = [];
  const secure: string[] = [];
  visit(nodes, (node) => {
    const name = nameOf(node);
    const id = attributeOf(node, 'Id') ?? '';
    if (name === 'Property' && attributeOf(node, 'Secure') === 'yes') secure.push(id);
    if (name === 'Component') prepareComponent(node, statements);
    // Character data is not read, text is.
    if (name === 'Condition') node.Condition = [{ '#text': textOf(node).trim() }];
    for (const [element, attribute] of unknownAttributes) if (element === name) Reflect.deleteProperty(node[':@'] ?? {}, attribute);
    remove(node, (child) => unknownElements.includes(nameOf(child)));
  });
  statements.push(
    `UPDATE \`Property\` SET \`Value\` = '${['WIX_DOWNGRADE_DETECTED', 'WIX_UPGRADE_DETECTED', ...secure].join(';')}' WHERE \`Property\` = 'SecureCustomProperties'`,
  );
  statements.push(`UPDATE \`CustomAction\` SET \`Type\` = ${setProperty} WHERE \`Type\` = ${setProperty + noImpersonate}`);
  moveGroupsIntoFragment(nodes);
  return { project: writeXml(nodes), statements };
}

function visit(nodes: readonly XmlNode[], each: (node: XmlNode) => void): void {
  for (const node of nodes) {
    each(node);
    visit(childrenOf(node), each);
  }
}

/** A component needs a name and a code of its own; its condition and its being transitive come by SQL. */
function prepareComponent(node: XmlNode, statements: string[]): void {
  const id = attributeOf(node, 'Id') ?? `Component_${attributeOf(find([node], 'File') ?? {}, 'Id') ?? ''}`;
  const isTransitive = attributeOf(node, 'Transitive') === 'yes';
  node[':@'] = { Guid: '*', ...node[':@'], Id: id };
  const where = `WHERE \`Component\` = '${id}'`;
  for (const condition of remove(node, (child) => nameOf(child) === 'Condition'))
    statements.push(`UPDATE \`Component\` SET \`Condition\` = '${textOf(condition).trim()}' ${where}`);
  for (const removal of childrenOf(node).filter((child) => nameOf(child) === 'RemoveFile')) statements.push(removeFile(id, removal));
  if (isTransitive) statements.push(`UPDATE \`Component\` SET \`Attributes\` = ${ownComponent} ${where}`);
}

/** A row of the table RemoveFile, in which wixl can only name folders. */
function removeFile(component: string, removal: XmlNode): string {
  const [id, folder, name] = ['Id', 'Directory', 'Name'].map((attribute) => attributeOf(removal, attribute) ?? '');
  return `INSERT INTO \`RemoveFile\` (\`FileKey\`, \`Component_\`, \`FileName\`, \`DirProperty\`, \`InstallMode\`) VALUES ('${id}', '${component}', 'BMOS.LNK|${name}', '${folder}', ${onInstall})`;
}

/** wixl reads component groups only outside of `Product`. */
function moveGroupsIntoFragment(nodes: readonly XmlNode[]): void {
  const [root, product] = [find(nodes, 'Wix'), find(nodes, 'Product')];
  if (!root || !product) return;
  const groups = remove(product, (child) => nameOf(child) === 'ComponentGroup');
  childrenOf(root).push(element('Fragment', {}, ...groups));
  root[':@'] = { xmlns: 'http://schemas.microsoft.com/wix/2006/wi' };
}

function run(program: string, args: readonly string[], cwd?: string): void {
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: 300_000, ...(cwd === undefined ? {} : { cwd }) });
  const said = `${done.stdout}${done.stderr}`.trim();
  // wixl goes on after what it calls critical, with a database that lacks it.
  if (done.status !== 0 || /WARNING|CRITICAL|ERROR/.test(said))
    throw new Error(`${program} ended with ${done.status ?? done.error?.message ?? done.signal}:\n${said.slice(-2_000)}`);
}

/** Compiles `project`, whose files are in `appDir`, into the file `msi`; throws with what the programs said. */
export function compile(project: string, msi: string, { version, appDir }: { readonly version: string; readonly appDir: string }): void {
  const { project: readable, statements } = forWixl(project);
  const source = `${msi}.wxs`;
  writeFileSync(source, readable);
  // It finds files only below the folder in which it runs.
  run('wixl', ['-a', 'x64', '-D', `version=${version}`, '-D', 'appDir=.', '-o', msi, source], appDir);
  run('msibuild', [msi, ...statements.flatMap((statement) => ['-q', statement])]);
  if (find(readXml(project), 'MajorUpgrade', { AllowSameVersionUpgrades: 'yes' })) upgradeTheSameVersion(msi);
}

/** msidbUpgradeAttributesMigrateFeatures, and that with …VersionMaxInclusive: what WiX writes for AllowSameVersionUpgrades. */
const [upgrade, upgradeSameVersion] = [1, 1 + 512];

/** The attributes are part of the row's key, which no statement can change: the table is written anew. */
function upgradeTheSameVersion(msi: string): void {
  const rows = ask(['export', msi, 'Upgrade']).replace(`\t${upgrade}\t\tWIX_UPGRADE`, `\t${upgradeSameVersion}\t\tWIX_UPGRADE`);
  const file = `${msi}.Upgrade.idt`;
  writeFileSync(file, rows);
  run('msibuild', [msi, '-i', file]);
}

/** Every table of an MSI, as rows by column. */
export type MsiTables = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

function ask(args: readonly string[]): string {
  const done = spawnSync('msiinfo', args, { encoding: 'utf8', timeout: 60_000 });
  if (done.status !== 0) throw new Error(`msiinfo ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

export function readTables(msi: string): MsiTables {
  const names = ask(['tables', msi])
    .split(/\r?\n/)
    .filter((name) => /^[A-Z]/.test(name));
  return Object.fromEntries(names.map((name) => [name, readTable(ask(['export', msi, name]))]));
}

/** Reads an .idt: the columns' names, their types, the table's keys, and rows. */
function readTable(idt: string): readonly Readonly<Record<string, string>>[] {
  const [columns = [], , , ...rows] = idt.split(/\r?\n/).map((line) => line.split('\t'));
  return rows
    .filter((row) => row.length === columns.length)
    .map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
}
