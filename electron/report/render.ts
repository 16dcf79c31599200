// Prints a report document in one of its formats.
import { reportDocumentSchema, type Language, type ReportDocument, type ReportFormat } from '../model/walk.ts';
import { documentOutline } from './documentOutline.ts';
import { outlineHtml } from './html.ts';
import { phrasing } from './phrasing.ts';
import { outlineText } from './text.ts';

/** Help desks' ticket systems and mail clients wrap what is longer (RFC 3676, section 4.2). */
const ticketColumns = 78;

export interface RenderedReport {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string;
}

const formats = {
  html: {
    extension: 'html',
    mediaType: 'text/html; charset=utf-8',
    print: (document, language) => outlineHtml(documentOutline(document, phrasing(language))),
  },
  json: { extension: 'json', mediaType: 'application/json; charset=utf-8', print: (document) => `${JSON.stringify(document, null, 2)}\n` },
  text: {
    extension: 'txt',
    mediaType: 'text/plain; charset=utf-8',
    print: (document, language) =>
      outlineText(documentOutline(document, phrasing(language)), { columns: ticketColumns, paint: (text) => text }),
  },
} as const satisfies Record<
  ReportFormat,
  { extension: string; mediaType: string; print: (document: ReportDocument, language: Language) => string }
>;

/**
 * Prints a document in a language. Only what the schema names is printed, whatever else the object carries; a document that does not fit it
 * is a bug and throws. The file's name holds the mail domain and the moment, never the address.
 */
export function renderReport(document: ReportDocument, format: ReportFormat, language: Language): RenderedReport {
  const { extension, mediaType, print } = formats[format];
  const known = reportDocumentSchema.parse(document);
  return { fileName: `${fileStem(known)}.${extension}`, mediaType, content: print(known, language) };
}

function fileStem({ email, createdAt, practice }: ReportDocument): string {
  const domain = email
    .slice(email.lastIndexOf('@') + 1)
    .replace(/[^A-Za-z0-9.-]+/g, '_')
    .slice(0, 80);
  const moment = createdAt.replace(/[^0-9T]/g, '').slice(0, 13);
  return ['outlook-setup', practice ? 'practice' : '', domain, moment].filter((part) => part !== '').join('-');
}
