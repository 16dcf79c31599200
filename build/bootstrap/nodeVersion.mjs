// Judges the Node that the machine has: it must be able to run npm and this set-up; everything after that runs with the pinned Node.

/**
 * The sentence for a Node that is too old, or `undefined`.
 * @param {string} version e.g. `18.19.1`
 * @param {string} wanted the package's `engines.node`, of the form `>=20`
 */
export function nodeComplaint(version, wanted) {
  const least = Number(/^>=(\d+)$/.exec(wanted)?.[1] ?? 20);
  if (Number(version.split('.')[0]) >= least) return undefined;
  return `This is Node ${version}; Node ${least} or newer is needed (https://nodejs.org). Nothing was changed.`;
}
