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
  /** Each of them says that this way is meant, and needs the others. */
  readonly needed: readonly string[];
  /** What else may be set, all of a line or nothing of it; the variables behind `with` belong to several lines and begin none. */
  readonly sets?: readonly { readonly begin: readonly string[]; readonly with: readonly string[] }[];
  /** Said beside the variables, to whoever asks how. */
  readonly besides?: string;
  readonly options: (env: Environment) => SigningOptions;
}

const text = (env: Environment, name: string) => env[name] ?? '';
const sha256 = { signingHashAlgorithms: ['sha256' as const] };

const azureApplication = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'];

/** The ways of signing. electron-builder and Microsoft's module read the passwords and secrets themselves, under these names. */
const ways: readonly Way[] = [
  {
    name: 'a certificate file',
    // Two programs see the password: electron-builder, and signtool, which has no other way to be told (its /p).
    needed: ['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD'],
    options: () => ({ signtoolOptions: sha256 }),
  },
  {
    name: 'a certificate of the Windows store or of a token',
    needed: ['WIN_CERTIFICATE_SHA1'],
    options: (env) => ({ signtoolOptions: { ...sha256, certificateSha1: text(env, 'WIN_CERTIFICATE_SHA1') } }),
  },
  {
    name: 'Azure Trusted Signing',
    needed: ['AZURE_SIGNING_ENDPOINT', 'AZURE_SIGNING_ACCOUNT', 'AZURE_SIGNING_PROFILE', 'AZURE_SIGNING_PUBLISHER'],
    // Microsoft's module signs in with whatever DefaultAzureCredential finds: `az login`, OIDC's federated token, a managed identity, which need
    // nothing here, or one of the sets of EnvironmentCredential (learn.microsoft.com, Azure.Identity.EnvironmentCredential).
    sets: [
      { begin: ['AZURE_CLIENT_SECRET'], with: azureApplication },
      { begin: ['AZURE_CLIENT_CERTIFICATE_PATH'], with: azureApplication },
      { begin: ['AZURE_USERNAME', 'AZURE_PASSWORD'], with: azureApplication },
    ],
    besides: `and sign in to Azure (az login, OIDC), or set ${azureApplication.join(', ')} and AZURE_CLIENT_SECRET`,
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
const howTo = ways.map(({ name, needed, besides }) => [`for ${name} set ${needed.join(', ')}`, besides ?? []].flat().join(' ')).join('; ');

/** The variables that a way still needs. */
function missingOf({ needed, sets = [] }: Way, env: Environment): readonly string[] {
  const begun = sets.filter(({ begin }) => begin.some(isSet(env))).flatMap((set) => [...set.with, ...set.begin]);
  return [...new Set([...needed, ...begun])].filter((name) => !isSet(env)(name));
}

/**
 * Decides the way from the environment. Fails when a way is set by half, when two are set, and, where it `mustSign`, when none is.
 * The reasons name variables and never their values. Pure.
 */
export function decideSigning(env: Environment, mustSign: boolean): Outcome<Signing> {
  const meant = ways.filter(({ needed }) => needed.some(isSet(env)));
  const [way, second] = meant;
  if (way === undefined) {
    const because = `unsigned build: no certificate is configured; ${howTo}`;
    return mustSign
      ? failed(`a release is signed, and no certificate is configured; ${howTo}`)
      : done({ signed: false, because, options: {} });
  }
  if (second !== undefined) return failed(`two ways of signing are configured, ${way.name} and ${second.name}: unset the variables of one`);
  const missing = missingOf(way, env);
  if (missing.length > 0) return failed(`signing with ${way.name} is configured by half: ${missing.join(', ')} not set`);
  return done({ signed: true, because: `signed with ${way.name}`, options: way.options(env) });
}
