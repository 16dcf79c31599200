// The headers of an answer as plain data, and how many of them are read at all.
import type { IncomingHttpHeaders } from 'node:http';

/** A header block larger than this is refused, in bytes; Outlook's own stack takes 64 KB, real answers have less than 4. */
export const maxHeaderBytes = 32_768;

/** Names in lower case, values of a repeated header joined; cookies are nobody's business. */
export function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === 'set-cookie' ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
