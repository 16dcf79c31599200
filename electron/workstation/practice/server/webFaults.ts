// What the faulty web server says instead of the right answer: one function per fault, silent about requests it does not spoil.
import { sampleSettings } from './autodiscoverAnswers.ts';
import type { WebFault } from './faults.ts';
import { empty, loginPage, page, redirect, unauthorized, type Reply, type Service, type Visit } from './reply.ts';
import { elsewhereHost, mailboxes, mailDomain } from './site.ts';

const mapiServices: ReadonlySet<Service> = new Set<Service>(['autodiscover', 'mapi', 'ews', 'oab']);

const ofBlueMind = ({ role }: Visit): boolean => role === 'mail' || role === 'autodiscover';
const toBmMapi = (visit: Visit): boolean => ofBlueMind(visit) && mapiServices.has(visit.service);
const toAutodiscover = (visit: Visit): boolean => ofBlueMind(visit) && visit.service === 'autodiscover';
const toAutodiscoverHost = (visit: Visit): boolean => visit.role === 'autodiscover' && visit.service === 'autodiscover';

/** Exchange's front end, as far as its headers and Outlook on the web's address show it. */
function exchangeAnswer({ service }: Visit): Reply {
  const signature = { server: 'Microsoft-IIS/10.0', 'x-feserver': 'EXCH01', 'x-powered-by': 'ASP.NET' };
  const offers = ['Negotiate', 'NTLM', `Basic realm="${mailDomain}"`];
  if (mapiServices.has(service)) return { status: 401, headers: { ...signature, 'www-authenticate': offers }, body: '' };
  if (service === 'front') return { status: 302, headers: { ...signature, location: '/owa/' }, body: '' };
  if (service === 'login') return { ...page(404, '404 - File or directory not found.', '<h2>404</h2>'), headers: signature };
  const owa = page(
    200,
    'Outlook',
    '<form action="/owa/auth.owa" method="post"><input name="username"><input name="password" type="password"></form>',
  );
  return { ...owa, headers: { ...signature, 'content-type': 'text/html; charset=utf-8' } };
}

function loop({ request: { host, url } }: Visit): Reply {
  const path = url.includes('/again/') ? '/autodiscover/autodiscover.xml' : '/autodiscover/again/autodiscover.xml';
  return redirect(302, `https://${host}${path}`);
}

const hostingPanel: Reply = {
  status: 401,
  headers: { server: 'Apache', 'www-authenticate': 'Basic realm="Hosting control panel"' },
  body: 'Unauthorized\n',
};

/** Looks like the start of an answer, and never stops. */
const flood: Reply = {
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: '<Autodiscover>\n'.repeat(4096),
  pace: 'flood',
};

export const webFaults: Readonly<Record<WebFault, (visit: Visit) => Reply | undefined>> = {
  'root-site-answers': ({ role, service }) => (role === 'website' && service === 'autodiscover' ? hostingPanel : undefined),
  'redirect-loop': (visit) => (toAutodiscoverHost(visit) ? loop(visit) : undefined),
  'redirect-foreign-domain': (visit) =>
    toAutodiscoverHost(visit) ? redirect(302, `https://${elsewhereHost}/autodiscover/autodiscover.xml`) : undefined,
  'not-bluemind': (visit) => (ofBlueMind(visit) ? exchangeAnswer(visit) : undefined),
  'core-down-503': (visit) => (toBmMapi(visit) ? { ...empty(503), delayMs: 500 } : undefined),
  'html-instead-of-xml': (visit) => (toBmMapi(visit) ? loginPage() : undefined),
  'huge-answer': (visit) => (toAutodiscover(visit) ? flood : undefined),
  'slow-answer': (visit) => (toAutodiscover(visit) ? { ...sampleSettings(mailboxes[0]), pace: 'drip' } : undefined),
  'no-outlook-role': (visit) => (toBmMapi(visit) ? unauthorized() : undefined),
};
