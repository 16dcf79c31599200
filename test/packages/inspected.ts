// A program of the e2e flavour, asked through Node's inspector: the page itself takes no debugger, also not from tests.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

const answerSchema = z.looseObject({
  id: z.number(),
  result: z.looseObject({
    result: z.looseObject({ value: z.unknown().optional() }).optional(),
    exceptionDetails: z.looseObject({ text: z.string() }).optional(),
  }),
});

/** The address that Node prints on standard error once somebody may attach. */
async function inspectorAddress(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const address = /^Debugger listening on (ws:\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('the program ended before a debugger could attach');
}

/** Evaluates one expression. */
async function evaluate(socket: WebSocket, expression: string): Promise<unknown> {
  const params = { expression, returnByValue: true };
  const answered = once(socket, 'message') as Promise<[MessageEvent]>;
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
  const [message] = await answered;
  const { result } = answerSchema.parse(JSON.parse(String(message.data)));
  if (result.exceptionDetails) throw new Error(result.exceptionDetails.text);
  return result.result?.value;
}

/**
 * Starts the program, evaluates an expression in its main process again and again until it has a value that is not null, and ends the program. The
 * value must be one of JSON. Throws what the expression throws.
 */
export async function evaluateInProgram(program: string, args: readonly string[], expression: string): Promise<unknown> {
  const child = spawn(program, ['--inspect=127.0.0.1:0', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stderr });
  let socket: WebSocket | undefined;
  try {
    socket = new WebSocket(await inspectorAddress(lines));
    // Read on: a pipe that is full would stop the program.
    child.stderr.resume();
    await once(socket, 'open');
    // One may attach before Node itself, or the program's own code, is there.
    const isThere = `typeof process === 'object' && process.mainModule?.require('electron').app.isReady() === true`;
    for (;;) {
      const value = await evaluate(socket, `${isThere} ? (${expression}) : null`);
      // In its very first moment the inspector answers without any value.
      if (value !== null && value !== undefined) return value;
      await sleep(100);
    }
  } finally {
    // Node does not end while a debugger is attached.
    socket?.close();
    child.kill();
    await ended;
  }
}
