// Lines over a stream: one message each, none longer than allowed.

/**
 * The lines that arrive on a stream, until it ends. A line of more than `longest` characters ends the reading with an error, because
 * only something that is not our own program sends it.
 */
export async function* linesOf(stream: AsyncIterable<string>, longest: number): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longest || lines.some((line) => line.length > longest)) throw new Error('a line is too long');
    yield* lines;
  }
}
