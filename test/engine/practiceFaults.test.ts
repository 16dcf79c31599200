// The practice server seen from outside with each fault of its certificates, connections and answers.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startPracticeServer, type PracticeFault, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';
import { ask, autodiscover, emsmdb, portFor, question } from './practiceClient.ts';

let server: PracticeServer;
before(async () => {
  server = await startPracticeServer();
});
after(() => server.close());
beforeEach(() => server.setFaults([]));

describe('its certificates', () => {
  const tlsCode = (url: string): Promise<unknown> =>
    ask(server, url).then(
      (answer) => answer.status,
      (error: unknown) => (error as { code: string }).code,
    );

  it('are right for every host, also for a client that names none', async () => {
    assert.equal(await tlsCode(autodiscover), 401);
    assert.equal(await tlsCode('https://autodiscover.practice-alias.example/autodiscover/autodiscover.xml'), 401);
    assert.equal(await tlsCode('https://practice.example/'), 200);
    assert.equal(await tlsCode('https://www.practice-alias.example/'), 200);
    assert.equal(await tlsCode('https://autodiscover.elsewhere.example/autodiscover/autodiscover.xml'), 401);
    const unnamed = await ask(server, autodiscover, { servername: '', checkServerIdentity: () => undefined });
    assert.equal(unnamed.status, 401);
  });
  const flaws: readonly (readonly [PracticeFault, string, number | string])[] = [
    ['certificate-expired', 'CERT_HAS_EXPIRED', 'CERT_HAS_EXPIRED'],
    ['certificate-wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID', 302],
    ['certificate-unknown-ca', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ];
  for (const [fault, onAutodiscover, onMail] of flaws) {
    it(`are refused for the right reason with ${fault}`, async () => {
      await server.setFaults([fault]);
      assert.equal(await tlsCode(autodiscover), onAutodiscover);
      assert.equal(await tlsCode('https://mail.practice.example/'), onMail);
      assert.equal(await tlsCode('https://practice.example/'), 200);
    });
  }
});

describe('its faulty answers', () => {
  it('root-site-answers: a foreign server asks for a password', async () => {
    await server.setFaults(['root-site-answers']);
    const answer = await ask(server, 'https://practice.example/autodiscover/autodiscover.xml');
    assert.deepEqual([answer.status, answer.headers['www-authenticate']], [401, 'Basic realm="Hosting control panel"']);
  });
  it('redirect-loop: two addresses send to each other', async () => {
    await server.setFaults(['redirect-loop']);
    const there = String((await ask(server, autodiscover)).headers.location);
    assert.notEqual(there, autodiscover);
    assert.equal((await ask(server, there)).headers.location, autodiscover);
  });
  it('redirect-foreign-domain: somebody else’s server is next, and it answers', async () => {
    await server.setFaults(['redirect-foreign-domain']);
    const there = String((await ask(server, autodiscover)).headers.location);
    assert.equal(new URL(there).hostname, 'autodiscover.elsewhere.example');
    assert.equal((await ask(server, there)).status, 401);
  });
  it('not-bluemind: Exchange’s offers and headers', async () => {
    await server.setFaults(['not-bluemind']);
    for (const url of [autodiscover, emsmdb]) {
      const answer = await ask(server, url);
      assert.equal(answer.headers['www-authenticate'], 'Negotiate, NTLM, Basic realm="practice.example"');
      assert.ok(answer.headers['x-feserver']);
    }
    assert.equal((await ask(server, 'https://mail.practice.example/login/')).status, 404);
    assert.equal((await ask(server, 'https://mail.practice.example/')).headers.location, '/owa/');
  });
  it('core-down-503, html-instead-of-xml and no-outlook-role: unavailable, the wrong page, a refused right password', async () => {
    await server.setFaults(['core-down-503']);
    const answers = await Promise.all([ask(server, autodiscover), ask(server, emsmdb, { method: 'POST' })]);
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body]),
      [
        [503, ''],
        [503, ''],
      ],
    );
    await server.setFaults(['html-instead-of-xml']);
    assert.match((await ask(server, autodiscover, question(server, server.address))).body, /<title>Welcome to BlueMind</);
    await server.setFaults(['no-outlook-role']);
    assert.equal((await ask(server, autodiscover, question(server, server.address))).status, 401);
  });
  it('huge-answer: more than anyone should read, until the client goes away', async () => {
    await server.setFaults(['huge-answer']);
    const answer = await ask(server, autodiscover, { mostBytes: 2_000_000 });
    assert.equal(answer.status, 200);
    assert.ok(answer.body.length >= 2_000_000);
  });
  it('slow-answer: the headers, then a byte at a time', async () => {
    await server.setFaults(['slow-answer']);
    const answer = await ask(server, autodiscover, { mostBytes: 1 });
    assert.deepEqual([answer.status, answer.body], [200, '<']);
  });
  it('refused: nothing listens on the autodiscover host, the mail host is well', async () => {
    await server.setFaults(['refused']);
    await assert.rejects(ask(server, autodiscover), { code: 'ECONNREFUSED' });
    await assert.rejects(ask(server, 'http://autodiscover.practice-alias.example/'), { code: 'ECONNREFUSED' });
    assert.equal((await ask(server, 'https://mail.practice.example/login/')).status, 200);
  });
  it('black-hole: connecting does not end, or at least nobody ever speaks', async () => {
    await server.setFaults(['black-hole']);
    const events: string[] = [];
    const socket = connect(portFor(server, 'autodiscover.practice.example', 443), '127.0.0.1');
    for (const event of ['connect', 'data', 'error', 'close']) socket.once(event, () => events.push(event));
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.destroy();
    assert.deepEqual(events, process.platform === 'linux' ? [] : ['connect']);
    assert.equal((await ask(server, 'https://mail.practice.example/login/')).status, 200);
  });
});
