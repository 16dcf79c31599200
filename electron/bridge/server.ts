// The bridge's other end: checks what a carrier brought against the contract, runs the handler, and answers with a message.
import { callNames, contract, type CallInput, type CallName, type CallOutput, type Message, type Result } from './contract.ts';
import { problem } from '../model/problem.ts';
import type { OnProgress } from '../model/walk.ts';

export interface CallContext {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

export type Handlers = {
  readonly [N in CallName]: (input: CallInput<N>, context: CallContext) => Promise<Result<CallOutput<N>>>;
};

/** Whether a name that came over a carrier is one of the contract's calls. */
export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && (callNames as readonly string[]).includes(name);
}

/**
 * Runs one call. Input that does not fit the contract is the problem `request.invalid` and reaches no handler;
 * output that does not fit is our own bug and throws.
 */
export async function dispatch(handlers: Handlers, name: CallName, input: unknown, context: CallContext): Promise<Message> {
  const parsed = contract[name].input.safeParse(input);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    return { kind: 'problem', problem: problem('request.invalid', { call: name, place }) };
  }
  const handler = handlers[name] as (input: unknown, context: CallContext) => Promise<Result<unknown>>;
  const outcome = await handler(parsed.data, context);
  if (!outcome.ok) return { kind: 'problem', problem: outcome.problem };
  return { kind: 'result', value: contract[name].output.parse(outcome.value) };
}
