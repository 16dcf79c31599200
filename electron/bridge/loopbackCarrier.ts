// The bridge's carrier in a browser tab: trades the one-time token of the address for a session, then carries calls over fetch.
import * as z from 'zod';
import type { Carrier } from './client.ts';
import { messageSchema, problem, type Message, type OnProgress } from './contract.ts';

/** Kept for the tab alone, so that a reload goes on with the same session. */
const storageKey = 'bluemind.session';
const sessionSchema = z.object({ session: z.string() });

type Ending = Exclude<Message, { kind: 'progress' }>;

const headers = { 'content-type': 'application/json' };

/** The session of this tab: the one already kept, or a new one for the token in the address; `undefined` when neither is good. */
async function findSession(): Promise<string | undefined> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    // Out of the address bar and the history at once: it is worth nothing any more.
    history.replaceState(null, '', location.pathname);
    const response = await fetch('/session', { method: 'POST', headers, body: JSON.stringify({ token }) });
    if (response.ok) sessionStorage.setItem(storageKey, sessionSchema.parse(await response.json()).session);
  }
  return sessionStorage.getItem(storageKey) ?? undefined;
}

/** Reads the answer line by line; resolves with the message that ends it. A stream that breaks off is a broken carrier and throws. */
async function readMessages(body: ReadableStream<Uint8Array<ArrayBuffer>>, onProgress: OnProgress): Promise<Ending> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error('the answer ended before its result');
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = messageSchema.parse(JSON.parse(line));
      if (message.kind !== 'progress') return message;
      onProgress(message.progress);
    }
  }
}

/**
 * The carrier of a page that the loopback server gave out. Problems of its own: `session.refused` (the address was used before,
 * or the program was started anew) and `cancelled`. Rejects when the program is no longer there.
 */
export function loopbackCarrier(): Carrier {
  let session: Promise<string | undefined> | undefined;
  return async (name, input, { signal, onProgress }) => {
    session ??= findSession();
    const shown = await session;
    if (shown === undefined) return { problem: problem('session.refused') };
    try {
      const response = await fetch(`/call/${name}`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${shown}` },
        body: JSON.stringify(input),
        signal,
      });
      if (response.status === 401) return { problem: problem('session.refused') };
      if (!response.ok || response.body === null) throw new Error(`the program answered ${response.status}`);
      const ending = await readMessages(response.body, onProgress);
      return ending.kind === 'problem' ? { problem: ending.problem } : { value: ending.value };
    } catch (fault) {
      if (signal.aborted) return { problem: problem('cancelled') };
      throw fault;
    }
  };
}
