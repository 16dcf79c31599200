// Asks what the settings publish: every MAPI address, inside and outside, and the web services, each without credentials.
import type { Endpoint } from '../model/check.ts';
import type { AutodiscoverSettings } from './autodiscoverAnswer.ts';
import { askService, type Service, type Services } from './endpoints.ts';
import { isMicrosoftHost, printable, urlIn } from './hosts.ts';
import type { ProbeContext } from './probe.ts';

interface Published {
  /** The services at the addresses that count: the settings' where they name one that may be asked, else as they were. */
  readonly services: Services;
  /** Every MAPI address of the settings, each once. */
  readonly endpoints: readonly Endpoint[];
}

/**
 * Outlook takes the internal or the external address by where it stands, so both must answer, with a certificate that is accepted. The
 * requests carry nothing of the person; a host of Microsoft's is not asked.
 */
export async function askPublished(settings: AutodiscoverSettings, services: Services, context: ProbeContext): Promise<Published> {
  const asked = new Map<string, Promise<Service | Endpoint>>();
  const ask = (id: 'emsmdb' | 'nspi' | 'ews' | 'oab', text: string | null): Promise<Service | Endpoint> | undefined => {
    if (text === null) return undefined;
    const known = asked.get(text);
    if (known) return known;
    const url = urlIn(text);
    if (url && isMicrosoftHost(url.hostname)) return undefined;
    const answer = url?.protocol === 'https:' ? askService(context.network, id, url.href, context) : Promise.resolve(notAskable(text));
    asked.set(text, answer);
    return answer;
  };
  const { emsmdb, nspi } = settings.published;
  const mapi = [
    ask('emsmdb', emsmdb.external),
    ask('emsmdb', emsmdb.internal),
    ask('nspi', nspi.external),
    ask('nspi', nspi.internal),
  ].filter((answer) => answer !== undefined);
  const endpoints = (await Promise.all(mapi)).map((answer) => ('endpoint' in answer ? answer.endpoint : answer));
  const preferred = async (id: 'emsmdb' | 'nspi' | 'ews' | 'oab', url: string | null): Promise<Service> => {
    const answer = await ask(id, url);
    if (answer === undefined) return services[id];
    return 'endpoint' in answer ? answer : { ...services[id], endpoint: answer };
  };
  const [emsmdbService, nspiService, ews, oab] = await Promise.all([
    preferred('emsmdb', emsmdb.external ?? emsmdb.internal),
    preferred('nspi', nspi.external ?? nspi.internal),
    preferred('ews', settings.ews),
    preferred('oab', settings.oab),
  ]);
  return {
    services: { ...services, emsmdb: emsmdbService, nspi: nspiService, ews, oab },
    endpoints: [...new Map(endpoints.map((endpoint) => [endpoint.url, endpoint])).values()],
  };
}

/** What is no https address is never asked: Outlook's MAPI over HTTP knows nothing else (MS-OXCMAPIHTTP 2.1). */
function notAskable(url: string): Endpoint {
  return { url: printable(url), state: 'unreachable', status: null, ms: 0 };
}
