// What electron-builder is told is what its schema allows, and what the product promises.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import type { Configuration } from 'electron-builder';
import * as z from 'zod';
import { artifactBase, builderConfiguration } from '../../build/packages/configuration.ts';
import { decideSigning, type Signing } from '../../build/packages/signing.ts';
import { flavours, releaseTargets } from '../../build/packages/targets.ts';

const { resolve } = createRequire(import.meta.url);
const schema: unknown = JSON.parse(readFileSync(createRequire(resolve('electron-builder')).resolve('app-builder-lib/scheme.json'), 'utf8'));
// The schema is made from TypeScript, with words of its generator in it.
const validate = new Ajv({ strict: false, allErrors: true }).compile(z.looseObject({}).parse(schema));

const certificate = { WIN_CSC_LINK: 'file.pfx', WIN_CSC_KEY_PASSWORD: 'x' };
const azure = {
  AZURE_SIGNING_ENDPOINT: 'https://weu.codesigning.azure.net/',
  AZURE_SIGNING_ACCOUNT: 'account',
  AZURE_SIGNING_PROFILE: 'profile',
  AZURE_SIGNING_PUBLISHER: 'CN=Publisher',
  AZURE_TENANT_ID: 'x',
  AZURE_CLIENT_ID: 'x',
  AZURE_CLIENT_SECRET: 'x',
};

function signing(env: Readonly<Record<string, string>>): Signing {
  const decided = decideSigning(env, false);
  return decided.ok ? decided.value : assert.fail(decided.reason);
}

/** As the schema sees it: a hook is a function, which it allows and JSON does not know. */
const asJson = (configuration: Configuration): unknown => JSON.parse(JSON.stringify(configuration));

describe('the configuration of electron-builder', () => {
  for (const target of releaseTargets) {
    for (const flavour of flavours) {
      it(`keeps to its schema for ${target.cpu}, ${flavour}, signed in each way and not`, () => {
        for (const env of [{}, certificate, { WIN_CERTIFICATE_SHA1: 'ab' }, azure]) {
          const valid = validate(asJson(builderConfiguration({ target, flavour, signing: signing(env) })));
          assert.ok(valid, JSON.stringify(validate.errors, null, 2));
        }
      });
    }
  }

  it('is refused by that schema when a word is wrong', () => {
    const wrong = { ...builderConfiguration({ target: releaseTargets[0], flavour: 'release', signing: signing({}) }), fuses: {} };
    assert.equal(validate(asJson(wrong)), false);
  });

  const configuration = builderConfiguration({ target: releaseTargets[0], flavour: 'release', signing: signing(certificate) });

  it('installs for one person by NSIS and for the PC by MSI, in three languages, and never elevates the program', () => {
    const { nsis, msi, win, electronLanguages } = configuration;
    assert.ok(nsis && msi && win);
    assert.deepEqual([nsis.perMachine, msi.perMachine], [false, true]);
    assert.deepEqual(nsis.installerLanguages, ['en_US', 'fr_FR', 'de_DE']);
    assert.deepEqual(electronLanguages, ['en-US', 'fr', 'de']);
    assert.equal(win.requestedExecutionLevel, 'asInvoker');
  });

  it('keeps a person’s journals when the program is removed', () => {
    assert.equal(configuration.nsis?.deleteAppDataOnUninstall, false);
  });

  it('signs libraries too, and fails where a signature cannot be made', () => {
    assert.deepEqual(configuration.win?.signExts, ['.node', '.dll']);
    assert.equal(configuration.forceCodeSigning, true);
  });

  it('names every package after its version, its processor and what is special about it', () => {
    const plain = { target: releaseTargets[1], flavour: 'release', signing: signing(certificate) } as const;
    assert.match(artifactBase(plain), /^BlueMind-Outlook-Setup-\d+\.\d+\.\d+-arm64$/);
    assert.match(artifactBase({ ...plain, flavour: 'e2e', signing: signing({}) }), /-arm64-e2e-unsigned$/);
  });

  it('knows the program by codes that have not changed since the first release', () => {
    // A changed code would leave the old version installed beside the new one. These two are for ever.
    assert.equal(configuration.msi?.upgradeCode, 'F70CF17A-291F-4CA9-8313-A79969BA2154');
    assert.equal(configuration.nsis?.guid, 'B9213735-4089-4AC6-8E51-D91AB4F5872F');
    assert.equal(configuration.appId, 'net.bluemind.outlook-setup');
  });

  it('has an icon', () => {
    assert.ok(existsSync(configuration.win?.icon ?? ''));
  });
});
