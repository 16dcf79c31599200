// The log: one line an entry, turned over when it has grown, and no secret in it, wherever one was planted.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { openLog, type Log } from '../../electron/log/logFile.ts';
import { redact } from '../../electron/log/redact.ts';

const secret = 'Pa55-w0rd!x';

describe('a secret', () => {
  const planted: readonly string[] = [
    `Authorization: Basic ${btoa(`user:${secret}`)}`,
    `{"authorization":"Bearer ${secret}"}`,
    `proxy-authorization=Negotiate ${btoa(secret)}`,
    `sent Basic ${btoa(`user:${secret}`)} to mail.company.com`,
    `Bearer ${secret}`,
    `Cookie: BMHPS=${secret}; other=${secret}`,
    `Set-Cookie: sid=${secret}; HttpOnly`,
    `https://user:${secret}@mail.company.com/mapi`,
    `https://${secret}@mail.company.com/`,
    `http://user:${encodeURIComponent(secret)}@proxy:3128`,
    `https://mail.company.com/?access_token=${secret}&x=1`,
    `password=${secret}`,
    `"password": "${secret}"`,
    `'passwd' : '${secret} with spaces'`,
    `client_secret: ${secret}`,
    `X-Api-Key: ${secret}`,
    `Kennwort: ${secret}`,
    `mot_de_passe=${secret}`,
    `--password ${secret}`,
    `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
    JSON.stringify({ call: 'check', input: { email: 'a@b.example', password: secret } }),
  ];
  for (const text of planted) {
    test(`is taken out of: ${text.slice(0, 50).replaceAll('\n', ' ')}`, () => {
      const kept = redact(text);
      assert.ok(!kept.includes(secret) && !kept.includes(encodeURIComponent(secret)) && !kept.includes(btoa(secret)), kept);
      assert.ok(!kept.includes(btoa(`user:${secret}`)), kept);
    });
  }

  test('is taken out at once and for all: doing it again changes nothing', () => {
    for (const text of planted) assert.equal(redact(redact(text)), redact(text));
  });
});

describe('what is no secret', () => {
  for (const text of [
    'GET https://autodiscover.company.com/autodiscover/autodiscover.xml 401',
    'WWW-Authenticate asked for Basic and Negotiate',
    'call {"name":"check","ms":12,"problem":"password.missing"}',
    'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover ExcludeScpLookup',
    'Error: at C:\\Program Files\\BlueMind Outlook Setup\\resources\\app.asar:12:3',
  ]) {
    test(`stays: ${text}`, () => {
      assert.equal(redact(text), text);
    });
  }

  test('a mail address keeps its domain and loses the person’s name', () => {
    assert.equal(redact('for jürgen.o’neill@company.com and x@b.example'), 'for …@company.com and …@b.example');
  });
});

describe('a log file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'log-'));
  });
  after(() => rm(folder, { recursive: true }));

  function opened(name: string, largestBytes?: number): Log {
    const log = openLog({ file: join(folder, name), ...(largestBytes === undefined ? {} : { largestBytes }) });
    assert.ok(log.ok);
    return log.value;
  }

  test('gets a line with time and level for each entry', async () => {
    const log = opened('deep/window.log');
    log.info('start', { version: '1' });
    log.warn('call', { name: 'check', problem: 'cancelled' });
    log.bug('a call', new Error('broken'));
    const lines = (await readFile(log.file, 'utf8')).trim().split(/\r?\n/);
    assert.equal(lines.length, 3);
    assert.match(lines[0] ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z info {2}start \{"version":"1"\}$/);
    assert.match(lines[1] ?? '', / warn {2}call /);
    assert.match(lines[2] ?? '', / error a call: Error: broken ⏎ .*log\.test/);
  });

  test('holds no secret, in a phrase, in data or in a bug', async () => {
    const log = opened('secret.log');
    log.info(`Authorization: Basic ${btoa(secret)}`, { url: `https://u:${secret}@h.example/`, password: secret });
    log.bug('a call', new Error(`sent {"password":"${secret}"}`));
    const text = await readFile(log.file, 'utf8');
    assert.ok(!text.includes(secret) && !text.includes(btoa(secret)), text);
  });

  test('cannot be given a line that poses as one of ours', async () => {
    const log = opened('lines.log');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        log.info('x', { text: `\r\n2026-01-01T00:00:00.000Z error ${text}\u2028` });
      }),
      { numRuns: 50 },
    );
    const lines = (await readFile(log.file, 'utf8')).trim().split(/[\r\n\u2028\u2029\u0085]+/);
    assert.equal(lines.length, 50);
  });

  test('is turned over when it has grown, four files at most, none much larger than it may be', async () => {
    const log = opened('round/window.log', 2_000);
    for (let count = 0; count < 400; count += 1) log.info('line', { count });
    const names = (await readdir(join(folder, 'round'))).sort();
    assert.deepEqual(names, ['window.1.log', 'window.2.log', 'window.3.log', 'window.log']);
    for (const name of names) assert.ok((await stat(join(folder, 'round', name))).size < 2_200, name);
    assert.match(await readFile(log.file, 'utf8'), /"count":399/);
  });

  test('that cannot be written is a problem before anything begins', async () => {
    await writeFile(join(folder, 'file'), '');
    const log = openLog({ file: join(folder, 'file', 'window.log') });
    assert.ok(!log.ok);
    assert.equal(log.problem.code, 'output.notWritable');
  });

  test('that can no longer be written stops nothing', async () => {
    const log = opened('gone/window.log');
    await rm(join(folder, 'gone'), { recursive: true });
    await writeFile(join(folder, 'gone'), '');
    await chmod(join(folder, 'gone'), 0o400);
    assert.doesNotThrow(() => log.info('still here'));
  });
});
