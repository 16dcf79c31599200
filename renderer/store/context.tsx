// Hands the store down to the components, which select from it piece by piece.
import { createContext, useContext, type ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { AppState } from './state.ts';

const StoreContext = createContext<StoreApi<AppState> | null>(null);

export function StoreProvider({ store, children }: { readonly store: StoreApi<AppState>; readonly children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}

/** One piece of the page's state; a component is drawn again only when that piece changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  const store = useContext(StoreContext);
  if (!store) throw new Error('the store is not provided');
  return useStore(store, select);
}
