// The practice server seen from outside while it is well: real TLS and real HTTP on loopback.
import assert from 'node:assert/strict';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startPracticeServer, practiceFaults, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';
import { ask, autodiscover, basic, emsmdb, portFor, question } from './practiceClient.ts';

let server: PracticeServer;
before(async () => {
  server = await startPracticeServer();
});
after(() => server.close());
beforeEach(() => server.setFaults([]));

describe('its Autodiscover', () => {
  it('asks for a password with BlueMind’s realm, in any letter case of the path and for any other scheme', async () => {
    const refused = { status: 401, body: '', realm: 'Basic realm="bm.basic.auth.v2", charset="UTF-8"' };
    const tries: readonly (readonly [string, Record<string, string>])[] = [
      ['autodiscover/autodiscover.xml', {}],
      ['AutoDiscover/AutoDiscover.XML', {}],
      ['autodiscover/autodiscover.xml', { authorization: 'Bearer abc' }],
      ['autodiscover/autodiscover.xml', { authorization: basic(server.address, 'wrong') }],
    ];
    for (const [path, headers] of tries) {
      const { status, body, headers: got } = await ask(server, `https://autodiscover.practice.example/${path}`, { headers });
      assert.deepEqual({ status, body, realm: got['www-authenticate'] }, refused);
    }
  });
  it('gives the mapiHttp block to whom can use it, and only to them', async () => {
    const able = await ask(server, autodiscover, question(server, server.address));
    assert.match(
      able.body,
      /<Protocol Type="mapiHttp" Version="1"><MailStore><InternalUrl>https:\/\/mail\.practice\.example\/mapi\/emsmdb\//,
    );
    assert.match(able.body, /<AutoDiscoverSMTPAddress>user@practice\.example</);
    assert.match(able.body, /<Type>EXHTTP<\/Type>/);
    const unable = await ask(server, autodiscover, question(server, server.address, { 'x-mapihttpcapability': '0' }));
    assert.doesNotMatch(unable.body, /mapiHttp/);
  });
  it('knows the alias address by its main one, and a login as DOMAIN\\user', async () => {
    const answer = await ask(
      server,
      autodiscover,
      question(server, 'USER@practice-alias.example', { authorization: basic('practice.example\\user', server.password) }),
    );
    assert.match(answer.body, /<AutoDiscoverSMTPAddress>user@practice\.example</);
  });
  it('sends moved mailboxes to another address and foreign ones to another URL', async () => {
    const moved = await ask(server, autodiscover, question(server, 'moved@practice.example'));
    assert.match(moved.body, /<Action>redirectAddr<\/Action><RedirectAddr>user@practice-alias\.example</);
    const foreign = await ask(server, autodiscover, question(server, 'elsewhere@practice.example'));
    assert.match(foreign.body, /<Action>redirectUrl<\/Action><RedirectUrl>https:\/\/autodiscover\.elsewhere\.example\//);
  });
  it('answers what it cannot with an error in a 200', async () => {
    const bodies = {
      500: question(server, 'nobody@practice.example').body,
      600: '<!DOCTYPE x><Autodiscover/>',
      601: question(server, server.address).body.replace('2006a', '1999'),
    };
    for (const [expected, body] of Object.entries(bodies)) {
      const answer = await ask(server, autodiscover, { ...question(server, server.address), body });
      assert.equal(answer.status, 200);
      assert.match(answer.body, new RegExp(`<ErrorCode>${expected}</ErrorCode>`));
    }
    assert.match((await ask(server, autodiscover, { ...question(server, server.address), body: 'hello' })).body, /<ErrorCode>600</);
  });
});

describe('its other addresses', () => {
  it('answer a MAPI PING with credentials and nothing else without', async () => {
    assert.equal((await ask(server, emsmdb, { method: 'POST' })).status, 401);
    const headers = {
      authorization: basic(server.address, server.password),
      'x-requesttype': 'PING',
      'x-requestid': '{9F1A6E2C-7C3B-4B6D-9E5A-1C2D3E4F5A6B}:1',
    };
    for (const url of [emsmdb, emsmdb.replace('emsmdb', 'nspi')]) {
      const ping = await ask(server, url, { method: 'POST', headers });
      assert.deepEqual([ping.status, ping.headers['x-responsecode']], [200, '0']);
    }
  });
  it('are BlueMind’s: EWS and OAB ask for a password, the front page leads to the login page', async () => {
    assert.equal((await ask(server, 'https://mail.practice.example/EWS/Exchange.asmx')).status, 401);
    assert.equal((await ask(server, 'https://mail.practice.example/OAB/')).status, 401);
    assert.equal((await ask(server, 'https://mail.practice.example/')).headers.location, '/login/');
    assert.match((await ask(server, 'https://mail.practice.example/login/')).body, /<title>Welcome to BlueMind</);
  });
  it('send plain http to the external URL', async () => {
    const answer = await ask(server, 'http://autodiscover.practice.example/autodiscover/autodiscover.xml');
    assert.deepEqual([answer.status, answer.headers.location], [301, 'https://mail.practice.example/autodiscover/autodiscover.xml']);
  });
  it('know nothing of Autodiscover on the company’s web site', async () => {
    const answer = await ask(server, 'https://practice.example/autodiscover/autodiscover.xml');
    assert.equal(answer.status, 404);
    assert.match(String(answer.headers['content-type']), /text\/html/);
  });
});

describe('the server itself', () => {
  it('remembers what it was asked, without the password', async () => {
    await ask(server, autodiscover, question(server, server.address));
    const last = server.requests.at(-1);
    assert.deepEqual([last?.host, last?.method, last?.tls, last?.authorization], ['autodiscover.practice.example', 'POST', true, true]);
    assert.equal(last?.headers.authorization, 'Basic ***');
    assert.equal(last.bodyLength, question(server, server.address).body.length);
  });
  it('takes all faults at once and gives them back in the table’s order', async () => {
    await server.setFaults([...practiceFaults].reverse());
    assert.deepEqual(server.faults, practiceFaults);
  });
  it('outlives clients that go away in the middle of a request', async () => {
    const request = httpsRequest({
      host: '127.0.0.1',
      port: portFor(server, server.domain, 443),
      servername: 'mail.practice.example',
      ca: server.caCertificate,
      method: 'POST',
      headers: { 'content-length': 100 },
    });
    const hungUp = new Promise((resolve) => request.on('error', resolve));
    request.write('half', () => request.destroy(new Error('gone')));
    await hungUp;
    assert.equal((await ask(server, autodiscover, { method: 'POST', body: 'x'.repeat(70_000) })).status, 413);
    assert.equal((await ask(server, autodiscover)).status, 401);
  });
  it('does not start for a signal that has fired, and closes when it fires later', async () => {
    await assert.rejects(startPracticeServer({ signal: AbortSignal.abort() }), { name: 'AbortError' });
    const open = (): string[] => process.getActiveResourcesInfo().filter((kind) => /^(TCPServer|UDP|MessagePort)/.test(kind));
    const openBefore = open();
    const controller = new AbortController();
    const other = await startPracticeServer({ signal: controller.signal, faults: ['black-hole', 'refused'] });
    const port = other.connectTo().find(({ host }) => host === '')?.toPort ?? 0;
    controller.abort();
    await other.close();
    assert.deepEqual(open(), openBefore);
    await assert.rejects(new Promise((resolve, reject) => connect(port, '127.0.0.1').once('connect', resolve).once('error', reject)), {
      code: 'ECONNREFUSED',
    });
  });
});
