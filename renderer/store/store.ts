// The page's one store: every slice over one injected bridge.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { firstStartSlice } from './firstStart.ts';
import { keysSlice } from './keys.ts';
import { practiceSlice } from './practice.ts';
import { profileSlice } from './profile.ts';
import { reachSlice } from './reach.ts';
import { rememberedSlice } from './remembered.ts';
import { reportSlice } from './report.ts';
import { selfServiceSlice } from './selfService.ts';
import { sessionSlice } from './session.ts';
import { signInsSlice } from './signIns.ts';
import { toolsFor } from './slice.ts';
import type { AppState, Surroundings } from './state.ts';
import { workstationSlice } from './workstation.ts';

/** Makes the store; nothing is asked of the bridge before `begin`. */
export function createAppStore(surroundings: Surroundings): StoreApi<AppState> {
  return createStore<AppState>()((setState, getState) => {
    const tools = toolsFor({ getState, setState }, surroundings);
    return {
      ...sessionSlice(tools),
      ...workstationSlice(tools),
      ...rememberedSlice(tools),
      ...reachSlice(tools),
      ...keysSlice(tools),
      ...profileSlice(tools),
      ...signInsSlice(tools),
      ...firstStartSlice(tools),
      ...reportSlice(tools),
      ...practiceSlice(tools),
      ...selfServiceSlice(tools),
    };
  });
}
