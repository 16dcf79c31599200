// The Autodiscover answers that Outlook remembers: what each says, for whom, and putting the chosen ones away.
import path from 'node:path';
import * as z from 'zod';
import { parseMailAddress } from '../model/mailAddress.ts';
import type { RememberedAnswer } from '../model/pc.ts';
import { cancelled, problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { refuseWhileRunning } from '../outlook/running.ts';
import { readAutodiscoverAnswer, type AutodiscoverAnswer } from '../reach/autodiscoverAnswer.ts';
import { isMicrosoftHost, urlIn } from '../reach/hosts.ts';
import type { RememberedFile, Workstation } from '../workstation/port.ts';
import type { Call, JobContext } from './context.ts';

/** Every remembered answer, by name. What cannot be read says so by naming no server; the content never leaves the PC. */
export async function readRemembered(workstation: Workstation): Promise<Result<readonly RememberedAnswer[]>> {
  const { remembered } = workstation;
  if (!remembered) return success([]);
  const files = await remembered.list();
  if (!files.ok) return files;
  const answers = await Promise.all(
    files.value.map(async (file) => {
      const bytes = await remembered.read(file.name);
      return answerIn(file, bytes.ok && bytes.value ? textOf(bytes.value) : '');
    }),
  );
  return success(answers.sort((a, b) => a.name.localeCompare(b.name, 'en')));
}

/** Outlook writes UTF-8; other programs may have left UTF-16. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** What one file remembers, by its name and its content. Pure. */
export function answerIn(file: RememberedFile, content: string): RememberedAnswer {
  const { urls, address } = /\.json$/i.test(file.name) ? inJson(content) : inXml(readAutodiscoverAnswer(content));
  const hosts = [...new Set(urls.flatMap((url) => urlIn(url)?.hostname ?? []))].filter((host) => host !== '').slice(0, 20);
  return { ...file, address: addressIn(file.name) ?? usable(address), hosts, office365: hosts.some(isMicrosoftHost) };
}

interface Content {
  readonly urls: readonly string[];
  readonly address: string | null;
}

function inXml(answer: AutodiscoverAnswer): Content {
  switch (answer.kind) {
    case 'settings': {
      const { emsmdb, nspi } = answer.published;
      const urls = [emsmdb.internal, emsmdb.external, nspi.internal, nspi.external, answer.ews, answer.oab];
      return { urls: urls.filter((url) => url !== null), address: answer.smtpAddress };
    }
    case 'redirectUrl':
      return { urls: [answer.url], address: null };
    default:
      return { urls: [], address: null };
  }
}

/** Autodiscover V2 answers with the address of a service (MS-OXDSCLI has no such format: only the field that is known is read). */
function inJson(content: string): Content {
  const schema = z.object({ Url: z.string().max(2_000) });
  try {
    const read = schema.safeParse(JSON.parse(content));
    return { urls: read.success ? [read.data.Url] : [], address: null };
  } catch {
    return { urls: [], address: null };
  }
}

/** `16\AutoD.user@company.com.xml` and `user@company.com - Autodiscover.xml` name their address; other names are numbers of a profile. */
function addressIn(name: string): string | null {
  const file = name.slice(name.lastIndexOf('\\') + 1);
  const text = /^AutoD\.(.+)\.(?:xml|json)$/i.exec(file)?.[1] ?? /^(.+) - Autodiscover\.xml$/i.exec(file)?.[1] ?? '';
  return text.includes('@') ? usable(text) : null;
}

function usable(text: string | null): string | null {
  const address = text === null ? undefined : parseMailAddress(text);
  return address?.ok ? address.value.address.toLowerCase() : null;
}

export interface PutAway {
  readonly name: string;
  readonly backup: string;
}

/**
 * Moves the named files into a backup folder of their own; Outlook asks its server anew. All or none: when one cannot be moved, the others
 * are put back. Problems: `caches.unknown` {name}, `caches.failed` {file, reason}, `outlook.running` {programs}, `workstation.busy`, `cancelled`.
 */
export async function putAwayRemembered(
  context: JobContext,
  input: { readonly names: readonly string[] },
  call: Call,
): Promise<Result<readonly PutAway[]>> {
  const { workstation } = context;
  const { remembered } = workstation;
  if (!remembered) return failure(problem('caches.unknown', { name: input.names.join(', ') }));
  return workstation.exclusive(async () => {
    const running = await refuseWhileRunning(workstation);
    if (running) return failure(running);
    const listed = await remembered.list();
    if (!listed.ok) return listed;
    const unknown = input.names.find((name) => !listed.value.some((file) => file.name === name));
    if (unknown !== undefined) return failure(problem('caches.unknown', { name: unknown }));
    const moment = workstation.now().toISOString().replace(/[-:.]/g, '');
    const folder = path.join(workstation.stateFolder, 'backups', `${moment}-autodiscover`);
    const moved: { readonly name: string; readonly backup: string; readonly putBack: () => Promise<void> }[] = [];
    for (const name of new Set(input.names)) {
      const away = call.signal.aborted ? failure(cancelled) : await remembered.moveAway(name, folder);
      if (!away.ok) {
        for (const { putBack } of moved.reverse()) await putBack();
        return away;
      }
      moved.push({ name, ...away.value });
    }
    return success(moved.map(({ name, backup }) => ({ name, backup })));
  });
}
