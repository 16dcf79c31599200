// Stands before an app's own entry (BENCH_TARGET) and says on standard output when its first screen is there and answers.
const { writeSync } = require('node:fs');
const { app } = require('electron');

/** Resolves once there is a heading, it has been painted, and the bridge, where there is one, has answered. */
const interactive = `new Promise((resolve) => {
  const look = () => {
    if (!document.querySelector('h1')) return false;
    requestAnimationFrame(() => setTimeout(resolve, 0));
    return true;
  };
  if (!look()) new MutationObserver((_, observer) => { if (look()) observer.disconnect(); }).observe(document, { childList: true, subtree: true });
}).then(() => window.bluemind ? window.bluemind.call('bench', 'start', {}, () => {}) : undefined).then(() => 0)`;

app.once('browser-window-created', (_event, window) => {
  window.webContents.once('dom-ready', () => {
    void window.webContents.executeJavaScript(interactive).then(() => {
      writeSync(1, 'interactive\n');
      app.exit(0);
    });
  });
});
require(String(process.env.BENCH_TARGET));
