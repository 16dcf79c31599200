// Prints the progress of a test run.

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Time since `began` (of `performance.now()`), for people. */
export function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

/** Text moved to the right, to stand below a heading. */
export function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ');
}
