// What Outlook does at one of its steps, in words: the same sentences for the page, the command line and the reports.
import type { OutlookChoice, RouteReport } from './check.ts';

type Step = OutlookChoice['steps'][number];
type CommonKey = `common:${string}`;

/** A face's way to look up a sentence and fill it. */
export interface Speech {
  readonly say: (key: CommonKey, data?: Readonly<Record<string, string>>) => string;
  readonly has: (key: CommonKey) => boolean;
}

/**
 * The whole explanation of one step: what Outlook does there, why, with which question, and what the route would have brought. Every word
 * that a person reads comes from the locales; a reason without a sentence of its own is told by its outcome.
 */
export function stepText(step: Step, routes: readonly RouteReport[], speech: Speech): string {
  const { say } = speech;
  const text = [
    say(`common:decision.${step.decision}`),
    becauseText(step, routes, speech),
    ...(step.asks === undefined ? [] : [say(`common:asks.${step.asks}`)]),
    ...(step.wouldHave === undefined ? [] : [say('common:wouldHave.outcome', { outcome: say(`common:outcome.${step.wouldHave}`) })]),
  ].join(' ');
  return step.address === undefined ? text : say('common:forAddress.step', { address: step.address, text });
}

function becauseText(step: Step, routes: readonly RouteReport[], { say, has }: Speech): string {
  const { because } = step;
  if (has(`common:because.${because}`)) return say(`common:because.${because}`);
  if (step.decision === 'excluded') return say('common:because.value', { name: because });
  const report = routes.find(({ route, address, reason }) => route === step.route && address === step.address && reason === because);
  const outcome = has(`common:outcome.${because}`) ? because : (report?.outcome ?? 'unusable');
  return say('common:because.outcome', { outcome: say(`common:outcome.${outcome}`) });
}

/** The finer word for what became of a route, `null` where its outcome says it all. */
export function reasonText({ reason }: RouteReport, { say, has }: Speech): string | null {
  return reason !== null && has(`common:because.${reason}`) ? say(`common:because.${reason}`) : null;
}
