// Makes build/icon.ico, the program's and the installers' icon, from the page's drawing: `node build/icons.ts`. The same drawing gives the same bytes.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { Data } from 'resedit';

const drawing = fileURLToPath(new URL('../renderer/icon.svg', import.meta.url));
const icon = fileURLToPath(new URL('./icon.ico', import.meta.url));

/** Edge lengths in pixels, as Windows asks for them at its scales (Microsoft: "Construct your Windows app's icon"). */
export const iconSizes = [16, 20, 24, 32, 40, 48, 64, 96, 128, 256] as const;

/** The icon file as it should be: each size drawn anew, as PNG. */
export async function iconFile(): Promise<Buffer> {
  await initWasm(await readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))));
  const svg = await readFile(drawing);
  const file = new Data.IconFile();
  for (const size of iconSizes) {
    const png = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
    const bytes = new Uint8Array(png).buffer;
    file.icons.push({ width: size, height: size, colors: 0, planes: 1, bitCount: 32, data: Data.RawIconItem.from(bytes, size, size, 32) });
  }
  return Buffer.from(file.generate());
}

if (import.meta.main) await writeFile(icon, await iconFile());
