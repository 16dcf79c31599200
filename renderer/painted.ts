// Whether the first screen has been painted: what is not on it waits until then, so that it comes soon.
import { useEffect, useState } from 'react';

let paintedBefore = false;

/** A tab in the background paints nothing: there, this is waited at most. */
const longestMs = 300;

/** False while the page's very first screen is drawn, true from its first picture on. */
export function usePainted(): boolean {
  const [painted, setPainted] = useState(paintedBefore);
  useEffect(() => {
    if (paintedBefore) return undefined;
    const done = (): void => {
      paintedBefore = true;
      setPainted(true);
    };
    const timers = [setTimeout(done, longestMs)];
    // A frame's callback comes before its picture, a timer set there after it.
    const frame = requestAnimationFrame(() => timers.push(setTimeout(done, 0)));
    return () => {
      cancelAnimationFrame(frame);
      timers.forEach(clearTimeout);
    };
  }, []);
  return painted;
}
