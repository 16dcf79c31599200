// Reads an Autodiscover answer (MS-OXDSCLI 2.2.4): settings, a redirect, an error, or something that is none of these.
import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { printable } from './hosts.ts';

/** One MAPI address as it is published: inside and outside the company's network. */
export interface PublishedUrls {
  readonly internal: string | null;
  readonly external: string | null;
}

/** How an answer departs from the specification without being useless: tolerated here, and by Outlook perhaps not. */
export type AnswerQuirk = 'typeAsElement' | 'namespaceMissing' | 'namespaceOther';

export interface AutodiscoverSettings {
  readonly kind: 'settings';
  /** Addresses of MAPI over HTTP (the external one, where there is one), `null` when the server publishes none. */
  readonly mapiHttp: { readonly emsmdb: string; readonly nspi: string } | null;
  /** Every address of the mapiHttp block. */
  readonly published: { readonly emsmdb: PublishedUrls; readonly nspi: PublishedUrls };
  readonly quirks: readonly AnswerQuirk[];
  readonly ews: string | null;
  readonly oab: string | null;
  /** The mailbox's own address, which may differ from the one that was asked for. */
  readonly smtpAddress: string | null;
}
export type AutodiscoverAnswer =
  | AutodiscoverSettings
  | { readonly kind: 'redirectAddr'; readonly address: string }
  | { readonly kind: 'redirectUrl'; readonly url: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  /** An instruction that MS-OXDSCLI does not know, or one to go on without saying where. */
  | { readonly kind: 'unknownAction'; readonly action: string }
  | { readonly kind: 'notAutodiscover'; readonly because: 'html' | 'doctype' | 'malformed' };

/** Values stay text; entities of XML and numbered characters (XML 1.0 4.1) are read, others cannot be declared because a DOCTYPE is refused before. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** An element that stands once; of several the first counts. An element with attributes and text is its text. */
const one = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value: unknown) => (Array.isArray(value) ? (value as unknown[])[0] : value), schema).optional();
/** An empty element says nothing, as one that is not there. */
const text = one(
  z.preprocess(
    (value) => (isRecord(value) ? value['#text'] : value),
    z
      .string()
      .trim()
      .max(2_000)
      .catch('')
      .transform((value) => (value === '' ? undefined : value)),
  ),
);
const urls = one(z.object({ InternalUrl: text, ExternalUrl: text }).catch({}));
const protocolSchema = z.object({ '@Type': text, Type: text, EwsUrl: text, OABUrl: text, MailStore: urls, AddressBook: urls }).catch({});
const accountSchema = z.object({
  Action: text,
  RedirectAddr: text,
  RedirectUrl: text,
  Protocol: z.preprocess(
    (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? (value as unknown[]).slice(0, 50) : [value]),
    z.array(protocolSchema),
  ),
});
const documentSchema = z.object({
  Autodiscover: z.object({
    Response: one(
      z.object({
        User: one(z.object({ AutoDiscoverSMTPAddress: text }).catch({})),
        Account: one(accountSchema),
        Error: one(z.object({ ErrorCode: text, Message: text }).catch({})),
      }),
    ),
  }),
});
type Protocol = z.infer<typeof protocolSchema>;

/** Reads the body of an HTTP 200. Tolerant about namespaces and places, strict about anything that could do harm; never throws. */
export function readAutodiscoverAnswer(body: string): AutodiscoverAnswer {
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(body)) return { kind: 'notAutodiscover', because: 'html' };
  // Entities can blow a small answer up or read files (CWE-776, CWE-611); no Autodiscover answer declares any.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(body)) return { kind: 'notAutodiscover', because: 'doctype' };
  const document = documentSchema.safeParse(parsed(body));
  const response = document.data?.Autodiscover.Response;
  if (!response) return { kind: 'notAutodiscover', because: 'malformed' };
  if (response.Error) {
    return { kind: 'error', code: printable(response.Error.ErrorCode ?? '', 20), message: printable(response.Error.Message ?? '') };
  }
  const account = response.Account;
  if (!account) return { kind: 'notAutodiscover', because: 'malformed' };
  const action = account.Action?.toLowerCase() ?? '';
  if (action === 'redirectaddr' && account.RedirectAddr) return { kind: 'redirectAddr', address: account.RedirectAddr };
  if (action === 'redirecturl' && account.RedirectUrl) return { kind: 'redirectUrl', url: account.RedirectUrl };
  if (action !== 'settings' && action !== '') return { kind: 'unknownAction', action: printable(account.Action ?? '', 40) };
  if (action === '' && account.Protocol.length === 0) return { kind: 'notAutodiscover', because: 'malformed' };
  const block = account.Protocol.find((protocol) => typeOf(protocol) === 'mapihttp');
  const published = { emsmdb: urlsOf(block?.MailStore), nspi: urlsOf(block?.AddressBook) };
  const [emsmdb, nspi] = [published.emsmdb, published.nspi].map(({ internal, external }) => external ?? internal);
  return {
    kind: 'settings',
    mapiHttp: emsmdb && nspi ? { emsmdb, nspi } : null,
    published,
    quirks: [...(block && block['@Type'] === undefined ? (['typeAsElement'] as const) : []), ...namespaceQuirks(body)],
    ews: firstOf(account.Protocol, 'EwsUrl'),
    oab: firstOf(account.Protocol, 'OABUrl'),
    smtpAddress: response.User?.AutoDiscoverSMTPAddress ?? null,
  };
}

function parsed(body: string): unknown {
  try {
    return parser.parse(body);
  } catch {
    return undefined;
  }
}

/** MS-OXDSCLI 2.2.4.1.1.2.6 makes the type of the mapiHttp block an attribute; elsewhere it is an element, so both are read. */
function typeOf(protocol: Protocol): string {
  return (protocol['@Type'] ?? protocol.Type ?? '').toLowerCase();
}

function urlsOf(urls: Protocol['MailStore']): PublishedUrls {
  return { internal: urls?.InternalUrl ?? null, external: urls?.ExternalUrl ?? null };
}

/** MS-OXDSCLI 2.2.4: the namespace of Outlook's answers, as against that of ActiveSync's. */
const outlookNamespace = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

/** The parser drops prefixes, and with them which namespace they stand for, so the declarations are looked for in the text itself. */
function namespaceQuirks(body: string): readonly AnswerQuirk[] {
  const declared = [...body.slice(0, 4_000).matchAll(/\sxmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']/g)].map((match) => match[1] ?? '');
  if (declared.includes(outlookNamespace)) return [];
  return [declared.length === 0 ? 'namespaceMissing' : 'namespaceOther'];
}

function firstOf(protocols: readonly Protocol[], name: 'EwsUrl' | 'OABUrl'): string | null {
  return protocols.map((protocol) => protocol[name]).find((value) => value !== undefined) ?? null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
