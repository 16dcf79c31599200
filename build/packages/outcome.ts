// What a step of packaging ends with: a value, or the reason why there is none, for the person who builds.
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const failed = (reason: string): Outcome<never> => ({ ok: false, reason });
