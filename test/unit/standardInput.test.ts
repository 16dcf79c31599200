// Standard input read from its descriptor, as it has to be in the installed program on Windows: whatever it is, and whoever writes to it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { success } from '../../electron/model/result.ts';
import { readDescriptor, readFirstLine, standardInput } from '../../electron/cli/standardInput.ts';

const never = new AbortController().signal;
let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standard-input-'));
});
after(() => rm(folder, { recursive: true }));

/** The first line of a file with this content, read by its descriptor; the code of a problem stands in a list. */
async function lineOf(content: string | Buffer, longest = 1_024): Promise<string | null | [code: string]> {
  const file = join(folder, 'typed');
  writeFileSync(file, content);
  const descriptor = openSync(file, 'r');
  try {
    const line = await readFirstLine(readDescriptor(descriptor), longest, never);
    assert.ok(line.ok || Object.keys(line.problem.data).length === 0);
    return line.ok ? line.value : [line.problem.code];
  } finally {
    closeSync(descriptor);
  }
}

/** A process that reads the first line of its descriptor 0, says it, and ends by itself or after `stopMs`. */
function reader(stdin: 'pipe' | 'ignore', stopMs?: number) {
  const entry = JSON.stringify(new URL('../../electron/cli/standardInput.ts', import.meta.url).href);
  const script = `const { readDescriptor, readFirstLine } = await import(${entry});
    const stop = new AbortController(); ${stopMs === undefined ? '' : `setTimeout(() => stop.abort(), ${stopMs});`}
    const line = await readFirstLine(readDescriptor(0), 1024, stop.signal); process.stdout.write(JSON.stringify(line.value), () => process.kill(process.pid, 'SIGKILL'));`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: [stdin, 'pipe', 'inherit'] });
}

describe('standard input by its descriptor', () => {
  test('gives the first line of a file, without its end and the mark of Windows’ editors', async () => {
    assert.equal(await lineOf('Pässwörd 密码\r\nmore'), 'Pässwörd 密码');
    assert.equal(await lineOf('\uFEFFsecret\n'), 'secret');
    assert.equal(await lineOf('no end'), 'no end');
    assert.equal(await lineOf(''), '');
  });

  test('is UTF-16 where its byte order mark says so, whatever bytes are in it', async () => {
    const marked = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
    assert.equal(await lineOf(marked('Pässwörd 密码 \u0a0a\u010a\r\nmore')), 'Pässwörd 密码 \u0a0a\u010a');
    assert.equal(await lineOf(marked('no end')), 'no end');
    assert.equal(await lineOf(marked('')), '');
    // Byte by byte, as a slow writer sends it.
    const slow = Readable.from([...marked('slow\nmore')].map((byte) => Buffer.of(byte)));
    assert.deepEqual(await readFirstLine(slow, 1_024, never), success('slow'));
  });

  test('is refused as a whole where it is neither UTF-8 nor such UTF-16: changed, it would be a wrong password', async () => {
    const refused = ['password.encoding'];
    assert.deepEqual(await lineOf(Buffer.from('Pässwörd\n', 'latin1')), refused);
    assert.deepEqual(await lineOf(Buffer.from('unmarked\n', 'utf16le')), refused);
    // Half of a pair, and half of a character.
    assert.deepEqual(await lineOf(Buffer.from('\uFEFFx\ud800', 'utf16le')), refused);
    assert.deepEqual(await lineOf(Buffer.from([0xff, 0xfe, 0x41])), refused);
    // What comes after the line is not read.
    assert.equal(await lineOf(Buffer.concat([Buffer.from('good\n'), Buffer.of(0xff)])), 'good');
  });

  test('is bounded', async () => {
    assert.equal(await lineOf('x'.repeat(1_025)), null);
    assert.equal(await lineOf(Buffer.alloc(100_000, 'x')), null);
    assert.equal(await lineOf('x'.repeat(5_000), 5_000), 'x'.repeat(5_000));
  });

  test('is empty where there is none', async () => {
    const descriptor = openSync(join(folder, 'typed'), 'r');
    closeSync(descriptor);
    assert.deepEqual(await readFirstLine(readDescriptor(descriptor), 1_024, never), success(''));
  });

  test('gives the line of a pipe, before its writer has ended', async () => {
    const child = reader('pipe');
    child.stdin?.write('piece');
    setTimeout(() => child.stdin?.write(' and piece\nmore'), 200);
    assert.equal(JSON.parse(await text(child.stdout!)), 'piece and piece');
    assert.equal(JSON.parse(await text(reader('ignore').stdout!)), '');
  });

  test('that never says anything keeps nobody waiting who stops', async () => {
    assert.equal(JSON.parse(await text(reader('pipe', 300).stdout!)), null);
  });
});

test('is taken from its descriptor only where Electron leaves nothing of it', () => {
  const usual = Readable.from([]);
  const of = (electron: boolean, platform: NodeJS.Platform) => standardInput({ electron, platform }, () => usual) === usual;
  assert.deepEqual([of(true, 'win32'), of(true, 'linux'), of(false, 'win32')], [false, true, true]);
});
