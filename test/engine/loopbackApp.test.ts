// "npm start" on a machine without a display: it says where the app is, the address works once, and Ctrl+C ends it cleanly.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bridgeOver } from '../../electron/bridge/client.ts';
import { messageSchema, type Problem } from '../../electron/bridge/contract.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('npm start without a display', () => {
  it('prints the address and the command for the terminal, serves the practice workstation, and ends at once on a signal', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'start-'));
    const args = ['build/bootstrap.mjs', 'start', `--workstation=practice:${folder}`, '--fault=refused', '--lang=de'];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CI: '1' } });
    let printed = '';
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      printed += chunk.toString();
      if (printed.includes('npm run -s cli')) break;
    }
    assert.match(printed, /CI is set/);
    assert.match(printed, new RegExp(`npm run -s cli -- setup .*--workstation practice:${folder}`));
    const address = new URL(/http:\S+/.exec(printed)?.[0] ?? '');
    const headers = { 'content-type': 'application/json', origin: address.origin };

    assert.match(await (await fetch(address.origin)).text(), /<title>BlueMind Outlook Setup/);
    const token = address.hash.slice('#token='.length);
    const opened = await fetch(`${address.origin}/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
    const { session } = (await opened.json()) as { session: string };
    const bridge = bridgeOver(async (name, input) => {
      const answer = await fetch(`${address.origin}/call/${name}`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${session}` },
        body: JSON.stringify(input),
      });
      const ending = messageSchema.parse(JSON.parse((await answer.text()).trim().split('\n').at(-1) ?? ''));
      return ending.kind === 'result' ? { value: ending.value } : { problem: (ending as { problem: Problem }).problem };
    });
    const start = await bridge.call('start', {});
    assert.ok(start.ok);
    assert.equal(start.value.practice, true);
    assert.equal(start.value.language, 'de');
    assert.deepEqual(
      start.value.faults.filter((fault) => fault.on).map((fault) => fault.id),
      ['refused'],
    );

    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
    await assert.rejects(fetch(address.origin));
    await rm(folder, { recursive: true });
  });

  it('refuses what it does not know, with the options that there are', async () => {
    for (const wrong of ['--no-such-option', '--port=x', '--port=70000', '--lang=xx', '--workstation=mac', '--fault=no-such-fault']) {
      const child = spawn(process.execPath, ['build/bootstrap.mjs', 'start', wrong], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, CI: '1' },
      });
      let said = '';
      for await (const chunk of child.stderr as AsyncIterable<Buffer>) said += chunk.toString();
      assert.equal(child.exitCode ?? (await once(child, 'exit'))[0], 2, wrong);
      assert.ok(said.includes(wrong.split('=')[1] ?? wrong), said);
    }
  });
});
