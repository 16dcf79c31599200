// Profiles as Outlook keeps them, imported by Windows' own reg.exe and read back: every kind of account, and what is broken.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as native from 'native-reg';
import type { AccountKind } from '../../electron/model/outlook.ts';
import type { OutlookVersion } from '../../electron/model/outlookRegistry.ts';
import { createProfile } from '../../electron/outlook/createProfile.ts';
import { importProfile, takeBackImport } from '../../electron/outlook/importProfile.ts';
import { readPending } from '../../electron/outlook/pendingImport.ts';
import { readProfiles } from '../../electron/outlook/profiles.ts';
import { removeProfile } from '../../electron/outlook/removeProfile.ts';
import { verifyProfile } from '../../electron/outlook/verifyProfile.ts';
import { assertSameExport, codeOf, exportSoftware, importReg, leaveAlone, must, never, openRig, type Rig } from './rig.ts';

type Seen = readonly (readonly [kind: AccountKind, name: string, service: string | null, server: string | null])[];

interface Sample {
  readonly file: string;
  readonly office: OutlookVersion;
  readonly profile: string;
  readonly blank: boolean;
  readonly accounts: Seen;
}

const user = 'user@practice.example';
const samples: readonly Sample[] = [
  {
    file: 'pop',
    office: '16.0',
    profile: 'Corpus POP',
    blank: false,
    accounts: [
      ['pop3', 'zoé@practice.example', null, 'pop.practice.example'],
      ['dataFile', 'Outlook Data File', 'MSUPST MS', null],
    ],
  },
  {
    file: 'imap',
    office: '16.0',
    profile: 'Corpus IMAP',
    blank: false,
    accounts: [
      ['imap', user, null, 'imap.practice.example'],
      ['dataFile', user, 'INTERSTOR', null],
      ['addressBook', 'Outlook Address Book', 'CONTAB', null],
    ],
  },
  {
    file: 'exchange',
    office: '16.0',
    profile: 'Corpus Exchange',
    blank: false,
    accounts: [
      ['exchange', user, 'MSEMS', null],
      ['addressBook', 'Outlook Address Book', 'CONTAB', null],
    ],
  },
  {
    file: 'eas',
    office: '15.0',
    profile: 'Corpus EAS',
    blank: false,
    accounts: [['activeSync', 'user@outlook.example', 'EAS', 'eas.outlook.example']],
  },
  {
    file: 'pst-only',
    office: '16.0',
    profile: 'Corpus PST',
    blank: true,
    accounts: [
      ['dataFile', 'Archive', 'MSUPST MS', null],
      ['dataFile', 'Old archive', 'MSPST MS', null],
      ['addressBook', 'Personal Address Book', 'MSPST AB', null],
      ['ldap', 'directory', null, 'ldap.practice.example'],
      ['ldap', 'LDAP Directory', 'EMABLT', null],
    ],
  },
  {
    file: 'mixed',
    office: '16.0',
    profile: 'Corpus mixed',
    blank: false,
    accounts: [
      ['imap', 'imap@practice.example', null, 'imap.practice.example'],
      ['exchange', user, 'MSEMS', null],
      ['pop3', 'pop@practice.example', null, 'pop.practice.example'],
      ['http', 'hot@practice.example', null, 'http://services.msn.example/svcs/hotmail/httpmail.asp'],
      ['unknown', 'Connector store', 'BMCONNECTOR', null],
    ],
  },
  {
    file: 'broken',
    office: '16.0',
    profile: 'Corpus broken',
    blank: false,
    accounts: [
      ['possibleExchange', 'half@practice.example', null, null],
      ['unknown', 'no end@practice.example', 'MSEMS', null],
      ['exchange', '', 'MSEMS', null],
      ['unknown', 'from elsewhere', null, null],
    ],
  },
  {
    file: 'order',
    office: '15.0',
    profile: 'Corpus order',
    blank: false,
    accounts: [
      ['exchange', user, 'MSEMS', null],
      ['pop3', 'pop@practice.example', null, 'pop.practice.example'],
      ['addressBook', 'Outlook Address Book', 'CONTAB', null],
      ['dataFile', 'Outlook Data File', 'MSUPST MS', null],
      ['imap', 'unlisted@practice.example', null, 'imap.practice.example'],
    ],
  },
  {
    file: 'office365',
    office: '16.0',
    profile: 'Corpus 365',
    blank: false,
    accounts: [['exchange', 'user@tenant.example', 'MSEMS', null]],
  },
  { file: 'blank', office: '16.0', profile: 'Corpus blank', blank: true, accounts: [] },
  {
    file: 'outlook-2010',
    office: '14.0',
    profile: 'Corpus 2010',
    blank: false,
    accounts: [
      ['exchange', user, 'MSEMS', null],
      ['dataFile', 'Outlook Data File', 'MSUPST MS', null],
    ],
  },
];

