// Who may call over ipc: our own window's main frame, while our own page is in it. Electron's security list, point 17. Pure.

/** The part of an ipc event that tells who sent it. */
export interface Sent<W> {
  readonly sender: W;
  /** `null` once the frame has navigated or is gone. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** `origin` is the page's, e.g. `app://bluemind`; the page is the one document at its root, whatever its fragment. */
export function isOwnSender<W>({ sender, senderFrame }: Sent<W>, own: { readonly window: W; readonly origin: string }): boolean {
  return (
    sender === own.window && senderFrame !== null && senderFrame.parent === null && senderFrame.url.split('#', 1)[0] === `${own.origin}/`
  );
}
