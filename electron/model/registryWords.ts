// Which way to the registry is taken, and why: the sentences of locale `common` that the page, the command line and the reports share.
import type { Inspection } from './outlook.ts';

/** Ways that have a sentence `registryWay.<id>`. */
export const registryWays = ['file', 'native', 'regExe', 'wsh'] as const;

/** What each way goes through, as administrators know it; the same in every language. */
const programs: Readonly<Record<string, string>> = { native: 'native-reg', regExe: 'reg.exe', wsh: 'cscript.exe' };

interface Sentence {
  readonly key: string;
  readonly data: Readonly<Record<string, string>>;
}

/** First the way that is taken, then each better one that this PC does not allow, with the reason. Pure. */
export function registryWords({ registry, registryPassedOver = [] }: Inspection): readonly Sentence[] {
  return [
    { key: `registryWay.${registry}`, data: {} },
    ...registryPassedOver.map(({ backend, reason }) => ({
      key: 'registryPassedOver',
      data: { way: programs[backend] ?? backend, reason },
    })),
  ];
}
