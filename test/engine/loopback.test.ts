// The loopback bridge lets in its own page with its own session, and nobody else; raw sockets speak for everybody else.
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { callNames, messageSchema, problem, type Message } from '../../electron/bridge/contract.ts';
import { startLoopback, type LoopbackServer } from '../../electron/bridge/loopback.ts';
import type { CallContext, Handlers } from '../../electron/bridge/server.ts';
import { failure, success } from '../../electron/model/result.ts';
import { hold, request, sendRaw, type Head } from './loopbackRequest.ts';

let folder = '';
let server: LoopbackServer;
let token = '';
let session = '';
const bugs: unknown[] = [];
const seen: string[] = [];
let openCall: ((context: CallContext) => void) | undefined;

/** Small handlers under the real contract: one that answers, one that tells of progress, one that waits, one that breaks. */
const handlers: Handlers = {
  ...(Object.fromEntries(callNames.map((name) => [name, () => Promise.resolve(failure(problem('cancelled')))])) as unknown as Handlers),
  setFaults: (input, { onProgress }) => {
    seen.push('setFaults');
    onProgress({ kind: 'step', step: { step: 'inspect', state: 'running', changed: false } });
    return Promise.resolve(success({ faults: input.faults }));
  },
  openOutlook: (_input, context) =>
    new Promise((resolve) => {
      openCall?.(context);
      context.signal.addEventListener('abort', () => resolve(failure(problem('cancelled'))));
    }),
  verifyProfile: () => Promise.reject(new Error('a bug')),
};

const call = (name: string, body: string, changed: Head = {}) =>
  sendRaw(server.port, request(server.port, `POST /call/${name}`, { Authorization: `Bearer ${session}`, ...changed }, body));

function messages(body: string): Message[] {
  return body
    .split(/\r?\n/)
    .filter((line) => line.startsWith('{'))
    .map((line) => messageSchema.parse(JSON.parse(line)));
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loopback-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__"><p>page</p>');
  await writeFile(join(folder, 'assets', 'page.js'), 'export {}');
  server = await startLoopback({ handlers, pageFolder: folder, onBug: (bug) => bugs.push(bug) });
  token = new URL(server.address).hash.slice('#token='.length);
});

after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('the session', () => {
  it('is refused to everybody before the token was shown', async () => {
    assert.equal((await call('setFaults', '{"faults":[]}')).status, 401);
  });

  it('is refused for a wrong, a missing and a malformed token', async () => {
    for (const body of ['{"token":"wrong"}', '{}', '[]', 'null', `{"token":"${token}","more":1}`, `{"token":${'['.repeat(2000)}`]) {
      const { status } = await sendRaw(server.port, request(server.port, 'POST /session', {}, body));
      assert.ok(status === 403 || status === 400, `${status} for ${body.slice(0, 40)}`);
    }
  });

  it('is given once for the token, and never again', async () => {
    const body = JSON.stringify({ token });
    const first = await sendRaw(server.port, request(server.port, 'POST /session', {}, body));
    assert.equal(first.status, 200);
    session = (JSON.parse(first.body) as { session: string }).session;
    assert.equal(Buffer.from(session, 'base64url').length, 32);
    assert.notEqual(session, token);
    assert.equal((await sendRaw(server.port, request(server.port, 'POST /session', {}, body))).status, 403);
  });

  it('is asked for by every call', async () => {
    for (const authorization of [undefined, '', 'Bearer ', `Bearer ${token}`, `Bearer ${session}x`, `Basic ${session}`, session]) {
      assert.equal((await call('setFaults', '{"faults":[]}', { Authorization: authorization })).status, 401, String(authorization));
    }
  });
});

