// Reads a list of mail domains from a file: one a line, `#` begins a comment; every bad line is named before anything is asked.
import { readFile, stat } from 'node:fs/promises';
import { parseMailDomain, type MailDomain } from '../model/mailAddress.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { leniently } from './decodedText.ts';

/** Some hundred thousand domains. */
const largestFile = 8 * 1024 * 1024;
/** So many bad lines are named; whoever sees these knows what to look for. */
const mostNamed = 10;

/**
 * Reads the file; a domain that is there twice counts once. Problems: `domainsFile.unreadable` {file, reason}, `domainsFile.empty` {file},
 * `domainsFile.invalid` {file, lines}.
 */
export async function readDomainsFile(file: string): Promise<Result<readonly MailDomain[]>> {
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > largestFile) return failure(problem('domainsFile.unreadable', { file, reason: 'EFBIG' }));
    bytes = await readFile(file);
  } catch (error) {
    return failure(problem('domainsFile.unreadable', { file, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
  }
  const { domains, badLines } = parseDomainList(leniently(bytes));
  if (badLines.length > 0) return failure(problem('domainsFile.invalid', { file, lines: namedLines(badLines) }));
  return domains.length > 0 ? success(domains) : failure(problem('domainsFile.empty', { file }));
}

interface BadLine {
  readonly line: number;
  readonly text: string;
}

/** The domains of a text and the lines that are none; lines count from 1. A byte order mark is passed over. */
export function parseDomainList(text: string): { readonly domains: readonly MailDomain[]; readonly badLines: readonly BadLine[] } {
  const domains = new Map<string, MailDomain>();
  const badLines: BadLine[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  lines.forEach((whole, index) => {
    const entry = whole.replace(/#.*$/s, '').trim();
    if (entry === '') return;
    const parsed = parseMailDomain(entry);
    if (parsed.ok) domains.set(parsed.value.domain, domains.get(parsed.value.domain) ?? parsed.value);
    else badLines.push({ line: index + 1, text: entry });
  });
  return { domains: [...domains.values()], badLines };
}

/** `3 (“exa mple”)`, the first few; control characters and length are bounded. */
function namedLines(badLines: readonly BadLine[]): string[] {
  const named = badLines.slice(0, mostNamed).map(({ line, text }) => `${line} (“${text.replace(/\p{C}/gu, ' ').slice(0, 60)}”)`);
  return badLines.length > mostNamed ? [...named, '…'] : named;
}
