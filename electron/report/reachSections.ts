// What a reach check found, as people read it: where Outlook goes now and after set-up, the routes, the server.
import type { CheckReport, Endpoint, OutlookChoice, RouteOutcome, RouteReport } from '../model/check.ts';
import type { Fact, Row, Section, Tone } from './outline.ts';
import type { Phrasing } from './phrasing.ts';

/** Where Outlook would take the account from, now and with the keys in place. */
export function choiceFacts(check: CheckReport, words: Phrasing): readonly Fact[] {
  return [
    { label: words.t('report:label.outlookNow'), ...choice(check.outlook.now, words) },
    { label: words.t('report:label.outlookAfterKeys'), ...choice(check.outlook.afterKeys, words) },
  ];
}

function choice(found: OutlookChoice, words: Phrasing): Pick<Fact, 'value' | 'tone'> {
  if (found.route === null) return { value: words.t('report:choice.none'), tone: 'bad' };
  const route = words.t(`common:route.${found.route}`);
  return { value: found.url === null ? route : words.sentence('report:choice.found', { route, url: found.url }) };
}

const outcomeTone: Readonly<Record<RouteOutcome, Tone>> = {
  credentials: 'good',
  settings: 'good',
  autodiscoverError: 'bad',
  unusable: 'plain',
  serverError: 'bad',
  unreachable: 'plain',
  untrusted: 'bad',
  office365: 'attention',
  local: 'attention',
  absent: 'quiet',
  skipped: 'quiet',
};

/** Every route in Outlook's order, one row each. */
export function routesSection(routes: readonly RouteReport[], words: Phrasing): Section {
  const columns = ['route', 'domain', 'outcome', 'status', 'ms'].map((column) => words.t(`report:routes.${column}`));
  return {
    heading: words.t('report:heading.routes'),
    blocks: [{ kind: 'table', caption: null, columns, rows: routes.map((route) => routeRow(route, words)) }],
  };
}

function routeRow(route: RouteReport, words: Phrasing): Row {
  const { certificate } = route;
  const unasked = route.outcome === 'absent' || route.outcome === 'skipped';
  const notes = [
    ...(route.url === null ? [] : [route.url]),
    ...route.redirects.map((redirect) =>
      words.sentence(`report:redirect.${redirect.followed ? 'followed' : 'refused'}`, { to: redirect.to, reason: redirect.reason ?? null }),
    ),
    ...(route.proxy === undefined ? [] : [words.sentence('report:routes.proxy', { proxy: route.proxy })]),
    ...(certificate === null
      ? []
      : [
          words.sentence('report:routes.certificate', {
            subject: certificate.subject,
            issuer: certificate.issuer,
            until: words.moment(certificate.validTo),
          }),
        ]),
  ];
  const outcome = words.t(`common:outcome.${route.outcome}`);
  return {
    cells: [
      { text: words.t(`common:route.${route.route}`) },
      { text: route.domain },
      { text: route.reason === null || unasked ? outcome : `${outcome} (${route.reason})`, tone: outcomeTone[route.outcome] },
      { text: route.status === null ? '—' : String(route.status) },
      { text: words.milliseconds(route.ms) },
    ],
    notes: unasked ? [] : notes,
  };
}

/** Who the server is, and what its end points answered. */
export function serverSection(check: CheckReport, words: Phrasing): Section {
  const { server } = check;
  const endpoints: readonly (readonly [string, Endpoint | null])[] = [
    ['MAPI EMSMDB', server.mapi.emsmdb],
    ['MAPI NSPI', server.mapi.nspi],
    ['EWS', server.ews],
    ['OAB', server.oab],
    ['Login', server.login],
  ];
  const rows = endpoints.flatMap(([name, endpoint]): readonly Row[] =>
    endpoint === null
      ? []
      : [{ cells: [{ text: name }, endpointCell(endpoint, words), { text: words.milliseconds(endpoint.ms) }], notes: [endpoint.url] }],
  );
  const facts: readonly Fact[] = [
    {
      label: words.t('report:label.product'),
      value: words.t(`report:product.${server.product}`),
      tone: server.product === 'bluemind' ? 'good' : 'attention',
    },
    ...(server.fingerprint.length === 0 ? [] : [{ label: words.t('report:label.fingerprint'), value: server.fingerprint.join(' · ') }]),
    { label: words.t('report:label.signIn'), value: words.t(`report:signIn.${check.signIn}`) },
  ];
  const columns = ['endpoint', 'state', 'ms'].map((column) => words.t(`report:server.${column}`));
  return {
    heading: words.t('report:heading.server'),
    blocks: [{ kind: 'facts', facts }, ...(rows.length === 0 ? [] : [{ kind: 'table', caption: null, columns, rows } as const])],
  };
}

const endpointTone: Readonly<Record<Endpoint['state'], Tone>> = {
  authenticates: 'good',
  answers: 'good',
  missing: 'bad',
  failing: 'bad',
  page: 'attention',
  unreachable: 'bad',
  untrusted: 'bad',
};

function endpointCell(endpoint: Endpoint, words: Phrasing): Row['cells'][number] {
  const state = words.t(`common:endpointState.${endpoint.state}`);
  return { text: endpoint.status === null ? state : `${state} (${endpoint.status})`, tone: endpointTone[endpoint.state] };
}
