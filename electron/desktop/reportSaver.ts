// Saves reports: as a PDF, printed by Chromium in a hidden window without script, where the person chooses; else among the downloads.
import path from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import type { ReportSaver } from '../bridge/opening.ts';
import { cancelled } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { addFile, replaceFile } from '../report/savedFile.ts';
import { origin, serveDocument } from './scheme.ts';
import { pagePreferences, restrictSession } from './restrictions.ts';

/** A self-contained page, and the name that the dialog proposes. */
type Printable = Parameters<ReportSaver['print']>[0];

const pageNumbers =
  '<div style="width:100%;padding:0 12mm;font-size:8px;text-align:right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';

let prints = 0;

/** Prints to A4. The window has a session of its own, in memory, that can load this one page and nothing else. */
async function print(html: string): Promise<Buffer> {
  prints += 1;
  const own = session.fromPartition(`report-${prints}`);
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

/** Asks where to, prints and saves. What cannot be printed is a bug and throws. */
async function printed(parent: BrowserWindow, { html, fileName }: Printable, signal: AbortSignal): Promise<Result<string | null>> {
  const chosen = await dialog.showSaveDialog(parent, {
    defaultPath: path.join(app.getPath('documents'), fileName),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (chosen.canceled || !chosen.filePath) return success(null);
  if (signal.aborted) return failure(cancelled);
  const saved = await replaceFile(chosen.filePath, await print(html));
  return saved.ok ? success(chosen.filePath) : saved;
}

export const reportSaver = (window: BrowserWindow): ReportSaver => ({
  add: ({ fileName, content }) => addFile(app.getPath('downloads'), fileName, content),
  print: (printable, signal) => printed(window, printable, signal),
});
