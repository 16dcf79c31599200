// The user's mail address through the real WLDAP32, read from a real slapd on loopback; and what is made of an entry.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as koffi from 'koffi';
import { lookUpMail, mailOf, sidFilterValue } from '../../electron/workstation/windows/eyes/mailLookup.ts';
import { reader, slapdIsHere, startSlapd, type Slapd } from '../servers/slapd.ts';

const never = new AbortController().signal;
const sid = (rid: number): string => `S-1-5-21-1-2-4294967295-${rid}`;
/** The bytes of a SID by the layout of MS-DTYP 2.4.2.2, written out. */
const bytesOf = (rid: number): Uint8Array => {
  const hex = '0105000000000005' + '15000000' + '01000000' + '02000000' + 'ffffffff';
  const last = Buffer.alloc(4);
  last.writeUInt32LE(rid);
  return Buffer.concat([Buffer.from(hex, 'hex'), last]);
};

describe('a security identifier in a filter', () => {
  test('is its bytes, each escaped', () => {
    const escaped = [...bytesOf(1001)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
    assert.equal(sidFilterValue(sid(1001)), escaped);
    assert.equal(sidFilterValue('S-1-5-18'), '\\01\\01\\00\\00\\00\\00\\00\\05\\12\\00\\00\\00');
  });
  test('that is none gives no filter', () => {
    for (const text of ['', 'S-1-5', 'S-1-5-18)(objectClass=*', 'S-1-5-4294967296', 'user', 'S-2-5-18', `S-1-5${'-1'.repeat(16)}`])
      assert.equal(sidFilterValue(text), undefined, text);
  });
});

describe('the address of an entry', () => {
  const cases = [
    [{ mail: ['camille@corp.example'], proxyAddresses: ['SMTP:other@corp.example'] }, 'camille@corp.example'],
    [{ mail: [], proxyAddresses: ['smtp:alias@corp.example', 'x500:/o=corp', 'SMTP:camille@corp.example'] }, 'camille@corp.example'],
    [{ mail: [' camille@corp.example '], proxyAddresses: [] }, 'camille@corp.example'],
    [{ mail: ['none'], proxyAddresses: [] }, undefined],
    [{ mail: [], proxyAddresses: ['smtp:alias@corp.example'] }, undefined],
    [undefined, undefined],
  ] as const;
  for (const [entry, expected] of cases) {
    test(`${JSON.stringify(entry)} is ${expected ?? 'not known'}`, () => assert.equal(mailOf(entry), expected));
  }
});

describe('a directory', { skip: slapdIsHere ? false : 'needs Debian’s slapd' }, () => {
  let slapd: Slapd;
  before(async () => {
    slapd = await startSlapd(
      [],
      [
        { cn: 'Camille', sid: bytesOf(1001), mail: 'camille@corp.example', proxyAddresses: ['SMTP:primary@corp.example'] },
        { cn: 'Noe', sid: bytesOf(1002), proxyAddresses: ['smtp:alias@corp.example', 'SMTP:noe@corp.example'] },
        { cn: 'Nobody', sid: bytesOf(1003) },
      ],
    );
  });
  after(() => slapd.close());

  const look = (user: string, signal = never, simple = reader): Promise<string | undefined> =>
    lookUpMail(koffi, { sid: user, server: { host: 'localhost', port: slapd.port, simple } }, signal);

  test('gives the mail address of the user with this identifier, and of no other', async () => {
    assert.equal(await look(sid(1001)), 'camille@corp.example');
    assert.equal(await look(sid(1002)), 'noe@corp.example');
  });

  test('gives none for a user without one, an unknown user, a refused sign-in and an identifier that is none', async () => {
    assert.equal(await look(sid(1003)), undefined);
    assert.equal(await look(sid(9999)), undefined);
    assert.equal(await look(sid(1001), never, { ...reader, password: 'wrong' }), undefined);
    assert.equal(await look('nobody'), undefined);
  });

  test('that does not answer, or is not waited for, gives none', async () => {
    assert.equal(await lookUpMail(koffi, { sid: sid(1001), server: { host: 'localhost', port: 1, simple: reader } }, never), undefined);
    assert.equal(await look(sid(1001), AbortSignal.abort()), undefined);
  });
});
