// `report`: prints a report again, in another format or language.
import { problem } from '../model/problem.ts';
import { failure, success } from '../model/result.ts';
import { readReport } from '../report/readReport.ts';
import { renderReport } from '../report/render.ts';
import { terminalOutline } from './outlines.ts';
import { replaceFile } from '../report/savedFile.ts';
import type { CommandRun } from './session.ts';

export const reportCommand: CommandRun = async ({ settings, words, json }) => {
  const { from, out } = settings.report;
  if (from === null) return failure(problem('usage.missingOption', { option: '--from' }));
  const document = await readReport(from);
  if (!document.ok) return document;
  const format = settings.report.format ?? (out === null ? 'text' : 'html');
  const { practice } = document.value;
  const { content } = renderReport(document.value, out === null && json ? 'json' : format, settings.language);
  if (out === null)
    return success({
      document: document.value,
      exitStatus: 0,
      verbatim: content,
      outline: () => terminalOutline(words, { practice, headline: null }),
    });
  const written = await replaceFile(out, content);
  if (!written.ok) return written;
  return success({
    document: { practice, file: out, format, bytes: Buffer.byteLength(content) },
    exitStatus: 0,
    outline: () =>
      terminalOutline(words, { practice, headline: { tone: 'good', text: words.sentence('cli:report.written', { file: out }) } }),
  });
};
