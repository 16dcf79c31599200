// A plan of registry values as people read it: grouped by registry key, each value now and after.
import type { Plan, PlannedKey } from '../model/keys.ts';
import type { Block, Row, Section, Tone } from './outline.ts';
import type { Phrasing } from './phrasing.ts';

const stateTone: Readonly<Record<PlannedKey['state'], Tone>> = {
  right: 'good',
  change: 'attention',
  blockedByPolicy: 'bad',
  notNeeded: 'quiet',
};

/** A key that DNS decides, while no address was given or DNS did not answer: it is left alone, and a person should know. */
const undecided = 'factUnknown';

/** `all` shows and explains every value; `pending` explains only those that are not as they should be, and counts what is rightly not there. */
export type PlanDetail = 'all' | 'pending';

/** The plan's values, one table for each registry key. */
export function planSection(plan: Plan, detail: PlanDetail, words: Phrasing): Section {
  const needed = plan.keys.filter((key) => detail === 'all' || key.state !== 'notNeeded' || key.because === undecided);
  const quiet = needed.filter((key) => detail === 'pending' && key.level === 'absent' && key.state === 'right');
  const shown = needed.filter((key) => !quiet.includes(key));
  const columns = ['name', 'now', 'wanted', 'state', 'level'].map((column) => words.t(`report:keys.${column}`));
  const paths = [...new Set(shown.map((key) => key.path))];
  const tables = paths.map((path): Block => {
    const keys = shown.filter((key) => key.path === path);
    return { kind: 'table', caption: path, columns, rows: keys.map((key) => row(key, detail, words)) };
  });
  const empty: Block = { kind: 'paragraph', text: words.t('report:keys.none') };
  return {
    heading: words.sentence('report:heading.keys', { catalogue: plan.catalogue }),
    blocks: [
      ...(tables.length === 0 ? [empty] : tables),
      ...(quiet.length === 0
        ? []
        : [{ kind: 'paragraph', text: words.sentence('report:keys.noConflict', { count: quiet.length }), tone: 'quiet' } as const]),
    ],
  };
}

function row(key: PlannedKey, detail: PlanDetail, words: Phrasing): Row {
  const explained = detail === 'all' || key.state === 'change' || key.state === 'blockedByPolicy' || key.because === undecided;
  return {
    cells: [
      { text: key.name },
      { text: words.value(key.now) },
      { text: key.state === 'notNeeded' && key.wanted === null ? '—' : words.value(key.wanted) },
      { text: words.t(`common:keyState.${key.state}`), tone: stateTone[key.state] },
      { text: words.t(`common:keyLevel.${key.level}`) },
    ],
    notes: explained ? notes(key, detail, words) : [],
  };
}

/** The catalogue's sentence is taken anew from the locales, so that a report can be printed in another language than it was made in. */
function notes(key: PlannedKey, detail: PlanDetail, words: Phrasing): readonly string[] {
  const id = key.id.split('@')[0] ?? key.id;
  const sideEffect = key.sideEffect === null ? null : (words.optional(`keys:${id}.sideEffect`) ?? key.sideEffect);
  return [
    words.optional(`keys:${id}.why`) ?? key.why,
    ...(key.because === null ? [] : [words.t(`keys:because.${key.because}`)]),
    ...(sideEffect === null ? [] : [words.sentence('report:keys.sideEffect', { sideEffect })]),
    ...(key.policy === null
      ? []
      : [words.sentence('report:keys.policy', { place: `${key.policy.path}!${key.policy.name}`, value: words.value(key.policy.data) })]),
    ...(detail === 'all'
      ? [words.sentence('report:keys.source', { id: key.id, source: key.source.join('; '), confidence: key.confidence })]
      : []),
  ];
}
