// Autodiscover's POX answers (MS-OXDSCLI 2.2.4): settings, redirects to another address or URL, and errors in a 200.
import XMLBuilder from 'fast-xml-builder';
import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { unauthorized, xml, type Reply, type Visit } from './reply.ts';
import { signIn } from './signIn.ts';
import { findMailbox, mailDomain, mailHost, type Mailbox } from './site.ts';

/** MS-OXDSCLI namespaces; they are names, never fetched, and really start with http. */
const rootSchema = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006';
const outlookSchema = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false, processEntities: true });
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

const requestSchema = z.object({
  Autodiscover: z.object({
    Request: z.object({ EMailAddress: z.string().includes('@').max(320), AcceptableResponseSchema: z.string() }),
  }),
});

interface Question {
  readonly address: string;
  readonly schema: string;
}

function readQuestion(body: string): Question | undefined {
  // No document type: nothing that a client may send needs one, and entities are how XML is made to explode.
  if (/<!DOCTYPE/i.test(body)) return undefined;
  const parsed = requestSchema.safeParse(readXml(body));
  if (!parsed.success) return undefined;
  const { EMailAddress, AcceptableResponseSchema } = parsed.data.Autodiscover.Request;
  return { address: EMailAddress.trim(), schema: AcceptableResponseSchema.trim() };
}

/** The document as plain objects, `undefined` if it cannot be read at all; what it must hold is the schema’s matter. */
function readXml(body: string): unknown {
  try {
    return parser.parse(body);
  } catch {
    return undefined;
  }
}

interface Tree {
  readonly [name: string]: string | Tree | readonly Tree[];
}

function document(response: Tree): Reply {
  return xml(
    builder.build({
      '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
      Autodiscover: { '@xmlns': rootSchema, Response: { '@xmlns': outlookSchema, ...response } },
    }),
  );
}

/** Errors come in a 200, as from Exchange and Gromox (MS-OXDSCLI 2.2.4.1.1.2). */
const errors = { 500: 'The email address can’t be found.', 600: 'Invalid Request', 601: 'Provider is not available' } as const;

function error(code: keyof typeof errors): Reply {
  const time = new Date().toISOString().slice(11, 19);
  return document({ Error: { '@Time': time, '@Id': '1222512369', ErrorCode: String(code), Message: errors[code], DebugData: '' } });
}

function mapiHttp(mailbox: Mailbox): Tree {
  const url = (service: 'emsmdb' | 'nspi'): string => `https://${mailHost}/mapi/${service}/?MailboxId=${mailbox.uid}@${mailDomain}`;
  const both = (service: 'emsmdb' | 'nspi'): Tree => ({ InternalUrl: url(service), ExternalUrl: url(service) });
  return { '@Type': 'mapiHttp', '@Version': '1', MailStore: both('emsmdb'), AddressBook: both('nspi') };
}

function exchangeHttp(): Tree {
  const ews = `https://${mailHost}/EWS/Exchange.asmx`;
  return {
    Type: 'EXHTTP',
    Server: mailHost,
    SSL: 'On',
    AuthPackage: 'basic',
    ServerExclusiveConnect: 'on',
    ASUrl: ews,
    EwsUrl: ews,
    OOFUrl: ews,
    OABUrl: `https://${mailHost}/OAB/`,
  };
}

function settings(mailbox: Mailbox, wantsMapiHttp: boolean): Reply {
  return document({
    User: {
      DisplayName: mailbox.name,
      LegacyDN: `/o=BlueMind/ou=${mailDomain}/cn=Recipients/cn=${mailbox.uid}`,
      AutoDiscoverSMTPAddress: mailbox.address,
      DeploymentId: '7f3e2b1a-0c4d-4e5f-8a9b-b1c2d3e4f506',
    },
    Account: {
      AccountType: 'email',
      Action: 'settings',
      MicrosoftOnline: 'False',
      ConsumerMailbox: 'False',
      Protocol: wantsMapiHttp ? [exchangeHttp(), mapiHttp(mailbox)] : [exchangeHttp()],
    },
  });
}

/** Where this mailbox is asked for instead, if not here. */
function redirection({ redirect }: Mailbox, visit: Visit): Reply | undefined {
  if (redirect === undefined || visit.role === 'elsewhere') return undefined;
  const account: Tree =
    redirect.kind === 'address'
      ? { Action: 'redirectAddr', RedirectAddr: redirect.to }
      : { Action: 'redirectUrl', RedirectUrl: redirect.to };
  return document({ Account: { AccountType: 'email', ...account } });
}

/** Answers a request to /autodiscover: 401 first, then what the XML in it asks for. */
export function autodiscoverAnswer(visit: Visit): Reply {
  const { headers, body } = visit.request;
  if (signIn(headers.authorization) === undefined) return unauthorized();
  const question = readQuestion(body);
  if (question === undefined) return error(600);
  if (question.schema !== outlookSchema) return error(601);
  const mailbox = findMailbox(question.address);
  if (mailbox === undefined) return error(500);
  // Exchange publishes the block only to clients that say they can use it (MS-OXDSCLI 2.2.2: X-MapiHttpCapability).
  const wantsMapiHttp = Number(headers['x-mapihttpcapability'] ?? 0) >= 1;
  return redirection(mailbox, visit) ?? settings(mailbox, wantsMapiHttp);
}

/** The right answer about a mailbox, for a fault that shows how not to send it. */
export function sampleSettings(mailbox: Mailbox): Reply {
  return settings(mailbox, true);
}
