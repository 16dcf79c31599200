// The page's first line that runs: asks for what the first screen needs, so that it is made ready while the rest of the page starts.
const bridge = window.bluemind;
let asked = bridge?.call('first', 'start', {}, () => undefined);
// Whoever takes the answer is told of a failure.
asked?.catch(() => undefined);

/** The desktop window's bridge, whose first `start` has been asked already; absent in a browser tab. */
export const desktopBridge: Window['bluemind'] = bridge && {
  call(id, name, input, onProgress) {
    const answer = name === 'start' ? asked : undefined;
    if (answer === undefined) return bridge.call(id, name, input, onProgress);
    asked = undefined;
    return answer;
  },
  cancel: (id) => {
    bridge.cancel(id);
  },
};
