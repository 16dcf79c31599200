// Where the program keeps what is about somebody else, run with a technician's rights: nothing that the person can write leads it elsewhere.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problem } from '../../electron/model/problem.ts';
import type { RegistryKey } from '../../electron/model/registry.ts';
import { success } from '../../electron/model/result.ts';
import { findStateFolder, foldersOnTheWay, type IsLink } from '../../electron/workstation/windows/stateFolder.ts';

const sid = 'S-1-5-21-1-2-3-1001';
const profile = 'C:\\Users\\Zoé';
const technician = { LOCALAPPDATA: 'C:\\Users\\admin\\AppData\\Local', SystemDrive: 'C:' };
const ofPerson = success(`${profile}\\AppData\\Local\\BlueMind Outlook Setup`);

/** A registry in which Windows says where the profile is, and the person where their local application data are. */
function registry(shellFolder: string | undefined, profileFolder = profile) {
  const keys = new Map<string, RegistryKey['values']>([
    [`HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\${sid}`, [text('ProfileImagePath', profileFolder)]],
    [
      'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders',
      shellFolder === undefined ? [] : [text('Local AppData', shellFolder)],
    ],
  ]);
  return {
    readKey: (path: string) => {
      const values = keys.get(path);
      return Promise.resolve(success(values && { subkeys: [], values }));
    },
  };
}
const text = (name: string, data: string) => ({ name, type: 'REG_EXPAND_SZ', data }) as const;

const other = { kind: 'other', sid } as const;
const nowhere: IsLink = () => Promise.resolve(false);

describe('the folder of the person for whom a technician runs the program', () => {
  test('lies in their profile, wherever what they can write leads', async () => {
    for (const shellFolder of [
      undefined,
      '%USERPROFILE%\\AppData\\Local',
      '\\\\evil\\share',
      '\\\\?\\UNC\\evil\\share',
      'C:\\Program Files',
      'D:\\Data\\Local',
      '%USERPROFILE%\\link',
      '%USERPROFILE%\\..\\admin\\AppData\\Local',
    ]) {
      assert.deepEqual(await findStateFolder(registry(shellFolder), other, technician, nowhere), ofPerson, shellFolder);
    }
    assert.deepEqual(await findStateFolder(registry(undefined, '%SystemDrive%\\Users\\Zoé'), other, technician, nowhere), ofPerson);
  });

  test('is none where a link stands on the way, and nothing below the link is looked at', async () => {
    const [appData = '', local = ''] = foldersOnTheWay(profile);
    assert.deepEqual([appData, local], [`${profile}\\AppData`, `${profile}\\AppData\\Local`]);
    for (const [link, looked] of [
      [appData, [appData]],
      [local, [appData, local]],
    ] as const) {
      const seen: string[] = [];
      const found = await findStateFolder(registry(undefined), other, technician, (place) => {
        seen.push(place);
        return Promise.resolve(place === link);
      });
      assert.deepEqual(found, { ok: false, problem: problem('workstation.folderNotWritable', { folder: link, reason: 'link' }) });
      assert.deepEqual(seen, looked);
    }
  });
});

test('one’s own folder is where Windows says, links or not', async () => {
  const own = { kind: 'own', sid } as const;
  const refuse: IsLink = () => assert.fail('nobody else’s rights are lent');
  const env = { LOCALAPPDATA: 'D:\\Moved' };
  assert.deepEqual(await findStateFolder(registry(undefined), own, env, refuse), success('D:\\Moved\\BlueMind Outlook Setup'));
  assert.deepEqual(await findStateFolder(registry('D:\\Moved'), own, {}, refuse), success('D:\\Moved\\BlueMind Outlook Setup'));
});
