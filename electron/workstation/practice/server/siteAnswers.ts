// Which answer a request gets: by host and path as BlueMind's nginx routes them, after the faults had their say.
import { autodiscoverAnswer } from './autodiscoverAnswers.ts';
import type { WebFault } from './faults.ts';
import { ewsAnswer, mapiAnswer, oabAnswer } from './mapiAnswers.ts';
import { loginPage, page, redirect, type Reply, type Service, type Visit, type WebRequest } from './reply.ts';
import { mailHost, roleOf } from './site.ts';
import { webFaults } from './webFaults.ts';

/** Paths to services, first match wins. */
const routes: readonly (readonly [RegExp, Service])[] = [
  [/^\/+autodiscover/i, 'autodiscover'],
  [/^\/mapi/i, 'mapi'],
  [/^\/ews/i, 'ews'],
  [/^\/oab/i, 'oab'],
  [/^\/login/, 'login'],
  [/^\/($|\?)/, 'front'],
];

const answers: Readonly<Record<Service, (visit: Visit) => Reply>> = {
  autodiscover: autodiscoverAnswer,
  mapi: mapiAnswer,
  ews: ewsAnswer,
  oab: oabAnswer,
  login: loginPage,
  front: () => redirect(302, '/login/'),
  other: () => page(404, '404 Not Found', '<h1>404 Not Found</h1>'),
};

/** The company's web site has one page and knows nothing of Autodiscover. */
function websiteAnswer({ service }: Visit): Reply {
  return service === 'front'
    ? page(200, 'Practice Ltd', '<h1>Practice Ltd</h1><p>We make nothing, very well.</p>')
    : page(404, 'Page not found', '<h1>Page not found</h1>');
}

/** nginx sends plain http to the external URL, whatever host was asked; the web site sends it to itself. */
function plainHttpAnswer({ role, request: { host, url } }: Visit): Reply {
  const target = role === 'website' || role === 'elsewhere' ? host : mailHost;
  return redirect(301, `https://${target}${url}`);
}

/** The answer to a request while these faults are on. */
export function answerRequest(request: WebRequest, faults: readonly WebFault[]): Reply {
  const service = routes.find(([path]) => path.test(request.url))?.[1] ?? 'other';
  const visit: Visit = { request, role: roleOf(request.host), service };
  if (!request.tls) return plainHttpAnswer(visit);
  for (const fault of faults) {
    const reply = webFaults[fault](visit);
    if (reply !== undefined) return reply;
  }
  return visit.role === 'website' ? websiteAnswer(visit) : answers[service](visit);
}
