// Where the window was and how large, from one start to the next: read, judged against the displays of now, kept.
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { writeDurably } from '../keys/durableFile.ts';
import { smallest } from './windowSizes.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const pixels = z.int().min(-100_000).max(100_000);
const windowStateSchema = z.strictObject({
  bounds: z.strictObject({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1) }),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/** What was kept; `null` when nothing was, or when the file is not what this program writes: the window then opens as at first. */
export async function readWindowState(file: string): Promise<WindowState | null> {
  try {
    return windowStateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps the state. Rejects with the file system's error. */
export async function keepWindowState(file: string, state: WindowState): Promise<void> {
  await writeDurably(file, `${JSON.stringify(windowStateSchema.parse(state))}\n`);
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}

const within = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to));

/**
 * Bounds that lie on a display that is there: on the work area they share most with, moved and made smaller as far as needed; `null`
 * when they lie on none of them, as after a display was taken away. `areas` are the displays' work areas, without the task bar. Pure.
 */
export function onScreen(bounds: Rectangle, areas: readonly Rectangle[]): Rectangle | null {
  const [area] = [...areas].sort((a, b) => overlap(bounds, b) - overlap(bounds, a));
  if (area === undefined || overlap(bounds, area) === 0) return null;
  const width = within(bounds.width, Math.min(smallest.width, area.width), area.width);
  const height = within(bounds.height, Math.min(smallest.height, area.height), area.height);
  return {
    x: within(bounds.x, area.x, area.x + area.width - width),
    y: within(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}
