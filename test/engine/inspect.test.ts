// The first step on the practice workstation: what is on the PC, and what it means for BlueMind 4 and 5.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { JobContext } from '../../electron/job/context.ts';
import { inspect, judged } from '../../electron/job/inspect.ts';
import { judgedInspectionSchema, type JudgedInspection } from '../../electron/model/outlook.ts';
import type { RegistryData } from '../../electron/model/registry.ts';
import { languages } from '../../electron/model/walk.ts';
import { phrasing } from '../../electron/report/phrasing.ts';
import { workstationSection } from '../../electron/report/workstationSections.ts';
import type { Workstation } from '../../electron/workstation/port.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { cli } from './cliProcess.ts';

const email = 'user@practice.example';
const dword = (data: number): RegistryData => ({ type: 'REG_DWORD', data });
const text = (data: string): RegistryData => ({ type: 'REG_SZ', data });

describe('the inspection of the practice PC', () => {
  let folder: string;
  let workstation: Workstation;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inspect-'));
    const opened = await openPracticeWorkstation({ folder });
    assert.ok(opened.ok);
    workstation = opened.value;
  });
  after(async () => {
    await workstation.close();
    await rm(folder, { recursive: true });
  });

  async function look(catalogue: string, on = workstation): Promise<JudgedInspection> {
    const context: JobContext = { workstation: on, language: 'en', program: { name: 'test', version: '0' }, timeoutMs: 1, budgetMs: 1 };
    const read = await inspect(context, { catalogue }, { signal: new AbortController().signal, onProgress: () => undefined });
    assert.ok(read.ok, JSON.stringify(read));
    const inspection = judged(read.value, { email });
    assert.deepEqual(judgedInspectionSchema.parse(inspection), inspection);
    return inspection;
  }
  const urgent = ({ findings }: JudgedInspection): readonly string[] =>
    findings.filter(({ status }) => status === 'warn' || status === 'fail').map(({ id, status }) => `${id} ${status}`);

  it('as it comes has nothing that needs attention, with either BlueMind', async () => {
    for (const catalogue of ['bluemind-4', 'bluemind-5']) assert.deepEqual(urgent(await look(catalogue)), []);
    const { outlooks, pc } = await look('bluemind-5');
    assert.deepEqual(
      outlooks.map(({ edition, channel, opens }) => [edition, channel, opens]),
      [['Microsoft 365 Apps for business', 'current', true]],
    );
    assert.equal(pc?.build, 26100);
    assert.ok(Math.abs(Date.parse(pc.now) - Date.now()) < 60_000);
  });

  it('names a catalogue that is not there', async () => {
    const ended = await cli(['inspect', '--catalogue', 'bluemind-9', '--workstation', `practice:${folder}`]);
    assert.equal(ended.status, 2);
  });

  it('finds what years of use leave on a PC, and judges it by the BlueMind version', async () => {
    const elevated = await workstation.elevation.request(new AbortController().signal);
    assert.ok(elevated.ok);
    const policies = 'HKCU\\Software\\Policies\\Microsoft';
    const outlookPolicies = `${policies}\\Office\\16.0\\Outlook`;
    const profile = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\Exchange';
    const account = `${profile}\\9375CFF0413111d3B88A00104B2A6676\\00000001`;
    const values: readonly (readonly [string, string, RegistryData])[] = [
      ['HKCU\\Software\\Microsoft\\Office\\Outlook\\Addins\\BlueMind.Connect', 'LoadBehavior', dword(3)],
      ['HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\Preferences', 'UseNewOutlook', dword(1)],
      [`${outlookPolicies}\\Setup`, 'ModifyAccounts', dword(1)],
      [`${outlookPolicies}\\Options\\General`, 'DoNewOutlookAutoMigration', dword(1)],
      [`${policies}\\Exchange`, 'MaxNumExchange', dword(1)],
      [account, 'clsid', text('{ED475414-B0D6-11D2-8C3B-00104B2A6676}')],
      [account, 'Service Name', text('MSEMS')],
      [account, 'Account Name', text('user@corp.example')],
    ];
    for (const [key, name, data] of values) assert.ok((await elevated.value.setValue(key, name, data)).ok, key);

    assert.deepEqual(urgent(await look('bluemind-5')), [
      'outlookPolicy.modifyAccounts fail',
      'outlookPolicy.maxAccounts warn',
      'newOutlook.opens warn',
      'newOutlook.migration warn',
      'outlook.connector warn',
    ]);
    assert.deepEqual(urgent(await look('bluemind-4')), [
      'outlookPolicy.modifyAccounts fail',
      'newOutlook.opens warn',
      'newOutlook.migration warn',
    ]);
    const { findings } = await look('bluemind-5');
    assert.ok(findings.some(({ id, subject }) => id === 'profile.exchangeElsewhere' && subject === 'Exchange'));
  });

  it('is told in every language, by the command line too', async () => {
    const inspection = await look('bluemind-5');
    for (const language of languages) {
      const section = JSON.stringify(workstationSection(inspection, phrasing(language)));
      assert.doesNotMatch(section, /report:|common:|\{\{/);
      const ended = await cli(['inspect', '--lang', language, '--workstation', `practice:${folder}`]);
      assert.equal(ended.status, 1);
      assert.match(ended.stdout, /BlueMind\.Connect/);
    }
  });

  it('puts the address of Active Directory before the sign-in name', async () => {
    const { identity } = workstation;
    const pc = await workstation.facts?.(new AbortController().signal);
    assert.ok(pc);
    const known = { ...workstation, identity: { ...identity, address: 'upn@corp.example' } };
    assert.equal((await look('bluemind-5', known)).address, 'upn@corp.example');
    const withMail = { ...known, facts: () => Promise.resolve({ ...pc, mail: 'camille@practice.example' }) };
    assert.equal((await look('bluemind-5', withMail)).address, 'camille@practice.example');
  });
});
