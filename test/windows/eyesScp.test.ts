// Service connection points through the real WLDAP32, read from a real slapd on loopback.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as koffi from 'koffi';
import type { DirectoryAnswer } from '../../electron/workstation/port.ts';
import { readSite } from '../../electron/workstation/windows/eyes/adSite.ts';
import { createScpDirectory } from '../../electron/workstation/windows/eyes/scp.ts';
import { reader, slapdIsHere, startSlapd, type Slapd } from '../servers/slapd.ts';

const never = new AbortController().signal;
const urlMark = '77378F46-2C66-4aa9-A6A6-3E7A48B19596';
const pointerMark = '67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68';
const urlAt = (host: string): string => `https://${host}/autodiscover/autodiscover.xml`;

test('a PC outside of every domain asks nobody', async () => {
  const directory = createScpDirectory(koffi, { joined: false });
  assert.deepEqual(await directory.serviceConnectionPoints(never), { kind: 'notJoined' });
});

describe('a directory', { skip: slapdIsHere ? false : 'needs a slapd that can be started from here' }, () => {
  const started: Slapd[] = [];
  const start = async (entries: Parameters<typeof startSlapd>[0]): Promise<number> => {
    const slapd = await startSlapd(entries);
    started.push(slapd);
    return slapd.port;
  };
  const look = (port: number, simple = reader, site?: () => Promise<string | undefined>): Promise<DirectoryAnswer> =>
    createScpDirectory(koffi, {
      joined: true,
      server: { host: 'localhost', port, simple },
      ...(site ? { site } : {}),
    }).serviceConnectionPoints(never);
  let port = 0;

  before(async () => {
    const further = await start([
      { cn: 'further', keywords: [urlMark], serviceBindingInformation: [urlAt('further.example')] },
      { cn: 'tooFar', keywords: [pointerMark], serviceBindingInformation: ['LDAP://localhost:1/'] },
    ]);
    port = await start([
      { cn: 'lyon', keywords: [urlMark, 'Site=Lyon'], serviceBindingInformation: [urlAt('lyon.example')] },
      { cn: 'any é', keywords: [urlMark], serviceBindingInformation: [urlAt('any.example')] },
      { cn: 'again', keywords: [urlMark], serviceBindingInformation: [urlAt('any.example')] },
      { cn: 'printer', keywords: ['printers'], serviceBindingInformation: [urlAt('printer.example')] },
      { cn: 'pointer', keywords: [pointerMark, 'Domain=further.example'], serviceBindingInformation: [`LDAP://localhost:${further}/`] },
    ]);
  });
  after(async () => {
    for (const slapd of started) await slapd.close();
  });

  test('gives the URLs of Autodiscover, the nearest first, and follows a pointer once', async () => {
    assert.deepEqual(await look(port), { kind: 'found', urls: ['any.example', 'lyon.example', 'further.example'].map(urlAt) });
  });

  test('puts those of the PC’s own site first, and does not wait for a site that nobody tells', async () => {
    const inLyon = await look(port, reader, () => Promise.resolve('lyon'));
    assert.deepEqual(inLyon, { kind: 'found', urls: ['lyon.example', 'any.example', 'further.example'].map(urlAt) });
    const unknown = await look(port, reader, () => new Promise<undefined>(() => undefined));
    assert.deepEqual(unknown, { kind: 'found', urls: ['any.example', 'lyon.example', 'further.example'].map(urlAt) });
  });

  test('without such entries gives none', async () => {
    assert.deepEqual(await look(await start([])), { kind: 'found', urls: [] });
  });

  test('that refuses the sign-in is unavailable, with the name of the reason', async () => {
    assert.deepEqual(await look(port, { ...reader, password: 'wrong' }), { kind: 'unavailable', reason: 'LDAP_INVALID_CREDENTIALS' });
  });

  test('that does not answer is unavailable', async () => {
    assert.deepEqual(await look(1), { kind: 'unavailable', reason: 'LDAP_SERVER_DOWN' });
  });

  test('is not waited for once the work is stopped', async () => {
    const directory = createScpDirectory(koffi, { joined: true, server: { host: 'localhost', port, simple: reader } });
    assert.deepEqual(await directory.serviceConnectionPoints(AbortSignal.abort()), { kind: 'unavailable', reason: 'cancelled' });
  });
});

test('a directory that does not answer is told before the PC’s site is asked for', async () => {
  let asked = 0;
  const site = () => ((asked += 1), Promise.resolve(undefined));
  const directory = createScpDirectory(koffi, { joined: true, server: { host: 'localhost', port: 1 }, site });
  assert.deepEqual(await directory.serviceConnectionPoints(never), { kind: 'unavailable', reason: 'LDAP_SERVER_DOWN' });
  assert.equal(asked, 0);
  // Windows' own answer, whatever it is here, comes as a promise.
  assert.ok(readSite(koffi) instanceof Promise);
  await readSite(koffi);
});
