// What the ErrorCode of an Autodiscover answer means: one finding per code. Pure.
import type { ReachFindingId } from './findings.ts';

/** MS-OXDSCLI 2.2.4.1.1.1 and Microsoft's list of POX response codes; the words of each code differ between servers. */
const findingOfCode: Readonly<Record<string, ReachFindingId>> = {
  '500': 'autodiscover.addressUnknown',
  '501': 'autodiscover.noConfiguration',
  '600': 'autodiscover.requestRefused',
  '601': 'autodiscover.noProvider',
  '602': 'autodiscover.addressRefused',
  '603': 'autodiscover.internalError',
};

/** The finding that explains an error; a code that no document knows has the general one. */
export function findingOfError(code: string): ReachFindingId {
  return (Object.hasOwn(findingOfCode, code) ? findingOfCode[code] : undefined) ?? 'autodiscover.error';
}
