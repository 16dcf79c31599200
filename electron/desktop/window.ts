// The one window: made hidden in the right colour, brought forward by a second start.
import { app, BrowserWindow, Menu, nativeTheme, systemPreferences } from 'electron';
import { program } from '../program.ts';
import { pagePreferences } from './restrictions.ts';
import { smallest, usual } from './windowSizes.ts';

/** The page's own background in Fluent's light and dark theme (colorNeutralBackground1), so that nothing flashes before it is drawn. */
const backgrounds = { light: '#ffffff', dark: '#292929' } as const;

function background(): string {
  if (process.platform === 'win32' && nativeTheme.shouldUseHighContrastColors) return systemPreferences.getColor('window');
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}

/** Makes the window, hidden. */
export function createWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: program.name,
    ...usual,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor: background(),
    webPreferences: { ...pagePreferences, preload, devTools: !app.isPackaged },
  });
  window.setMenuBarVisibility(false);
  const follow = () => {
    window.setBackgroundColor(background());
  };
  nativeTheme.on('updated', follow);
  window.on('closed', () => nativeTheme.off('updated', follow));
  return window;
}

/** Restores, shows and focuses, as a second start of the program wants it; one that comes while the program ends finds no window any more. */
export function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Zoom, copy and paste keep their keys; there is no menu bar to see. */
export function setMenu(): void {
  const developing = app.isPackaged ? [] : ([{ role: 'toggleDevTools' }, { role: 'reload' }] as const);
  const menu = Menu.buildFromTemplate([
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }, ...developing],
    },
  ]);
  Menu.setApplicationMenu(menu);
}
