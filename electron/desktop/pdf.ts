// A report as a PDF: printed by Chromium in a hidden window without script, and saved where the person chooses.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import { cancelled, problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { origin, serveDocument } from './scheme.ts';
import { pagePreferences, restrictSession } from './restrictions.ts';

export interface Printable {
  /** A self-contained page. */
  readonly html: string;
  /** Proposed in the dialog, without a folder. */
  readonly fileName: string;
}

const pageNumbers =
  '<div style="width:100%;padding:0 12mm;font-size:8px;text-align:right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';

let printed = 0;

/** Prints to A4. The window has a session of its own, in memory, that can load this one page and nothing else. */
async function print(html: string): Promise<Buffer> {
  printed += 1;
  const own = session.fromPartition(`report-${printed}`);
  restrictSession(own, { origin, developing: false });
  serveDocument(own, html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...pagePreferences, session: own, javascript: false, devTools: false },
  });
  try {
    await window.loadURL(`${origin}/`);
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      preferCSSPageSize: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: pageNumbers,
      generateTaggedPDF: true,
    });
  } finally {
    window.destroy();
  }
}

/**
 * Asks where to, prints and saves. Out comes the file, `null` when the person closed the dialog. Problems: `output.notWritable` {file, reason},
 * `cancelled`. What cannot be printed is a bug and throws.
 */
export async function savePdf(parent: BrowserWindow, { html, fileName }: Printable, signal: AbortSignal): Promise<Result<string | null>> {
  const chosen = await dialog.showSaveDialog(parent, {
    defaultPath: path.join(app.getPath('documents'), fileName),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (chosen.canceled || !chosen.filePath) return success(null);
  if (signal.aborted) return failure(cancelled);
  const pdf = await print(html);
  try {
    await writeFile(chosen.filePath, pdf);
    return success(chosen.filePath);
  } catch (error) {
    return failure(problem('output.notWritable', { file: chosen.filePath, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
  }
}
