// An account is recognised by its marks, whichever type Outlook wrote them in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeAccount, isMailAccount } from '../../electron/outlook/accounts.ts';
import type { RegistryKey, RegistryValue } from '../../electron/model/registry.ts';

const text = (name: string, data: string): RegistryValue => ({ name, type: 'REG_SZ', data });
const binary = (name: string, data: string): RegistryValue => ({
  name,
  type: 'REG_BINARY',
  data: Buffer.from(`${data}\0`, 'utf16le').toString('hex'),
});
const key = (...values: RegistryValue[]): RegistryKey => ({ values, subkeys: [] });
const service = '{ED475414-B0D6-11D2-8C3B-00104B2A6676}';

const kinds: readonly (readonly [clsid: string, serviceName: string | undefined, kind: string, mail: boolean])[] = [
  ['{ED475411-B0D6-11D2-8C3B-00104B2A6676}', undefined, 'pop3', true],
  ['{ED475412-B0D6-11D2-8C3B-00104B2A6676}', undefined, 'imap', true],
  ['{4DB5CBF0-3B77-4852-BC8E-BB81908861F3}', undefined, 'http', true],
  ['{4DB5CBF2-3B77-4852-BC8E-BB81908861F3}', undefined, 'ldap', false],
  [service, 'MSEMS', 'exchange', true],
  [service, 'EAS', 'activeSync', true],
  [service, 'MSUPST MS', 'dataFile', false],
  [service, 'MSPST MS', 'dataFile', false],
  [service, 'INTERSTOR', 'dataFile', false],
  [service, 'MSPST AB', 'addressBook', false],
  [service, 'CONTAB', 'addressBook', false],
  [service, 'EMABLT', 'ldap', false],
  [service, undefined, 'possibleExchange', true],
  [service, 'SOMEBODYS CONNECTOR', 'unknown', true],
  ['{00000000-0000-0000-0000-000000000000}', undefined, 'unknown', true],
];

describe('an account', () => {
  for (const [clsid, serviceName, kind, mail] of kinds) {
    it(`with clsid ${clsid} and ${serviceName ?? 'no'} service is ${kind}${mail ? ', a mail account' : ''}`, () => {
      for (const write of [text, binary]) {
        const values = [text('clsid', clsid.toLowerCase()), ...(serviceName === undefined ? [] : [write('Service Name', serviceName)])];
        const account = decodeAccount(key(...values));
        assert.equal(account?.kind, kind);
        assert.equal(account.service, serviceName ?? null);
        assert.equal(isMailAccount(account), mail);
      }
    });
  }

  it('of BlueMind is named by its address', () => {
    const account = decodeAccount(
      key(text('clsid', service), binary('Service Name', 'MSEMS'), binary('Account Name', 'zoë@firma.example')),
    );
    assert.deepEqual(account, { kind: 'exchange', name: 'zoë@firma.example', service: 'MSEMS', server: null });
  });

  it('of IMAP names its server, and its address where it has no display name', () => {
    const account = decodeAccount(
      key(
        text('clsid', '{ED475412-B0D6-11D2-8C3B-00104B2A6676}'),
        text('Email', 'a@b.example'),
        text('IMAP Server', 'imap.b.example'),
        text('SMTP Server', 'smtp.b.example'),
      ),
    );
    assert.deepEqual(account, { kind: 'imap', name: 'a@b.example', service: null, server: 'imap.b.example' });
  });

  it('is none where a key bears no mark of one', () => {
    assert.equal(decodeAccount(key()), undefined);
    assert.equal(decodeAccount(key(text('Mini UID', '1'))), undefined);
  });
});
