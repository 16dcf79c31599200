// Reads a report document back from a file, for printing it in another format or language.
import { readFile, stat } from 'node:fs/promises';
import { parseJsonText } from '../model/jsonText.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { firstIssue } from '../model/schemaIssue.ts';
import { reportDocumentSchema, type ReportDocument } from '../model/walk.ts';

const largestFile = 8 * 1024 * 1024;

/**
 * Reads and validates a report. Problems: `report.unreadable` {file, reason}, `report.notJson` {file, line, column},
 * `report.invalid` {file, place, wrong, expected}.
 */
export async function readReport(file: string): Promise<Result<ReportDocument>> {
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > largestFile) return failure(problem('report.unreadable', { file, reason: 'EFBIG' }));
    text = await readFile(file, 'utf8');
  } catch (error) {
    return failure(problem('report.unreadable', { file, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
  }
  const json = parseJsonText(text);
  if (!json.ok) return failure(problem('report.notJson', { file, line: json.line, column: json.column }));
  const parsed = reportDocumentSchema.safeParse(json.value);
  return parsed.success ? success(parsed.data) : failure(problem('report.invalid', { file, ...firstIssue(parsed.error) }));
}
