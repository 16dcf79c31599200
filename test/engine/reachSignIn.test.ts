// The password is sent at most once, only after a 401 from the mail domain itself over a verified connection, and shows up nowhere else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { address, findingIn, openWorld, reportOf, withKeys, type World } from './reachFixture.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

/** Requests with credentials that came since `from`. */
const authorised = (from: number) => world.server.requests.slice(from).filter((request) => request.authorization);

test('without a password nothing is sent that could be one', async () => {
  const from = world.server.requests.length;
  const report = reportOf(await world.check());
  assert.equal(report.signIn, 'none');
  assert.equal(authorised(from).length, 0);
});

test('the right password brings the settings, in one request', async () => {
  const from = world.server.requests.length;
  const report = reportOf(await world.check({ password: world.server.password }));
  assert.equal(report.signIn, 'accepted');
  assert.equal(report.verdict, 'ready');
  assert.equal(findingIn(report, 'autodiscover.settings')?.status, 'pass');
  assert.equal(findingIn(report, 'signIn.password')?.status, 'pass');
  assert.equal(authorised(from).length, 1);
  assert.equal(JSON.stringify(report).includes(world.server.password), false);
});

test('a wrong password is refused, tried once, and names password and role as what to check', async () => {
  const from = world.server.requests.length;
  const report = reportOf(await world.check({ password: 'Wrong-42-pässword' }));
  assert.equal(report.signIn, 'refused');
  assert.equal(report.verdict, 'blocked');
  assert.equal(findingIn(report, 'signIn.password')?.remedy?.id, 'checkPasswordAndRole');
  assert.equal(authorised(from).length, 1);
  assert.equal(JSON.stringify(report).includes('Wrong-42'), false);
});

test('an alias signs in and is told the address that the mailbox has', async () => {
  const report = reportOf(
    await world.check({ email: address('user@practice-alias.example'), userName: world.server.address, password: world.server.password }),
  );
  assert.equal(report.signIn, 'accepted');
  assert.equal(findingIn(report, 'autodiscover.primaryAddress')?.remedy?.copy, 'user@practice.example');
});

test('a mailbox that has moved is reported and not followed with the password', async () => {
  const from = world.server.requests.length;
  for (const [mailbox, id] of [
    ['moved@practice.example', 'autodiscover.redirectAddress'],
    ['elsewhere@practice.example', 'autodiscover.splitDomain'],
  ] as const) {
    const report = reportOf(await world.check({ email: address(mailbox), password: world.server.password }));
    assert.equal(findingIn(report, id)?.status, 'warn', mailbox);
    assert.equal(report.verdict, 'attention');
  }
  assert.ok(authorised(from).every(({ host }) => host === 'autodiscover.practice.example'));
});

const withheld = [
  'certificate-expired',
  'certificate-wrong-name',
  'not-bluemind',
  'redirect-foreign-domain',
  'core-down-503',
  'html-instead-of-xml',
] as const;
for (const fault of withheld) {
  test(`with ${fault} the password stays here`, async () => {
    await world.server.setFaults([fault]);
    const from = world.server.requests.length;
    const report = reportOf(await world.check({ password: world.server.password }));
    assert.equal(report.signIn, 'notSent');
    assert.equal(authorised(from).length, 0);
    await world.server.setFaults([]);
  });
}

test('an SRV target in another domain is asked without the password', async () => {
  await world.server.setFaults(['srv-only']);
  const from = world.server.requests.length;
  const report = reportOf(
    await world.check({
      email: address('user@practice-alias.example'),
      password: world.server.password,
      valuesNow: withKeys({ srvOnly: true }),
    }),
  );
  assert.equal(report.outlook.afterKeys.route, 'srv');
  assert.equal(report.signIn, 'notSent');
  assert.equal(authorised(from).length, 0);
});
