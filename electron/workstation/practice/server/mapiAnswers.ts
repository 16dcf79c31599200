// MAPI over HTTP as far as a set-up needs it: the end points are there, ask for a password and answer PING (MS-OXCMAPIHTTP).
import { empty, unauthorized, xml, type Reply, type Visit } from './reply.ts';
import { signIn } from './signIn.ts';

const endpoint = /^\/mapi\/(emsmdb|nspi)\/(\?|$)/i;

/** X-ResponseCode values (MS-OXCMAPIHTTP 2.2.3.3.3). */
const responseCodes = { success: 0, invalidRequestType: 5, missingHeader: 7 } as const;

function responseCode({ headers }: Visit['request']): keyof typeof responseCodes {
  const type = headers['x-requesttype'];
  if (type === undefined || headers['x-requestid'] === undefined) return 'missingHeader';
  return type.toUpperCase() === 'PING' ? 'success' : 'invalidRequestType';
}

/** Answers /mapi/emsmdb/ and /mapi/nspi/: POST only, never without credentials; mailboxes cannot be opened here. */
export function mapiAnswer({ request }: Visit): Reply {
  if (signIn(request.headers.authorization) === undefined) return unauthorized();
  if (!endpoint.test(request.url)) return empty(404);
  if (request.method !== 'POST') return empty(405, { allow: 'POST' });
  const outcome = responseCode(request);
  const success = outcome === 'success';
  return {
    ...empty(200, {
      'cache-control': 'private',
      'content-type': success ? 'application/mapi-http' : 'text/html',
      'x-requesttype': request.headers['x-requesttype'] ?? '',
      'x-requestid': request.headers['x-requestid'] ?? '',
      'x-responsecode': String(responseCodes[outcome]),
      'x-serverapplication': 'Exchange/15.00.0847.4040',
    }),
    body: success ? `PROCESSING\r\nDONE\r\nX-ElapsedTime: 0\r\nX-StartTime: ${new Date().toUTCString()}\r\n\r\n` : '',
  };
}

/** Answers /EWS: a SOAP service that takes POST only and that nobody uses during a set-up. */
export function ewsAnswer({ request }: Visit): Reply {
  if (signIn(request.headers.authorization) === undefined) return unauthorized();
  return request.method === 'POST' ? empty(500) : empty(405, { allow: 'POST' });
}

/** Answers /OAB: the offline address book's list, empty. */
export function oabAnswer({ request }: Visit): Reply {
  if (signIn(request.headers.authorization) === undefined) return unauthorized();
  return /^\/oab\/oab\.xml$/i.test(request.url) ? xml('<?xml version="1.0" encoding="UTF-8"?><OAB></OAB>') : empty(404);
}
