// The guide for IT says what the installer, the packages and the command line really do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { componentElements, productElements, rememberedKey, runKey } from '../../build/msi/fragments.ts';
import { clearing, foreignCondition, propertyRows } from '../../build/msi/properties.ts';
import { attributeOf, find } from '../../build/msi/xml.ts';
import { checksumFile } from '../../build/packages/checksums.ts';
import { noticeFiles, product } from '../../build/packages/stage.ts';
import { root } from '../../build/root.ts';
import { commands } from '../../electron/cli/commandTable.ts';
import { logonMarkerName } from '../../electron/job/logonMarker.ts';
import { problemExitStatus } from '../../electron/model/problem.ts';
import { policyFindings, type PolicyFindingId } from '../../electron/policy/findings.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { policyValueName, settingsTable } from '../../electron/policy/settingsTable.ts';

const guide = readFileSync(join(root, 'build', 'DEPLOYMENT.md'), 'utf8');
/** The cells of every row of every table. */
const rows = guide
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('build/DEPLOYMENT.md', () => {
  it('has each public property once, with its policy value, its choices and its default, and no other', () => {
    const listed = rows
      .filter(([, name, value]) => /^`[A-Z]{3,}`$/.test(name ?? '') && /^`\w+`$/.test(value ?? ''))
      .map(([, name]) => name);
    assert.deepEqual(
      listed,
      propertyRows.map((row) => `\`${row.name}\``),
    );
    for (const row of propertyRows) {
      const [, , value, meaning = '', example = ''] = rows.find(([, name]) => name === `\`${row.name}\``) ?? [];
      assert.equal(value, `\`${row.value}\``);
      if (row.kind === 'switch') assert.match(meaning, new RegExp(`default \`${row.default}\``), row.value);
      else if (row.choices)
        for (const choice of row.choices) assert.ok(`${meaning}${example}`.includes(`\`${choice}\``), `${row.value} ${choice}`);
    }
    assert.ok(guide.includes(`\`${clearing}\` takes a text away`));
  });

  it('names the places of the registry, the entry at sign-in and its command as they are', () => {
    for (const key of [policyKey, rememberedKey]) assert.ok(guide.includes(`HKLM\\${key}`), key);
    const { productName } = product();
    const entry = find(componentElements(`${productName}.exe`), 'RegistryValue', { Key: runKey });
    assert.ok(entry);
    assert.ok(guide.includes(`named \`${attributeOf(entry, 'Name')}\``));
    assert.ok(guide.includes(attributeOf(entry, 'Value')?.replace('[APPLICATIONFOLDER]', `C:\\Program Files\\${productName}\\`) ?? '?'));
  });

  it('names the files that a build makes', () => {
    for (const name of [checksumFile, ...Object.values(noticeFiles)]) assert.ok(guide.includes(name), name);
  });

  it('names findings and policies that there are, and the one that is missing where nobody decided a mail domain', () => {
    const named = [...guide.matchAll(/`(policy\.\w+)`/g)].map(([, id]) => id ?? '');
    assert.ok(named.includes('policy.mailDomainMissing' satisfies PolicyFindingId));
    for (const id of named) assert.ok(Object.hasOwn(policyFindings, id), id);
    const budget = settingsTable.budget.default;
    assert.ok(guide.includes(`waited for ${budget} seconds (the setting \`${policyValueName('budget')}\`)`));
    for (const [, code = ''] of guide.matchAll(/`ended` in it says what stopped it \(`([\w.]+)`/g))
      assert.ok(Object.hasOwn(problemExitStatus, code), code);
  });

  it('lets the installer take LOGONAPPLY=1 alone, as it says: no condition looks at two properties', () => {
    const conditions = productElements('x64').filter((node) => 'Condition' in node);
    const texts = conditions.map((condition) => JSON.stringify(condition));
    assert.ok(texts.length > 0);
    for (const text of texts.filter((each) => each.includes('LOGONAPPLY'))) assert.ok(!text.includes('MAILDOMAIN'), text);
  });

  it('says when an installation takes back the policy that stops the sign-in: where it would take it for its own', () => {
    assert.equal(foreignCondition({ name: 'LOGONAPPLY' }), '(FOUND_LOGONAPPLY AND FOUND_LOGONAPPLY<>WRITTEN_LOGONAPPLY)');
    assert.match(guide, /takes the policy back, unless this MSI was given `LOGONAPPLY=0` on the PC before/);
  });

  it('says where the marker lies that outlives a roll-back: where it is made, undone, and where nobody is set up', () => {
    const marker = `\`%LOCALAPPDATA%\\${product().productName}\\${logonMarkerName}\``;
    const section = (number: number) => guide.split(/^## /m).find((text) => text.startsWith(`${number}. `)) ?? '';
    for (const number of [5, 9]) assert.ok(section(number).includes(marker), String(number));
    const [, , remedy = ''] = rows.find(([, seen]) => seen === 'installed, but nobody is set up') ?? [];
    assert.ok(remedy.includes(marker));
  });

  it('lists every exit status', () => {
    const statuses = rows.map(([, status]) => status ?? '').filter((status) => /^\d$/.test(status));
    assert.deepEqual(statuses, ['0', '1', '2', '3', '4']);
    for (const status of Object.values(problemExitStatus)) assert.ok(statuses.includes(String(status)));
  });

  it('starts the program in PowerShell as PowerShell can: a text in quotation marks is no command there, and nobody would wait', () => {
    const blocks = [...guide.matchAll(/```powershell\n([^]*?)```/g)].map(([, block = '']) => block);
    assert.ok(blocks.some((block) => block.includes("'keys','undo','--yes' -Wait -PassThru; exit $p.ExitCode")));
    for (const line of blocks.join('\n').split('\n')) assert.doesNotMatch(line, /^\s*"/, line);
    assert.doesNotMatch(guide, /Intune script[^\n]*\n\s*```\n/);
  });

  it('calls only commands and options that there are', () => {
    const known = new Set(commands.map(({ words }) => words[0]));
    for (const [, command] of guide.matchAll(/`(check|keys|profile|setup|inspect|report|undo|apply)\b[^`]*`/g))
      assert.ok(known.has(command as 'check'), command);
    const options = commands.flatMap((row) => row.options.map(({ flags }) => flags.split(' ')[0]));
    for (const [, option] of guide.matchAll(/`(?:check|keys|profile|setup|report)[^`]* (--[a-z-]+)/g))
      assert.ok([...options, '--json', '--yes', '--log'].includes(option), option);
  });
});
