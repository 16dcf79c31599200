// The surroundings of every test: nothing of this machine's settings, and folders of their own in place of the person's.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Variables that would let a machine's settings into a test: proxies, trust, languages, npm's and Node's options, colours. */
const foreign =
  /^(.*_proxy|npm_.*|node_options|node_extra_ca_certs|node_env|node_test_context|lang|language|lc_.*|ssl_cert_.*|force_color|no_color|ci|display|wayland_display|electron_run_as_node)$/i;

/** Where programs keep a person's data, by the variable that says so. */
const folders = [
  'HOME',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'XDG_DATA_HOME',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_STATE_HOME',
  'XDG_RUNTIME_DIR',
  'TMPDIR',
  'TEMP',
  'TMP',
] as const;

/** What the machine said before it was cleaned, for those who prepare a kind of test. */
export const machine: Readonly<Record<string, string | undefined>> = { ...process.env };

/** Cleans this process's environment, which every test process inherits. `remove` deletes the folders it made. */
export function cleanEnvironment(): { remove(): void } {
  for (const name of Object.keys(process.env)) if (foreign.test(name)) Reflect.deleteProperty(process.env, name);
  const home = mkdtempSync(join(tmpdir(), 'bmos-test-'));
  for (const name of folders) {
    const folder = join(home, name.toLowerCase());
    mkdirSync(folder, { mode: 0o700 });
    process.env[name] = folder;
  }
  Object.assign(process.env, { LANG: 'C.UTF-8', NO_COLOR: '1' });
  return {
    remove() {
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
