// What happens around Windows' prompt: who can read the request, and that a no, seen from the command line, changes nothing.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { run } from '../../electron/cli/run.ts';
import { success } from '../../electron/model/result.ts';
import type { Terminal } from '../../electron/cli/terminal.ts';
import { createElevation } from '../../electron/workstation/windows/elevation.ts';
import { findWindowsWorkstation } from '../../electron/workstation/windows/index.ts';
import { loadKoffi, openLibrary, takeText, type Koffi, type Out, type Pointer } from '../../electron/workstation/windows/koffi.ts';
import { mayServe } from '../../electron/workstation/windows/elevationBounds.ts';
import { openNativeRegistry } from '../../electron/workstation/windows/openRegistry.ts';
import { privateRights } from '../../electron/workstation/windows/privateFolder.ts';
import { readSessionAccounts } from '../../electron/workstation/windows/session.ts';
import { underWine } from '../servers/wine.ts';
import { assertSameExport, exportSoftware, installPretendOutlook, leaveAlone, must, never } from './rig.ts';

let koffi: Koffi;
let sid: string;
let folder: string;
before(async () => {
  const loaded = await loadKoffi();
  assert.ok('koffi' in loaded);
  koffi = loaded.koffi;
  sid = readSessionAccounts(koffi).ownSid;
  folder = await mkdtemp(path.join(tmpdir(), 'bmos prompt é '));
});
after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

/** The access rights of a file or folder as Windows keeps them, in the language of security descriptors. */
function rightsOf(file: string): string {
  const advapi32 = openLibrary(koffi, 'advapi32.dll');
  const read = advapi32.declare<
    (name: string, kind: number, what: number, a: null, b: null, c: null, d: null, descriptor: Out<Pointer>) => number
  >(
    'uint32 __stdcall GetNamedSecurityInfoW(str16 name, int kind, uint32 what, void *a, void *b, void *c, void *d, _Out_ void **descriptor)',
  );
  const describeRights = advapi32.declare<(descriptor: Pointer, revision: number, what: number, text: Out<Pointer>, size: null) => boolean>(
    'bool __stdcall ConvertSecurityDescriptorToStringSecurityDescriptorW(void *descriptor, uint32 revision, uint32 what, _Out_ void **text, void *size)',
  );
  const free = openLibrary(koffi, 'kernel32.dll').declare<(address: Pointer) => Pointer>('void * __stdcall LocalFree(void *address)');
  const [descriptor, text]: [Out<Pointer>, Out<Pointer>] = [[null], [null]];
  // SE_FILE_OBJECT, DACL_SECURITY_INFORMATION (accctrl.h, winnt.h).
  assert.equal(read(file, 1, 4, null, null, null, null, descriptor), 0);
  assert.ok(describeRights(descriptor[0], 1, 4, text, null));
  const rights = takeText(koffi, text[0], free);
  free(descriptor[0]);
  return rights ?? '';
}

/** Who is allowed anything, by the entries of a DACL; everybody is there when there are none. */
function allowed(rights: string): readonly string[] {
  return [...rights.matchAll(/\(A;[^;]*;[^;]*;;;([^)]+)\)/g)].map(([, who = '']) => who);
}

describe('the request of the helper', () => {
  it('can be opened by this person, the system and administrators alone', async () => {
    const registry = await openNativeRegistry({ kind: 'own', sid });
    assert.ok(registry);
    const seen: string[] = [];
    const elevation = createElevation({
      koffi,
      registry,
      elevated: false,
      sid,
      stateFolder: folder,
      program: { file: process.execPath, args: [] },
      launch: (_file, args) => {
        const request = args[args.indexOf('--request') + 1] ?? '';
        // Wine 8 lets a file inherit nothing from its folder; what counts there is that nobody gets into the folder.
        seen.push(rightsOf(path.dirname(request)), ...(underWine ? [] : [rightsOf(request)]));
        return Promise.resolve(5);
      },
    });
    await elevation.request(never);
    assert.equal(seen.length, underWine ? 1 : 2);
    for (const rights of seen) {
      const others = allowed(rights).filter((who) => ![sid, 'SY', 'BA', 'LA', 'OW'].includes(who));
      assert.deepEqual(others, [], rights);
      assert.ok(allowed(rights).length > 0, rights);
    }
    assert.equal(privateRights(sid), `D:P(A;OICI;FA;;;${sid})(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)`);
  });

  it('is for the person at the desktop or the one who gave the rights, and for nobody else', () => {
    const accounts = { ownSid: 'S-1-5-21-1-1-1-500', desktop: { kind: 'known', sid: 'S-1-5-21-1-1-1-1001', name: 'PC\\user' } } as const;
    assert.deepEqual(
      ['S-1-5-21-1-1-1-500', 'S-1-5-21-1-1-1-1001', 'S-1-5-21-1-1-1-1002', 'S-1-5-18'].map((who) => mayServe(who, accounts)),
      [true, true, false, false],
    );
    assert.equal(mayServe('S-1-5-21-1-1-1-1001', { ...accounts, desktop: { kind: 'nobody' } }), false);
    assert.equal(mayServe('S-1-5-21-1-1-1-1001', { ...accounts, desktop: { kind: 'unknown', name: 'PC\\user' } }), false);
  });
});

describe('a no at Windows’ prompt', { skip: leaveAlone }, () => {
  it('ends the command line with status 4, and nothing has changed', async () => {
    const uninstall = installPretendOutlook();
    const before = await exportSoftware();
    const said: string[] = [];
    let asked = 0;
    const say = (text: string): Promise<void> => (said.push(text), Promise.resolve());
    const terminal: Terminal = {
      columns: 100,
      paint: (text) => text,
      interactive: false,
      print: say,
      tell: say,
      progress: () => undefined,
      ask: () => Promise.resolve(null),
      firstLine: () => Promise.resolve(success(null)),
    };
    // What ShellExecuteEx says after a no: ERROR_CANCELLED (1223), which hInstApp gives as SE_ERR_ACCESSDENIED.
    const launch = (): Promise<number> => Promise.resolve(((asked += 1), 5));
    process.env.LOCALAPPDATA = folder;
    try {
      const args = [
        'keys',
        'apply',
        '--catalogue',
        'bluemind-4',
        '--with',
        'maxNumExchange',
        '--workstation',
        'windows',
        '--yes',
        '--json',
      ];
      const status = await run({
        args,
        env: {},
        platform: 'win32',
        terminal,
        signal: never,
        giveUpWaiting: () => undefined,
        find: async () => {
          const found = must(await findWindowsWorkstation());
          const helper = { file: process.execPath, args: [] };
          return success({ ...found, open: () => found.open({ network: {}, helper, rights: { elevated: false, launch } }) });
        },
      });
      const document = JSON.parse(said.join('')) as { readonly problem: { readonly code: string } };
      assert.deepEqual([status, document.problem.code, asked], [4, 'elevation.refused', 1]);
      assertSameExport(await exportSoftware(), before);
      const left = await readdir(path.join(folder, 'BlueMind Outlook Setup'));
      assert.deepEqual(
        left.filter((name) => name !== '.lock'),
        [],
      );
    } finally {
      uninstall();
    }
  });
});
