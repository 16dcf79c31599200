// A PC whose clock is wrong is told so, by the servers' own time; certificates that are wrong on a PC with the right time are not excused.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { CertificateWishes, OpensslAuthority } from '../servers/opensslAuthority.ts';
import { findingIn } from './reachFixture.ts';
import { openTlsWorld, type TlsWorld } from './tlsWorld.ts';

const dayMs = 86_400_000;
/** The rest of the world is three days ahead of this PC. */
const ahead = createServer((_, response) => {
  response.setHeader('Date', new Date(Date.now() + 3 * dayMs).toUTCString());
  response.writeHead(404).end();
});
let right: TlsWorld;
let behind: TlsWorld;
let speechless: TlsWorld;

const hosts = (rows: Readonly<Record<string, Partial<CertificateWishes>>>) => (authority: OpensslAuthority) =>
  Promise.all(
    Object.entries(rows).map(async ([name, wishes]) => ({ name, certificate: await authority.issue({ names: [name], ...wishes }) })),
  );

before(async () => {
  ahead.listen(0, '127.0.0.1');
  await once(ahead, 'listening');
  const tomorrow = { days: [1, 90] } as const;
  right = await openTlsWorld(hosts({ 'autodiscover.fine.example': {}, 'autodiscover.early.example': tomorrow }));
  behind = await openTlsWorld(hosts({ 'autodiscover.early.example': tomorrow }), { plainPort: (ahead.address() as AddressInfo).port });
  const early = {
    'early.example': { days: [1, 90] },
    'autodiscover.early.example': { days: [2, 90] },
    'autodiscover.lone.example': tomorrow,
  } as const;
  speechless = await openTlsWorld(hosts(early), { plainPort: 9 });
});
after(async () => {
  ahead.close();
  for (const world of [right, behind, speechless]) await world.close();
});

test('a clock that is right is not worth a word', async () => {
  const report = await right.check('fine.example');
  assert.equal(report.verdict, 'ready');
  assert.deepEqual(
    report.findings.filter(({ id }) => id.startsWith('clock.')),
    [],
  );
});

test('a clock ten minutes fast is a warning with the difference and what to do', async () => {
  const found = findingIn(await right.check('fine.example', 600_500), 'clock.off');
  assert.equal(found?.status, 'warn');
  assert.match(String(found.data.difference), /^1[01]\u00a0min$/);
  assert.equal(found.remedy?.copy, 'w32tm /resync /force');
});

test('a certificate that is really not valid yet is not blamed on a clock that is right', async () => {
  const report = await right.check('early.example');
  assert.ok(findingIn(report, 'tls.notYetValid'));
  assert.equal(findingIn(report, 'clock.off'), undefined);
});

test('on a PC three days behind, the certificate is not valid yet because of the clock', async () => {
  const report = await behind.check('early.example');
  assert.equal(findingIn(report, 'tls.notYetValid')?.status, 'fail');
  const found = findingIn(report, 'clock.off');
  assert.equal(found?.status, 'fail');
  assert.match(String(found.data.difference), /^(?:3\u00a0d|2\u00a0d 23\u00a0h 59\u00a0min)/);
});

test('where no server tells its time, several certificates that are all not valid yet speak for a clock that is behind', async () => {
  const found = findingIn(await speechless.check('early.example'), 'clock.behind');
  assert.equal(found?.status, 'fail');
  assert.match(String(found.data.difference), /^(?:2\u00a0d|1\u00a0d 23\u00a0h)/);
  assert.equal(found.evidence?.length, 2);
});

test('a single such certificate does not', async () => {
  assert.equal(findingIn(await speechless.check('lone.example'), 'clock.behind'), undefined);
});
