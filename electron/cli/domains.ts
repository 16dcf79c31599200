// `check --domains-from`: many mail domains, their rows printed as they become known, so that no list is too long for memory or patience.
import { checkDomains, countRows } from '../job/manyDomains.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { decidedEmail, requireAddress } from './checkInput.ts';
import { readDomainsFile } from './domainsFile.ts';
import { jsonDomains, textDomains } from './domainsOutput.ts';
import type { Outcome, Session } from './session.ts';

/** Checks every domain of the file. Problems: of the options, the file, the address; a stop by a person leaves a whole document. */
export async function checkManyDomains(session: Session, file: string): Promise<Result<Outcome>> {
  const { settings, words, terminal, call } = session;
  const possible = requireAddress(session);
  if (!possible.ok) return possible;
  const other = notTogether(session);
  if (other !== undefined) return failure(problem('usage.notTogether', { option: '--domains-from', other }));
  const domains = await readDomainsFile(file);
  if (!domains.ok) return domains;
  const job = await session.context();
  if (!job.ok) return job;
  const email = decidedEmail(session, job.value);
  if (!email.ok) return email;
  const total = domains.value.length;
  const started = performance.now();
  const rows = await checkDomains(
    job.value,
    { email: email.value, domains: domains.value, concurrency: settings.concurrency },
    {
      signal: call.signal,
      onEnded: (ended) => terminal.progress(words.sentence('cli:progress.domains', { ended, total })),
    },
  );
  if (!rows.ok) return rows;
  const practice = job.value.workstation.kind === 'practice';
  const about = { practice, email: email.value, domains: domains.value };
  const writer = session.json ? jsonDomains(about) : textDomains(about, words, terminal);
  const counted = countRows(total);
  await terminal.print(writer.head());
  for await (const row of rows.value) {
    counted.add(row);
    await terminal.print(writer.row(row));
  }
  const summary = counted.summary(performance.now() - started);
  return success({
    document: summary,
    outline: () => {
      throw new Error('the rows have been printed already');
    },
    verbatim: writer.end(summary),
    exitStatus: summary.stopped ? 4 : summary.verdict === 'ready' ? 0 : 1,
  });
}

/** An option that asks for something a list of domains cannot have: one sign-in, one comparison. */
function notTogether({ settings }: Session): string | undefined {
  if (settings.passwordFromStdin) return '--password-stdin';
  if (settings.userName !== null) return '--user';
  if (settings.compareDns !== null) return '--compare-dns';
  const aliases = settings.decided.settings.find(({ name }) => name === 'aliases');
  return aliases?.origin === 'commandLine' ? '--alias' : undefined;
}
