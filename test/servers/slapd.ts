// A real slapd on loopback that holds service connection points and people as an Active Directory does; also startable from Windows Node under Wine.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const underWine = process.platform === 'win32';
/** Where Linux' own files are seen from here. */
const linux = (path: string): string => (underWine ? `Z:${path.replaceAll('/', '\\')}` : path);
const program = '/usr/sbin/slapd';

/** Whether there is a slapd that this process can start. */
export const slapdIsHere = existsSync(linux(program));

const directoryBase = 'dc=corp,dc=example';
export const reader = { name: `cn=reader,${directoryBase}`, password: 'only-on-loopback' };

export interface ScpEntry {
  readonly cn: string;
  readonly keywords: readonly string[];
  readonly serviceBindingInformation: readonly string[];
}

/** A person of the directory; the SID as bytes, as Active Directory keeps it. */
export interface UserEntry {
  readonly cn: string;
  readonly sid: Uint8Array;
  readonly mail?: string;
  readonly proxyAddresses?: readonly string[];
}

export interface Slapd {
  readonly port: number;
  close(): Promise<void>;
}

/** Attributes and class by their numbers in Active Directory (MS-ADA2, MS-ADSC). */
const schema = `
attributetype ( 1.2.840.113556.1.4.48 NAME 'keywords' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.2.840.113556.1.4.510 NAME 'serviceBindingInformation' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.3.6.1.4.1.4203.666.1.1 NAME 'configurationNamingContext' EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )
attributetype ( 1.3.6.1.4.1.4203.666.1.2 NAME 'defaultNamingContext' EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )
attributetype ( 1.2.840.113556.1.4.146 NAME 'objectSid' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.2.210 NAME 'proxyAddresses' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
objectclass ( 1.2.840.113556.1.5.9 NAME 'user' SUP top STRUCTURAL MUST cn MAY ( objectSid $ mail $ proxyAddresses ) )
objectclass ( 1.2.840.113556.1.5.126 NAME 'serviceConnectionPoint' SUP top STRUCTURAL MUST cn MAY ( keywords $ serviceBindingInformation ) )
`;

const configurationBase = `cn=Configuration,${directoryBase}`;

const rootEntry = `dn:
objectClass: top
objectClass: extensibleObject
defaultNamingContext: ${directoryBase}
configurationNamingContext: ${configurationBase}
`;

const settings = (folder: string): string => `
include /etc/ldap/schema/core.schema
include ${folder}/ad.schema
moduleload back_ldif
pidfile ${folder}/pid
rootDSE ${folder}/root.ldif
access to dn.base="" by * read
access to attrs=userPassword by anonymous auth
access to * by users read
database ldif
suffix "${directoryBase}"
directory ${folder}/data
`;

function content(entries: readonly ScpEntry[], users: readonly UserEntry[]): string {
  const records = [
    `dn: ${directoryBase}\nobjectClass: organization\nobjectClass: dcObject\no: corp\ndc: corp`,
    `dn: ${reader.name}\nobjectClass: person\ncn: reader\nsn: reader\nuserPassword: ${reader.password}`,
    `dn: ${configurationBase}\nobjectClass: applicationProcess\ncn: Configuration`,
    ...entries.map(({ cn, keywords, serviceBindingInformation }) =>
      [
        `dn: cn=${cn},${configurationBase}`,
        'objectClass: serviceConnectionPoint',
        `cn: ${cn}`,
        ...keywords.map((keyword) => `keywords: ${keyword}`),
        ...serviceBindingInformation.map((value) => `serviceBindingInformation: ${value}`),
      ].join('\n'),
    ),
    ...users.map(({ cn, sid, mail, proxyAddresses = [] }) =>
      [
        `dn: cn=${cn},${directoryBase}`,
        'objectClass: user',
        `cn: ${cn}`,
        `objectSid:: ${Buffer.from(sid).toString('base64')}`,
        ...(mail === undefined ? [] : [`mail: ${mail}`]),
        ...proxyAddresses.map((address) => `proxyAddresses: ${address}`),
      ].join('\n'),
    ),
  ];
  return `${records.join('\n\n')}\n`;
}

/** Starts a slapd with these entries on a free port; rejects when it does not answer within ten seconds. */
export async function startSlapd(entries: readonly ScpEntry[], users: readonly UserEntry[] = []): Promise<Slapd> {
  const here = mkdtempSync(linux('/tmp/slapd-'));
  const folder = here.replace(/^Z:/i, '').replaceAll('\\', '/');
  mkdirSync(`${here}/data`);
  writeFileSync(`${here}/ad.schema`, schema);
  writeFileSync(`${here}/root.ldif`, rootEntry);
  writeFileSync(`${here}/slapd.conf`, `modulepath /usr/lib/ldap\n${settings(folder)}`);
  writeFileSync(`${here}/content.ldif`, content(entries, users));
  const port = await freePort();
  const config = `${folder}/slapd.conf`;
  run(program, ['-T', 'add', '-f', config, '-l', `${folder}/content.ldif`]);
  await until(() => existsSync(`${here}/data/${directoryBase}.ldif`) && existsSync(`${here}/data/${directoryBase}`));
  start(program, ['-f', config, '-h', `ldap://127.0.0.1:${port}/`, '-d', '0']);
  await until(() => answers(port));
  return {
    port,
    close: async () => {
      run('/bin/kill', [readFileSync(`${here}/pid`, 'utf8').trim()]);
      await until(() => !existsSync(`${here}/pid`));
      rmSync(here, { recursive: true, force: true });
    },
  };
}

/** Wine starts Linux programs through its start.exe. */
const commandFor = (path: string, values: readonly string[]): [string, string[]] =>
  underWine ? ['C:\\windows\\system32\\start.exe', ['/wait', '/unix', path, ...values]] : [path, [...values]];

function run(path: string, values: readonly string[]): void {
  const [command, all] = commandFor(path, values);
  const done = spawnSync(command, all, { stdio: 'ignore', timeout: 20_000 });
  if (done.status !== 0) throw new Error(`${path} ended with ${String(done.status)}`);
}

function start(path: string, values: readonly string[]): void {
  const [command, all] = commandFor(path, values);
  spawn(command, all, { stdio: 'ignore', detached: true }).unref();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await condition()) return;
    await wait(50);
  }
  throw new Error('slapd did not do as it should within ten seconds');
}
