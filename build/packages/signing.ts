// How the packages are signed, decided from the environment. Secrets stay in the environment: this only looks whether they are there.
import type { WindowsConfiguration } from 'electron-builder';
import { done, failed, type Outcome } from './outcome.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type SigningOptions = Pick<WindowsConfiguration, 'azureSignOptions' | 'signtoolOptions'>;

export interface Signing {
  readonly signed: boolean;
  /** For the person who builds. */
  readonly because: string;
  readonly options: SigningOptions;
}

interface Way {
  readonly name: string;
  /** A variable that says that this way is meant. */
  readonly asked: readonly string[];
  /** Each line needs one of its variables. */
  readonly needed: readonly (readonly string[])[];
  readonly options: (env: Environment) => SigningOptions;
}

const text = (env: Environment, name: string) => env[name] ?? '';
const sha256 = { signingHashAlgorithms: ['sha256' as const] };

/** The ways of signing. electron-builder and Microsoft's module read the passwords and secrets themselves, under these names. */
const ways: readonly Way[] = [
  {
    name: 'a certificate file',
    asked: ['WIN_CSC_LINK'],
    // Two programs see the password: electron-builder, and signtool, which has no other way to be told (its /p).
    needed: [['WIN_CSC_LINK'], ['WIN_CSC_KEY_PASSWORD']],
    options: () => ({ signtoolOptions: sha256 }),
  },
  {
    name: 'a certificate of the Windows store or of a token',
    asked: ['WIN_CERTIFICATE_SHA1'],
    needed: [['WIN_CERTIFICATE_SHA1']],
    options: (env) => ({ signtoolOptions: { ...sha256, certificateSha1: text(env, 'WIN_CERTIFICATE_SHA1') } }),
  },
  {
    name: 'Azure Trusted Signing',
    asked: ['AZURE_SIGNING_ENDPOINT', 'AZURE_SIGNING_ACCOUNT', 'AZURE_SIGNING_PROFILE'],
    needed: [
      ['AZURE_SIGNING_ENDPOINT'],
      ['AZURE_SIGNING_ACCOUNT'],
      ['AZURE_SIGNING_PROFILE'],
      ['AZURE_SIGNING_PUBLISHER'],
      ['AZURE_TENANT_ID'],
      ['AZURE_CLIENT_ID'],
      // As Azure.Identity's EnvironmentCredential takes them.
      ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_PASSWORD'],
    ],
    options: (env) => ({
      azureSignOptions: {
        endpoint: text(env, 'AZURE_SIGNING_ENDPOINT'),
        codeSigningAccountName: text(env, 'AZURE_SIGNING_ACCOUNT'),
        certificateProfileName: text(env, 'AZURE_SIGNING_PROFILE'),
        publisherName: text(env, 'AZURE_SIGNING_PUBLISHER'),
      },
    }),
  },
];

const isSet = (env: Environment) => (name: string) => env[name] !== undefined && env[name] !== '';

/** What to set, in one sentence per way. */
const howTo = ways.map(({ name, needed }) => `for ${name} set ${needed.map((names) => names.join(' or ')).join(', ')}`).join('; ');

/**
 * Decides the way from the environment. Fails when a way is set by half, when two are set, and, where it `mustSign`, when none is.
 * The reasons name variables and never their values. Pure.
 */
export function decideSigning(env: Environment, mustSign: boolean): Outcome<Signing> {
  const meant = ways.filter(({ asked }) => asked.some(isSet(env)));
  const [way, second] = meant;
  if (way === undefined) {
    const because = `unsigned build: no certificate is configured; ${howTo}`;
    return mustSign
      ? failed(`a release is signed, and no certificate is configured; ${howTo}`)
      : done({ signed: false, because, options: {} });
  }
  if (second !== undefined) return failed(`two ways of signing are configured, ${way.name} and ${second.name}: unset the variables of one`);
  const missing = way.needed.filter((names) => !names.some(isSet(env))).map((names) => names.join(' or '));
  if (missing.length > 0) return failed(`signing with ${way.name} is configured by half: ${missing.join(', ')} not set`);
  return done({ signed: true, because: `signed with ${way.name}`, options: way.options(env) });
}
