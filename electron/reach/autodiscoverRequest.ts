// Makes the requests that Outlook makes when it looks for its server: the Autodiscover question, and the plain GET that hopes for a redirect.
import type { ExchangeRequest } from '../model/exchange.ts';
import type { OfficeVersion } from '../model/keys.ts';

/** Real answers have 3 to 30 KB; a longer one is not an Autodiscover answer. */
const maxAnswerBytes = 262_144;

/** What current builds of each version call themselves; some servers leave the MAPI part out for clients they do not know. */
export const userAgents: Readonly<Record<OfficeVersion, string>> = {
  '15.0': 'Microsoft Office/15.0 (Windows NT 10.0; Microsoft Outlook 15.0.5603; Pro)',
  '16.0': 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17932; Pro)',
};

const requestNamespace = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const responseSchema = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

export interface Asker {
  readonly address: string;
  readonly officeVersion: OfficeVersion;
  readonly timeoutMs: number;
  /** MapiHttpDisabled: Outlook then does not ask for MAPI over HTTP. */
  readonly mapiHttpDisabled?: boolean;
}

/**
 * The POX question of MS-OXDSCLI 2.2.3 for one address. X-MapiHttpCapability is what makes Exchange publish its mapiHttp block
 * (KB 3211279). Holds no credentials.
 */
export function autodiscoverRequest(url: string, { address, officeVersion, timeoutMs, mapiHttpDisabled }: Asker): ExchangeRequest {
  return {
    method: 'POST',
    url,
    headers: {
      // Exchange Online refuses any other spelling of this type (Mozilla bug 1454325).
      'Content-Type': 'text/xml; charset=utf-8',
      'User-Agent': userAgents[officeVersion],
      ...(mapiHttpDisabled === true ? {} : { 'X-MapiHttpCapability': '1' }),
      'X-ClientCanHandle': 'Negotiate, ExHttpInfo',
      // A header holds ASCII only (RFC 9110 5.5); an address with other letters (RFC 6531) goes in the body alone.
      ...(/^[\x21-\x7e]+$/.test(address) ? { 'X-AnchorMailbox': address } : {}),
    },
    body: [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<Autodiscover xmlns="${requestNamespace}"><Request>`,
      `<EMailAddress>${escapeXml(address)}</EMailAddress>`,
      `<AcceptableResponseSchema>${responseSchema}</AcceptableResponseSchema>`,
      '</Request></Autodiscover>',
    ].join(''),
    timeoutMs,
    maxBytes: maxAnswerBytes,
  };
}

/** The unauthenticated GET over http whose only useful answer is a redirect (KB 3211279 step 9). */
export function redirectRequest(url: string, { officeVersion, timeoutMs }: Asker): ExchangeRequest {
  return { method: 'GET', url, headers: { 'User-Agent': userAgents[officeVersion] }, timeoutMs, maxBytes: maxAnswerBytes };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
