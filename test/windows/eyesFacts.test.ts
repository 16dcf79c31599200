// Facts about this PC as Windows tells them: its time zone, and products that look into TLS by their roots in the real store.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as koffi from 'koffi';
import { inspectionFindings } from '../../electron/workstation/windows/eyes/pcFindings.ts';
import { readTimeZone } from '../../electron/workstation/windows/eyes/timeZone.ts';
import { readInspectors } from '../../electron/workstation/windows/eyes/trustedRoots.ts';
import { openNativeRegistry } from '../../electron/workstation/windows/openRegistry.ts';
import { createAuthority } from '../servers/authority.ts';
import { trustRoot } from '../servers/trustedRoot.ts';
import { leaveAlone } from './rig.ts';

test('the time zone has Windows’ own name and the offset that Node computes', () => {
  const timeZone = readTimeZone(koffi);
  assert.match(timeZone.name, /\S/);
  const winter = Math.max(new Date(2026, 0, 1).getTimezoneOffset(), new Date(2026, 6, 1).getTimezoneOffset());
  assert.equal(timeZone.offsetMinutes, -winter);
});

describe('a product that looks into TLS', { skip: leaveAlone }, () => {
  test('is found by its root certificate, for as long as that is there', async () => {
    const registry = await openNativeRegistry({ kind: 'own', sid: null });
    assert.ok(registry);
    const forget = trustRoot((await createAuthority('ESET SSL Filter CA')).root);
    const inspectors = await readInspectors(registry);
    assert.ok(inspectors.some(({ product }) => product === 'ESET'));
    const found = inspectionFindings(inspectors).find(({ subject }) => subject === 'ESET');
    assert.deepEqual(found?.evidence, ['CN=ESET SSL Filter CA']);
    forget();
    assert.ok(!(await readInspectors(registry)).some(({ product }) => product === 'ESET'));
  });
});
