// A check of one address over a network that a test makes up, without a password and with the registry values that it names.
import assert from 'node:assert/strict';
import type { CheckReport } from '../../electron/model/check.ts';
import type { KeyFacts } from '../../electron/model/keys.ts';
import { parseMailAddress } from '../../electron/model/mailAddress.ts';
import { checkReach } from '../../electron/reach/check.ts';
import type { AutodiscoverValues } from '../../electron/reach/settings.ts';
import type { DirectoryAnswer, Network } from '../../electron/workstation/port.ts';

interface Circumstances {
  readonly directory?: DirectoryAnswer;
  readonly valuesNow: AutodiscoverValues;
  /** Absent = as now. */
  readonly valuesAfter?: (facts: KeyFacts) => AutodiscoverValues;
  readonly budgetMs?: number;
}

/** The report about `user@corp.example`. */
export async function checkWith(network: Network, circumstances: Circumstances): Promise<CheckReport> {
  const { directory = { kind: 'notJoined' }, valuesNow, valuesAfter = () => valuesNow, budgetMs = 5_000 } = circumstances;
  const email = parseMailAddress('user@corp.example');
  assert.ok(email.ok);
  const result = await checkReach(
    { network, directory: { serviceConnectionPoints: () => Promise.resolve(directory) }, practice: false, now: () => new Date() },
    {
      email: email.value,
      aliases: [],
      officeVersion: '16.0',
      valuesNow,
      valuesAfter,
      password: null,
      timeoutMs: 1_000,
      budgetMs,
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  assert.ok(result.ok);
  return result.value;
}
