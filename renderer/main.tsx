// The page's entry: joins the bridge, the words, the theme and the store, and draws the app.
import { desktopBridge } from './firstCall.ts';
import { browsersLanguage } from './words/bundles.ts';
import '../electron/bridge/withoutEval.ts';
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { bridgeOver } from '../electron/bridge/client.ts';
import type { Language } from '../electron/bridge/contract.ts';
import { ipcCarrier } from '../electron/bridge/ipcCarrier.ts';
import { loopbackCarrier } from '../electron/bridge/loopbackCarrier.ts';
import { App } from './App.tsx';
import { CatchBugs } from './components/Broken.tsx';
import { createWords, speak } from './i18n.ts';
import { saveFile } from './saveFile.ts';
import { StoreProvider } from './store/context.tsx';
import { createAppStore } from './store/store.ts';
import { useSystemTheme } from './theme.ts';

const words = createWords();

async function showLanguage(language: Language): Promise<void> {
  await speak(words, language);
  document.documentElement.lang = language;
}

const spoken = showLanguage(browsersLanguage);

const store = createAppStore({
  bridge: bridgeOver(desktopBridge ? ipcCarrier(desktopBridge) : loopbackCarrier()),
  language: browsersLanguage,
  showLanguage,
  saveFile,
});

/** The content policy lets in only styles with this response's nonce. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const renderer = createDOMRenderer(document, nonce === undefined ? {} : { styleElementAttributes: { nonce } });

function Page() {
  return (
    <FluentProvider theme={useSystemTheme()}>
      <CatchBugs>
        <App />
      </CatchBugs>
    </FluentProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
const page = createRoot(root);
const draw = (): void => {
  page.render(
    <StrictMode>
      <I18nextProvider i18n={words}>
        <StoreProvider store={store}>
          <RendererProvider renderer={renderer} targetDocument={document}>
            <Page />
          </RendererProvider>
        </StoreProvider>
      </I18nextProvider>
    </StrictMode>,
  );
};
void spoken.catch(store.getState().break).finally(draw);
void store.getState().begin();
