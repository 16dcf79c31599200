// Which saved sign-ins are recognised as Outlook's for a mailbox, and which are left alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { StoredCredential } from '../../electron/model/signIns.ts';
import { recogniseSignIns, type SignInOwner } from '../../electron/outlook/signIns.ts';

const owner: SignInOwner = {
  accounts: ['zoé@bücher.example', 'zoé@corp.example', 'CORP\\zoe'],
  domains: ['xn--bcher-kva.example', 'corp.example'],
  hosts: ['bm.hosting.example'],
};
const generic = (target: string): StoredCredential => ({ target, kind: 'generic' });
const reasons = (...stored: StoredCredential[]) => recogniseSignIns(stored, owner).map(({ target, reason }) => `${target} ${reason}`);

const recognised: readonly (readonly [target: string, reason: string])[] = [
  ['autodiscover.corp.example', 'autodiscoverHost'],
  ['Autodiscover.CORP.example', 'autodiscoverHost'],
  ['autodiscover.bücher.example', 'autodiscoverHost'],
  ['autodiscover.xn--bcher-kva.example', 'autodiscoverHost'],
  ['LegacyGeneric:target=autodiscover.corp.example', 'autodiscoverHost'],
  ['mapi.corp.example', 'mailHost'],
  ['bm.hosting.example', 'mailHost'],
  ['Domain:target=bm.hosting.example', 'mailHost'],
  ['MicrosoftOffice16_Data:SSPI:zoé@corp.example', 'officeAccount'],
  ['microsoftoffice15_data:sspi:ZOÉ@Corp.Example', 'officeAccount'],
  ['LegacyGeneric:target=MicrosoftOffice16_Data:SSPI:zoé@xn--bcher-kva.example', 'officeAccount'],
  ['MicrosoftOffice16_Data:SSPI:corp\\ZOE', 'officeAccount'],
  ['MicrosoftOffice16_SSPI:zoé@corp.example', 'officeAccount'],
  ['MS.Outlook.15:zoé@corp.example:PUT', 'outlookAccount'],
  ['MS.Outlook:zoe\u0301@bücher.example', 'outlookAccount'],
];

const leftAlone: readonly string[] = [
  // Somebody else's, or of another domain.
  'MicrosoftOffice16_Data:SSPI:other@corp.example',
  'MS.Outlook.15:zoé@elsewhere.example:PUT',
  'autodiscover.elsewhere.example',
  'autodiscover.corp.example.evil.example',
  'autodiscover.example',
  // The person's sign-in to Microsoft 365, which other programs need.
  'MicrosoftOffice16_Data:ADAL:0b7c1ab2-1c3d-4e5f-8a9b-0c1d2e3f4a5b',
  'MicrosoftOffice16_Data:orgid:zoé@corp.example',
  // File shares, remote desktops, web sites and other programs.
  'corp.example',
  'TERMSRV/bm.hosting.example',
  'git:https://bm.hosting.example',
  'WindowsLive:target=virtualapp/didlogical',
  'https://autodiscover.corp.example',
  'SSO_POP_User',
  '*',
  ' ',
];

describe('a saved sign-in', () => {
  for (const [target, reason] of recognised) {
    it(`named ${target} is recognised`, () => assert.deepEqual(reasons(generic(target)), [`${target} ${reason}`]));
  }
  for (const target of leftAlone) {
    it(`named “${target}” is left alone`, () => assert.deepEqual(reasons(generic(target)), []));
  }

  it('is recognised with a network password, never as a certificate', () => {
    const target = 'bm.hosting.example';
    assert.deepEqual(reasons({ target, kind: 'domainPassword' }), [`${target} mailHost`]);
    for (const kind of ['domainCertificate', 'genericCertificate', 'domainVisiblePassword', 'domainExtended'] as const) {
      assert.deepEqual(reasons({ target, kind }), []);
    }
  });

  it('carries its source, keeps its name as it is stored, and comes in the order of names', () => {
    const found = recogniseSignIns(['mapi.corp.example', 'MS.Outlook:zoé@corp.example', 'Autodiscover.corp.example'].map(generic), owner);
    assert.deepEqual(
      found.map(({ target }) => target),
      ['Autodiscover.corp.example', 'mapi.corp.example', 'MS.Outlook:zoé@corp.example'],
    );
    assert.ok(found.every(({ source }) => /BlueMind|KB \d+/.test(source)));
  });

  it('is never made up: whatever is recognised was stored, and names the mailbox’s own account or host', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => text !== '')), (targets) => {
        const stored = targets.map(generic);
        for (const { target, kind } of recogniseSignIns(stored, owner)) {
          assert.ok(stored.some((each) => each.target === target && each.kind === kind));
          assert.match(target.toLowerCase(), /zo|corp|bücher|bcher|hosting/);
        }
      }),
    );
  });
});
