// How large the window is at first, and how small it may become; in device-independent pixels, as Electron counts.

export const smallest = { width: 360, height: 480 } as const;
export const usual = { width: 1200, height: 820 } as const;
