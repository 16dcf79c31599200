// A small certificate authority on disk, run by the real openssl program: a root, an intermediate, and leaves that are wrong on purpose.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const dayMs = 86_400_000;

export interface CertificateFiles {
  /** PEM files: what the server shows, and what it signs with. */
  readonly chain: string;
  readonly key: string;
}

export interface CertificateWishes {
  /** DNS names; the first is the common name too. */
  readonly names: readonly string[];
  /** Validity in days from now. */
  readonly days?: readonly [number, number];
  readonly digest?: 'sha256' | 'sha1' | 'md5';
  /** `ec` is P-256. */
  readonly key?: 'ec' | 'rsa:1024' | 'rsa:2048';
  /** Who signs: the intermediate, the root itself, or the certificate's own key. */
  readonly signer?: 'intermediate' | 'root' | 'self';
  /** What the server shows besides the leaf. */
  readonly shows?: 'whole chain' | 'leaf only';
  /** Caller's address for the issuer's certificate (Authority Information Access). */
  readonly issuerUrl?: string;
}

export interface OpensslAuthority {
  /** The root, PEM text. */
  readonly root: string;
  issue(wishes: CertificateWishes): Promise<CertificateFiles>;
  /** Deletes its folder. */
  close(): Promise<void>;
}

const authorityExtensions = `basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
`;

const newKeys = { ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], 'rsa:1024': ['rsa:1024'], 'rsa:2048': ['rsa:2048'] } as const;

/** Makes a root and an intermediate whose names begin with `name`; `organization` as an inspecting product would write it. */
export async function createOpensslAuthority(name: string, organization = 'Test authority'): Promise<OpensslAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'openssl-authority-'));
  const path = (file: string): string => join(folder, file);
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder, timeout: 30_000 });
  let made = 0;

  // `openssl ca` is the one command of OpenSSL 3.0 that takes both ends of the validity; it insists on its database files.
  await Promise.all([writeFile(path('index.txt'), ''), writeFile(path('index.txt.attr'), 'unique_subject = no\n')]);

  // One signature after the other: they share the database.
  let last: Promise<unknown> = Promise.resolve();
  const sign = (...args: Parameters<typeof signNow>): Promise<void> => {
    const signed = last.then(() => signNow(...args));
    last = signed.catch(() => undefined);
    return signed;
  };

  async function signNow(
    id: string,
    signer: string,
    extensions: string,
    [from, until]: readonly [number, number],
    digest: string,
  ): Promise<void> {
    await writeFile(
      path(`${id}.cnf`),
      `[ca]
default_ca = it
[it]
dir = .
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
policy = any
copy_extensions = none
email_in_dn = no
x509_extensions = its
[any]
commonName = supplied
organizationName = optional
[its]
${extensions}`,
    );
    const self = signer === id ? ['-selfsign'] : ['-cert', `${signer}.pem`];
    await openssl(
      ...['ca', '-batch', '-notext', '-config', `${id}.cnf`, '-in', `${id}.csr`, '-out', `${id}.pem`, '-keyfile', `${signer}.key`, ...self],
      ...['-md', digest, '-startdate', timeOf(from), '-enddate', timeOf(until)],
    );
  }

  const request = (id: string, subject: string, key: keyof typeof newKeys = 'ec') =>
    openssl('req', '-new', '-newkey', ...newKeys[key], '-nodes', '-keyout', `${id}.key`, '-out', `${id}.csr`, '-subj', subject);

  await request('root', `/CN=${name} Root/O=${organization}`);
  await sign('root', 'root', authorityExtensions, [-1000, 3650], 'sha256');
  await request('intermediate', `/CN=${name} Issuing CA/O=${organization}`);
  await sign('intermediate', 'root', authorityExtensions, [-900, 1800], 'sha256');

  return {
    root: await readFile(path('root.pem'), 'utf8'),
    close: () => rm(folder, { recursive: true, force: true }),
    async issue({ names, days = [-30, 335], digest = 'sha256', key, signer = 'intermediate', shows = 'whole chain', issuerUrl }) {
      made += 1;
      const id = `leaf${made}`;
      await request(id, `/CN=${names[0] ?? ''}`, key);
      const extensions = [
        'basicConstraints=critical,CA:FALSE',
        'extendedKeyUsage=serverAuth',
        ...(names.length > 0 ? [`subjectAltName=${names.map((each) => `DNS:${each}`).join(',')}`] : []),
        ...(issuerUrl === undefined ? [] : [`authorityInfoAccess=caIssuers;URI:${issuerUrl}`]),
      ];
      await sign(id, signer === 'self' ? id : signer, `${extensions.join('\n')}\n`, days, digest);
      const shown = shows === 'whole chain' && signer === 'intermediate' ? [id, 'intermediate'] : [id];
      const texts = await Promise.all(shown.map((each) => readFile(path(`${each}.pem`), 'utf8')));
      await writeFile(path(`${id}.chain.pem`), texts.join('\n'));
      return { chain: path(`${id}.chain.pem`), key: path(`${id}.key`) };
    },
  };
}

/** As `openssl ca` wants it: YYYYMMDDHHMMSSZ. */
function timeOf(days: number): string {
  return `${new Date(Date.now() + days * dayMs).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}
