// The least an Electron app can be: one window with one heading. What the desktop bench compares with.
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1200, height: 820, webPreferences: { sandbox: true } });
  return window.loadURL('data:text/html,<title>Empty</title><h1>Empty</h1>');
});