describe('the profiles in the registry', { skip: leaveAlone }, () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig();
    for (const { file } of samples) await importReg(fileURLToPath(new URL(`profiles/${file}.reg`, import.meta.url)));
  });
  after(async () => {
    for (const key of ['Office\\15.0', 'Office\\16.0', 'Windows NT\\CurrentVersion\\Windows Messaging Subsystem']) {
      native.deleteTree(native.HKCU, `Software\\Microsoft\\${key}`);
    }
    await rig.close();
  });

  for (const { file, office, profile, blank, accounts } of samples) {
    it(`of ${file}.reg are read with their accounts`, async () => {
      const { profiles } = must(await readProfiles(rig.workstation.registry, office));
      const found = profiles.find(({ name }) => name === profile);
      assert.deepEqual(
        found?.accounts.map(({ kind, name, service, server }) => [kind, name, service, server]),
        accounts,
      );
      assert.equal(found.blank, blank);
    });
  }

  it('bear the hint of Microsoft 365 only where their sections name one of its servers', async () => {
    const { profiles } = must(await readProfiles(rig.workstation.registry, '16.0'));
    const hinted = profiles.filter(({ office365 }) => office365).map(({ name }) => name);
    assert.deepEqual(hinted, ['Corpus 365']);
  });

  it('name the one that Outlook opens, per Office version', async () => {
    const defaults = await Promise.all(
      (['14.0', '15.0', '16.0'] as const).map(async (office) => must(await readProfiles(rig.workstation.registry, office)).defaultName),
    );
    assert.deepEqual(defaults, ['Corpus 2010', null, 'Corpus Exchange']);
  });

  it('get a blank one beside them, the others untouched; removed again, the registry is what it was', async () => {
    const untouched = await exportSoftware();
    const name = 'BlueMind – Büro 事務所';
    must(await createProfile(rig.workstation, { office: '16.0', name, default: 'keep' }, never));
    assert.equal(must(await verifyProfile(rig.workstation.registry, '16.0', name, user)).state, 'blank');
    assert.equal(codeOf(await createProfile(rig.workstation, { office: '16.0', name, default: 'keep' }, never)), 'profile.exists');
    must(await removeProfile(rig.workstation, { office: '16.0', name }, never));
    assertSameExport(await exportSoftware(), untouched);
  });

  it('can be left to Outlook’s next start, by a .prf file; taken back, the registry is what it was', async () => {
    const untouched = await exportSoftware();
    const wanted = { office: '16.0', name: 'BlueMind', default: 'prompt' } as const;
    must(await importProfile(rig.workstation, wanted, never));
    const pending = must(await readPending(rig.workstation, '16.0'));
    assert.match((await readFile(pending?.file ?? '')).toString('latin1'), /\r\nProfileName=BlueMind\r\nDefaultProfile=No\r\n/);
    assert.notEqual(await exportSoftware(), untouched);
    assert.equal(codeOf(await importProfile(rig.workstation, wanted, never)), 'profile.importPending');
    const backup = must(await takeBackImport(rig.workstation, wanted, never));
    assertSameExport(await exportSoftware(), untouched);
    assert.ok(backup);
    assert.equal(must(await readPending(rig.workstation, '16.0')), null);
  });

  it('come back to the byte from the backup that removing them makes, also the broken one', async () => {
    const untouched = await exportSoftware();
    for (const name of ['Corpus mixed', 'Corpus broken', 'Corpus Exchange']) {
      const { backup } = must(await removeProfile(rig.workstation, { office: '16.0', name }, never));
      assert.notEqual(await exportSoftware(), untouched);
      await importReg(backup);
      assertSameExport(await exportSoftware(), untouched, name);
    }
  });
});
