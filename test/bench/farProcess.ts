// Starts a far server as a process of its own, so that its work is not done on the time of what is measured.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';

const whereSchema = z.object({ httpsPort: z.number(), httpPort: z.number(), dnsPort: z.number(), authority: z.string() });
type Far = z.infer<typeof whereSchema> & { close(): void };

/** `file` is in this folder; resolves when the server has told where it is. Rejects when it ends before. */
export async function startFar(file: string, ...args: readonly (string | number)[]): Promise<Far> {
  const child = fork(join(import.meta.dirname, file), args.map(String), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const where = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (status) => reject(new Error(`${file} ended with ${String(status)}`)));
  });
  return { ...whereSchema.parse(where), close: () => void child.kill() };
}
