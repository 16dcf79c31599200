// How packages are signed follows from the environment, and no secret leaves it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideSigning } from '../../build/packages/signing.ts';

const file = { WIN_CSC_LINK: 'certificate.pfx', WIN_CSC_KEY_PASSWORD: 'secret-1' };
const azure = {
  AZURE_SIGNING_ENDPOINT: 'https://weu.codesigning.azure.net/',
  AZURE_SIGNING_ACCOUNT: 'account',
  AZURE_SIGNING_PROFILE: 'profile',
  AZURE_SIGNING_PUBLISHER: 'CN=Publisher',
  AZURE_TENANT_ID: 'tenant',
  AZURE_CLIENT_ID: 'client',
  AZURE_CLIENT_SECRET: 'secret-2',
};

function reasonOf(env: Readonly<Record<string, string>>, mustSign = false): string {
  const decided = decideSigning(env, mustSign);
  return decided.ok ? assert.fail('it was decided') : decided.reason;
}

function optionsOf(env: Readonly<Record<string, string>>) {
  const decided = decideSigning(env, true);
  if (!decided.ok) assert.fail(decided.reason);
  assert.equal(decided.value.signed, true);
  return decided.value.options;
}

describe('signing', () => {
  it('is left out where nothing is configured, and says what to set', () => {
    const decided = decideSigning({ PATH: '/usr/bin', WIN_CSC_LINK: '' }, false);
    assert.ok(decided.ok && !decided.value.signed);
    for (const name of ['WIN_CSC_LINK', 'WIN_CERTIFICATE_SHA1', 'AZURE_SIGNING_ENDPOINT', 'AZURE_TENANT_ID'])
      assert.match(decided.value.because, new RegExp(name));
  });

  it('fails a release that nobody can sign', () => {
    assert.match(reasonOf({}, true), /a release is signed.*WIN_CSC_LINK/);
  });

  it('takes a certificate file, whose password electron-builder reads by itself', () => {
    assert.deepEqual(optionsOf(file), { signtoolOptions: { signingHashAlgorithms: ['sha256'] } });
  });

  it('takes a certificate of the Windows store by its fingerprint', () => {
    assert.deepEqual(optionsOf({ WIN_CERTIFICATE_SHA1: 'ab12' }), {
      signtoolOptions: { signingHashAlgorithms: ['sha256'], certificateSha1: 'ab12' },
    });
  });

  it('takes Azure Trusted Signing', () => {
    assert.deepEqual(optionsOf(azure), {
      azureSignOptions: {
        endpoint: 'https://weu.codesigning.azure.net/',
        codeSigningAccountName: 'account',
        certificateProfileName: 'profile',
        publisherName: 'CN=Publisher',
      },
    });
  });

  it('takes Azure Trusted Signing by a sign-in that is there already: az login, OIDC, a managed identity', () => {
    const { AZURE_CLIENT_SECRET: _secret, ...federated } = azure;
    const { AZURE_TENANT_ID: _tenant, AZURE_CLIENT_ID: _client, ...signedIn } = federated;
    assert.deepEqual(optionsOf(federated), optionsOf(azure));
    assert.deepEqual(optionsOf(signedIn), optionsOf(azure));
  });

  it('fails, also where it is optional, when a way is configured by half', () => {
    for (const name of Object.keys(azure).filter((each) => each !== 'AZURE_CLIENT_SECRET'))
      assert.match(reasonOf({ ...azure, [name]: '' }), new RegExp(`by half: ${name} not set`), name);
    const { AZURE_CLIENT_SECRET: _secret, ...rest } = azure;
    for (const [given, missing] of [
      [{ AZURE_USERNAME: 'person' }, 'AZURE_PASSWORD'],
      [{ AZURE_PASSWORD: 'secret-3' }, 'AZURE_USERNAME'],
      [{ AZURE_CLIENT_CERTIFICATE_PATH: 'x.pem', AZURE_TENANT_ID: '' }, 'AZURE_TENANT_ID'],
    ] as const)
      assert.match(reasonOf({ ...rest, ...given }), new RegExp(`by half: ${missing} not set`), missing);
    assert.match(reasonOf({ WIN_CSC_LINK: 'certificate.pfx' }), /by half: WIN_CSC_KEY_PASSWORD not set/);
    assert.match(reasonOf({ AZURE_SIGNING_PUBLISHER: 'CN=Publisher' }), /by half: AZURE_SIGNING_ENDPOINT, /);
  });

  it('fails when two ways are configured', () => {
    assert.match(reasonOf({ ...file, ...azure }), /two ways/);
  });

  it('never says or passes on a secret', () => {
    for (const env of [file, azure, { ...file, ...azure }, { ...azure, AZURE_TENANT_ID: '' }])
      assert.doesNotMatch(JSON.stringify(decideSigning(env, true)), /secret-/);
  });
});
