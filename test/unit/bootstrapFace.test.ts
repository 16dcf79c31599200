// How the app is shown on a machine follows from the machine, and the reason is always said.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseFace, type Machine } from '../../build/face.ts';

const electron = { path: '/opt/electron' } as const;
const none = { path: undefined, reason: 'the download did not start within 20 s' } as const;

const desk: Machine = { platform: 'linux', env: { DISPLAY: ':0' }, browserAsked: false, obtainElectron: () => Promise.resolve(electron) };
const unasked = () => assert.fail('Electron was looked for where no window can be shown');

describe('the app opens', () => {
  it('as a desktop window where there is a display and an Electron', async () => {
    for (const machine of [
      desk,
      { ...desk, env: { WAYLAND_DISPLAY: 'wayland-0' } },
      { ...desk, platform: 'win32', env: {} },
      { ...desk, platform: 'darwin', env: {} },
    ] as const) {
      const face = await chooseFace(machine);
      assert.equal(face.kind, 'desktop');
      assert.match(face.because, /\/opt\/electron/);
    }
  });

  it('in a browser tab where Electron cannot be had, and says why', async () => {
    const face = await chooseFace({ ...desk, obtainElectron: () => Promise.resolve(none) });
    assert.equal(face.kind, 'tab');
    assert.match(face.because, /did not start within 20 s/);
  });

  it('in a browser tab where that was asked for, without looking for Electron', async () => {
    const face = await chooseFace({ ...desk, browserAsked: true, obtainElectron: unasked });
    assert.equal(face.kind, 'tab');
    assert.match(face.because, /--browser/);
  });

  it('at an address to open by hand where there is no display or nobody at it, without looking for Electron', async () => {
    const blind = await chooseFace({ ...desk, env: {}, obtainElectron: unasked });
    assert.equal(blind.kind, 'address');
    assert.match(blind.because, /DISPLAY/);
    const ci = await chooseFace({ ...desk, env: { DISPLAY: ':0', CI: 'true' }, browserAsked: true, obtainElectron: unasked });
    assert.equal(ci.kind, 'address');
    assert.match(ci.because, /CI/);
  });
});
