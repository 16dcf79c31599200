// What a bench measures, and how it is told to the runner: one JSON document on standard output.

export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `×` for ratios; other units only inform. */
  readonly unit: string;
  /** How the value has to be, in words of mathematics; absent = for information. */
  readonly limit?: string;
  readonly holds?: boolean;
}

/** A figure that must not be above `most`. */
export function atMost(name: string, value: number, unit: string, most: number): Figure {
  return { name, value: rounded(value), unit, limit: `≤ ${most}`, holds: value <= most };
}

/** A figure that must not be below `least`. */
export function atLeast(name: string, value: number, unit: string, least: number): Figure {
  return { name, value: rounded(value), unit, limit: `≥ ${least}`, holds: value >= least };
}

/** A figure that must lie between two others. */
export function between(name: string, value: number, unit: string, least: number, most: number): Figure {
  return { name, value: rounded(value), unit, limit: `${least} … ${most}`, holds: value >= least && value <= most };
}

/** A figure that only informs. */
export function informing(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit };
}

/** Tells the runner; call it once, at the end. */
export function tell(figures: readonly Figure[]): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
