// What a reach check found, as people read it: where Outlook goes now and after set-up, the routes, the server.
import type { CheckReport, Endpoint, NextStep, OutlookChoice, RouteOutcome, RouteReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { findingOfNext } from '../model/nextStep.ts';
import { reasonText, stepText, type Speech } from '../model/stepWords.ts';
import type { Fact, Row, Section, Tone } from './outline.ts';
import type { Phrasing } from './phrasing.ts';

/** What to do first, as the first fact a person reads; empty when nothing is left to do. */
export function nextFacts(next: NextStep | null | undefined, findings: readonly Finding[], words: Phrasing): readonly Fact[] {
  const finding = findingOfNext(findings, next);
  if (!finding?.remedy) return [];
  const { remedy, subject } = finding;
  const who = remedy.who.map((each) => words.t(`common:who.${each}`)).join(' / ');
  const text = words.sentence(`findings:remedy.${remedy.id}`, { subject, ...remedy.data });
  return [{ label: words.t('common:next.label'), value: words.sentence('common:next.text', { remedy: text, who }), tone: 'attention' }];
}

function speech(words: Phrasing): Speech {
  return { say: (key, data) => words.sentence(key, data ?? {}), has: (key) => words.optional(key) !== null };
}

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

/** Outlook's steps with their reasons, now and with the keys in place. */
export function whySection(check: CheckReport, words: Phrasing): Section {
  const lists: readonly (readonly [string, OutlookChoice])[] = [
    [words.t('report:label.outlookNow'), check.outlook.now],
    [words.t('report:label.outlookAfterKeys'), check.outlook.afterKeys],
  ];
  return {
    heading: words.t('report:heading.why'),
    blocks: lists.flatMap(([text, { steps }]) => [
      { kind: 'paragraph', text } as const,
      { kind: 'list', items: steps.map((step) => ({ text: stepSentence(step, check.routes, words) })) } as const,
    ]),
  };
}

function stepSentence(step: OutlookChoice['steps'][number], routes: readonly RouteReport[], words: Phrasing): string {
  const route = words.t(`common:route.${step.route}`);
  return words.sentence('report:choice.step', { route, text: stepText(step, routes, speech(words)) });
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
  newAddress: 'attention',
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
  const reason = reasonText(route, speech(words));
  const notes = [
    ...(reason === null ? [] : [reason]),
    ...(route.url === null ? [] : [route.url]),
    ...route.redirects.map((redirect) =>
      words.sentence(`report:redirect.${redirect.followed ? 'followed' : 'refused'}`, {
        to: redirect.to,
        reason: words.optional(`common:refusal.${redirect.reason ?? ''}`),
      }),
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
  return {
    cells: [
      { text: words.t(`common:route.${route.route}`) },
      { text: route.address ?? route.domain },
      { text: words.t(`common:outcome.${route.outcome}`), tone: outcomeTone[route.outcome] },
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
    [words.t('report:server.loginAutodiscover'), server.loginAutodiscover ?? null],
    ...(server.published ?? []).map((endpoint) => ['MAPI', endpoint] as const),
  ];
  const rows = endpoints.flatMap(([name, endpoint]): readonly Row[] =>
    endpoint === null
      ? []
      : [{ cells: [{ text: name }, endpointCell(endpoint, words), { text: words.milliseconds(endpoint.ms) }], notes: [endpoint.url] }],
  );
  const facts: readonly Fact[] = [
    {
      label: words.t('report:label.product'),
      value: productText(server, words),
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

function productText({ product, confidence }: CheckReport['server'], words: Phrasing): string {
  const name = words.t(`report:product.${product}`);
  return confidence === undefined
    ? name
    : words.sentence('report:product.named', { product: name, confidence: words.t(`common:confidence.${confidence}`) });
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
