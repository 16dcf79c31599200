// Programs that look into TLS, by the trusted roots in a PC's registry: in which stores, and from which bytes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Registry } from '../../electron/workstation/port.ts';
import { certificateIn, readInspectors } from '../../electron/workstation/windows/eyes/trustedRoots.ts';
import { createAuthority } from '../servers/authority.ts';
import { registryWith, type Values } from './pcRegistry.ts';

/** A property of a certificate in the registry (MS-GPEF 2.2.1.1.1.1). */
function property(number: number, value: Buffer, length = value.length): Buffer {
  const head = Buffer.alloc(12);
  [number, 1, length].forEach((word, index) => head.writeUInt32LE(word, index * 4));
  return Buffer.concat([head, value]);
}

const friendlyName = property(11, Buffer.from('Our root\0', 'utf16le'));
const hash = property(3, Buffer.alloc(20, 1));
const binary = (bytes: Buffer) => ({ Blob: { type: 'REG_BINARY', data: bytes.toString('hex') } }) as const satisfies Values;

/** Windows' own registry in this process, as far as it is told apart. */
const native = async (keys: Readonly<Record<string, Values>>): Promise<Registry> => ({ ...(await registryWith(keys)), backend: 'native' });
const user = 'HKCU\\Software\\Microsoft\\SystemCertificates\\Root\\Certificates';
const machine = 'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates';

describe('the certificate in a blob', () => {
  test('is found among other properties', () => {
    assert.deepEqual(certificateIn(Buffer.concat([friendlyName, hash, property(32, Buffer.from('der'))])), Buffer.from('der'));
  });
  for (const [what, blob] of [
    ['nothing at all', Buffer.alloc(0)],
    ['a head alone', property(32, Buffer.alloc(0)).subarray(0, 11)],
    ['no certificate', Buffer.concat([friendlyName, hash])],
    ['a length beyond the end', property(32, Buffer.from('der'), 4)],
    ['a length that wraps round', Buffer.concat([property(3, Buffer.alloc(0), 0xffff_fff4), property(32, Buffer.from('der'))])],
  ] as const) {
    test(`is none in a blob with ${what}`, () => assert.equal(certificateIn(blob), undefined));
  }
});

describe('programs that look into TLS', () => {
  test('are found in the stores of the person, of the PC, of Group Policy and of the enterprise, each once', async () => {
    const root = async (name: string) => binary(Buffer.concat([friendlyName, property(32, (await createAuthority(name)).root)]));
    const registry = await native({
      [`${user}\\0A`]: await root('Zscaler Root CA'),
      [`${machine}\\0B`]: await root('ESET SSL Filter CA'),
      [`${machine}\\0C`]: await root('Some public root'),
      ['HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root\\Certificates\\0D']: await root('Fortinet CA'),
      ['HKLM\\SOFTWARE\\Microsoft\\EnterpriseCertificates\\Root\\Certificates\\0E']: await root('Sophos CA'),
      [`${machine}\\0F`]: await root('zscaler once more'),
    });
    assert.deepEqual((await readInspectors(registry)).map(({ product, subject }) => `${product}: ${subject}`).sort(), [
      'ESET: CN=ESET SSL Filter CA',
      'Fortinet: CN=Fortinet CA',
      'Sophos: CN=Sophos CA',
      'Zscaler: CN=Zscaler Root CA',
    ]);
  });

  test('are none where a root cannot be taken apart, has no blob, or one of another type', async () => {
    const registry = await native({
      [`${machine}\\0A`]: binary(property(32, Buffer.from('Zscaler, and no certificate'))),
      [`${machine}\\0B`]: {},
      [`${machine}\\0C`]: { Blob: 'Zscaler' },
    });
    assert.deepEqual(await readInspectors(registry), []);
  });

  test('are not looked for through a registry in another process, which would be busy for many seconds', async () => {
    const keys = { [`${machine}\\0A`]: binary(property(32, (await createAuthority('Zscaler Root CA')).root)) };
    assert.equal((await readInspectors(await native(keys))).length, 1);
    assert.deepEqual(await readInspectors({ ...(await registryWith(keys)), backend: 'regExe' }), []);
  });
});