describe('a call of our own page', () => {
  it('is answered with its progress and then its result, one JSON document a line', async () => {
    const answer = await call('setFaults', '{"faults":["refused"]}');
    assert.equal(answer.status, 200);
    assert.match(answer.headers, /content-type: application\/x-ndjson/);
    assert.deepEqual(
      messages(answer.body).map((message) => message.kind),
      ['progress', 'result'],
    );
    assert.deepEqual(messages(answer.body).at(-1), { kind: 'result', value: { faults: ['refused'] } });
  });

  it('works under the name localhost as well', async () => {
    const own = { Host: `localhost:${server.port}`, Origin: `http://localhost:${server.port}`, 'Sec-Fetch-Site': 'same-origin' };
    assert.equal((await call('setFaults', '{"faults":[]}', own)).status, 200);
  });

  it('brings a problem as a value', async () => {
    const answer = await call('inspect', '{"catalogue":"bluemind-5","email":null}');
    assert.deepEqual(messages(answer.body), [{ kind: 'problem', problem: { code: 'cancelled', data: {} } }]);
  });

  it('with input outside the contract is request.invalid and reaches no handler', async () => {
    const before = seen.length;
    for (const body of ['{}', '[]', '"text"', 'null', '{"faults":"refused"}', '{"faults":[],"extra":1}', '{"faults":[1]}']) {
      const [message] = messages((await call('setFaults', body)).body);
      assert.ok(message?.kind === 'problem' && message.problem.code === 'request.invalid', body);
    }
    assert.equal(seen.length, before);
  });

  it('of an unknown name is 404, whatever the name', async () => {
    for (const name of ['nothing', 'constructor', '__proto__', 'setFaults/', '../session', 'SetFaults']) {
      assert.equal((await call(name, '{}')).status, 404, name);
    }
  });

  it('that is no JSON, or no UTF-8, is 400', async () => {
    assert.equal((await call('setFaults', '{"faults":')).status, 400);
    assert.equal((await call('setFaults', '')).status, 400);
    const broken = request(server.port, 'POST /call/setFaults', { Authorization: `Bearer ${session}`, 'Content-Length': '4' });
    const socket = connect({ host: '127.0.0.1', port: server.port });
    socket.write(broken);
    socket.end(Buffer.from([0x22, 0xff, 0xfe, 0x22]));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    assert.match(chunk.toString(), /^HTTP\/1\.1 400 /);
  });

  it('of more than 1 MB is 413', async () => {
    assert.equal((await call('setFaults', JSON.stringify({ faults: ['x'.repeat(1024 * 1024)] }))).status, 413);
  });

  it('is aborted when the caller goes away', async () => {
    const context = await new Promise<CallContext>((resolve) => {
      openCall = resolve;
      const body = '{"email":"user@company.example","name":"BlueMind"}';
      const socket = hold(server.port, request(server.port, 'POST /call/openOutlook', { Authorization: `Bearer ${session}` }, body));
      socket.once('data', () => socket.destroy());
    });
    if (!context.signal.aborted) await once(context.signal, 'abort');
    assert.ok(context.signal.aborted);
  });

  it('whose handler throws breaks off without a word, and the bug is told', async () => {
    const answer = await call('verifyProfile', '{"email":"user@company.example","name":"BlueMind","wanted":null}');
    assert.deepEqual(messages(answer.body), []);
    assert.doesNotMatch(answer.body, /bug/);
    assert.match(String(bugs.at(-1)), /a bug/);
  });
});

