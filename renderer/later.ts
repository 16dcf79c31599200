// The parts of the page that its first screen can do without: in files of their own, loaded when they are shown, or when nothing else is to be done.
import { lazy, type ComponentType } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/** A component that is loaded when it is drawn first; whoever draws it says what stands there meanwhile (`Suspense`). */
function later(load: () => Promise<ComponentType>): ComponentType {
  loads.push(load);
  return lazy(async () => ({ default: await load() }));
}

export const PcFacts = later(async () => (await import('./components/PcFacts.tsx')).PcFacts);
export const PracticeButton = later(async () => (await import('./components/PracticeButton.tsx')).PracticeButton);
export const PracticePanel = later(async () => (await import('./components/PracticePanel.tsx')).PracticePanel);
export const SelfService = later(async () => (await import('./selfService/SelfService.tsx')).SelfService);
export const ReachStep = later(async () => (await import('./steps/ReachStep.tsx')).ReachStep);
export const KeysStep = later(async () => (await import('./steps/KeysStep.tsx')).KeysStep);
export const ProfileStep = later(async () => (await import('./steps/ProfileStep.tsx')).ProfileStep);
export const FirstStartStep = later(async () => (await import('./steps/FirstStartStep.tsx')).FirstStartStep);
export const ReportStep = later(async () => (await import('./steps/ReportStep.tsx')).ReportStep);

/** Loads them all, once the browser is idle. A part that cannot be loaded says so when it is to be drawn. */
export function loadLater(): void {
  requestIdleCallback(() => {
    for (const load of loads) load().catch(() => undefined);
  });
}
