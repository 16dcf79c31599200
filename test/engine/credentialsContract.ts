// What every Credential Manager must do, as tests that each adapter's own test file runs against itself.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Result } from '../../electron/model/result.ts';
import type { StoredCredential } from '../../electron/model/signIns.ts';
import type { Credentials } from '../../electron/workstation/port.ts';

export interface CredentialsUnderTest {
  readonly credentials: Credentials;
  /** Saves one as another program would. */
  save(credential: StoredCredential): Promise<void>;
  close(): Promise<void>;
}

const names = [
  'autodiscover.bmos-test.example',
  'MicrosoftOffice16_Data:SSPI:zoé@büro.bmos-test.example',
  'bmos-test 事務所 📧 "q" \\ :PUT',
];

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** Registers the tests; what was there before is there afterwards. */
export function credentialsContract(name: string, open: () => Promise<CredentialsUnderTest>): void {
  describe(`saved sign-ins: ${name}`, () => {
    let under: CredentialsUnderTest;
    let before_: readonly StoredCredential[];
    const listed = async () => must(await under.credentials.list());
    const added = async () => {
      const now = await listed();
      return now.filter((each) => !before_.some((known) => known.target === each.target && known.kind === each.kind));
    };
    before(async () => {
      under = await open();
      before_ = await listed();
    });
    after(() => under.close());

    it('are listed by name and kind alone, in any script', async () => {
      for (const target of names) await under.save({ target, kind: 'generic' });
      const found = await added();
      assert.deepEqual(found.map(({ target }) => target).sort(), [...names].sort());
      for (const each of found) assert.deepEqual(Object.keys(each).sort(), ['kind', 'target']);
      assert.ok(found.every(({ kind }) => kind === 'generic'));
    });

    it('are deleted one by one, the others left alone', async () => {
      const [first = '', ...others] = names;
      must(await under.credentials.delete({ target: first, kind: 'generic' }));
      assert.deepEqual((await added()).map(({ target }) => target).sort(), [...others].sort());
    });

    it('are not deleted as another kind, and their absence is no failure', async () => {
      const [, second = ''] = names;
      must(await under.credentials.delete({ target: second, kind: 'domainPassword' }));
      assert.ok((await added()).some(({ target }) => target === second));
      must(await under.credentials.delete({ target: 'bmos-test nowhere', kind: 'generic' }));
    });

    it('are found in any letter case', async () => {
      const [, second = '', third = ''] = names;
      must(await under.credentials.delete({ target: second.toUpperCase(), kind: 'generic' }));
      must(await under.credentials.delete({ target: third, kind: 'generic' }));
      assert.deepEqual(await listed(), before_);
    });
  });
}