describe('everybody else is refused without a word', () => {
  const foreign: Record<string, [string, Head]> = {
    'a foreign name for this address (DNS rebinding)': ['POST /call/setFaults', { Host: 'evil.example' }],
    'a foreign name with the right port': ['GET /', { Host: 'evil.example:80' }],
    'the right name with a foreign port': ['GET /', { Host: '127.0.0.1:1' }],
    'no name': ['GET /', { Host: '' }],
    'a foreign origin': ['POST /call/setFaults', { Origin: 'https://evil.example' }],
    'an origin of another port': ['POST /call/setFaults', { Origin: 'http://127.0.0.1:1' }],
    'an opaque origin': ['POST /call/setFaults', { Origin: 'null' }],
    'no origin': ['POST /call/setFaults', { Origin: undefined }],
    'a foreign site by the browser’s own word': ['POST /call/setFaults', { 'Sec-Fetch-Site': 'cross-site' }],
    'another port’s site': ['POST /session', { 'Sec-Fetch-Site': 'same-site' }],
    'a form': ['POST /call/setFaults', { 'Content-Type': 'text/plain' }],
    'a foreign site that wants a file of ours': ['GET /assets/page.js', { 'Sec-Fetch-Site': 'cross-site' }],
    'a foreign site that frames us': ['GET /', { 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Site': 'cross-site' }],
    'a preflight': ['OPTIONS /call/setFaults', { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' }],
    'another method': ['PUT /call/setFaults', {}],
    'a proxy’s request': ['GET http://evil.example/', {}],
    'a path that begins like a host': ['GET //evil.example/', {}],
  };
  for (const [who, [line, changed]] of Object.entries(foreign)) {
    it(who, async () => {
      const answer = await sendRaw(
        server.port,
        request(server.port, line, { Authorization: `Bearer ${session}`, ...changed }, line.startsWith('POST') ? '{"faults":[]}' : ''),
      );
      // Node itself answers an empty or absurd request line or host with 400 before the guard sees it.
      assert.ok([400, 403].includes(answer.status), String(answer.status));
      assert.equal(answer.body, '');
      assert.doesNotMatch(answer.headers, /access-control/);
    });
  }

  it('two names at once', async () => {
    const text = request(server.port, 'GET /').replace('\r\n\r\n', `\r\nHost: evil.example\r\n\r\n`);
    assert.ok([400, 403].includes((await sendRaw(server.port, text)).status));
  });

  it('other machines: no other address listens', async () => {
    const addresses = Object.values(networkInterfaces())
      .flatMap((entries) => entries ?? [])
      .filter((entry) => !entry.internal && entry.family === 'IPv4')
      .map((entry) => entry.address);
    for (const address of [...addresses, '127.0.0.2', '::1']) {
      await assert.rejects(sendRaw(server.port, request(server.port, 'GET /'), address), `${address} answered`);
    }
  });
});

describe('the page', () => {
  it('comes with headers that keep everything else out, and a nonce of its own each time', async () => {
    const nonces = new Set<string>();
    for (let time = 0; time < 3; time++) {
      const { status, headers, body } = await sendRaw(server.port, request(server.port, 'GET /'));
      assert.equal(status, 200);
      for (const header of [
        'x-content-type-options: nosniff',
        'referrer-policy: no-referrer',
        'cross-origin-opener-policy: same-origin',
        'cross-origin-resource-policy: same-origin',
        'cache-control: no-store',
        "frame-ancestors 'none'",
        "default-src 'none'",
      ]) {
        assert.ok(headers.includes(header), header);
      }
      assert.doesNotMatch(headers, /unsafe/);
      const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? '';
      assert.equal(Buffer.from(nonce, 'base64').length, 16);
      assert.ok(headers.includes(`'nonce-${nonce.toLowerCase()}'`));
      nonces.add(nonce);
    }
    assert.equal(nonces.size, 3);
  });

  it('may be opened by hand or from a file, as a whole tab', async () => {
    for (const site of ['none', 'cross-site']) {
      const head = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' };
      assert.equal((await sendRaw(server.port, request(server.port, 'GET /', head))).status, 200);
    }
  });

  it('has no path that leads out of its folder', async () => {
    assert.equal((await sendRaw(server.port, request(server.port, 'GET /assets/page.js'))).status, 200);
    for (const path of ['/../package.json', '/assets/../../x', '/..%2f..%2fetc/passwd', '/assets', '/%2e%2e/', '/\\..\\x', '/nothing']) {
      assert.equal((await sendRaw(server.port, request(server.port, `GET ${path}`))).status, 404, path);
    }
  });
});
