// The pages outside the program that it leads to: the one list of them, for the page that shows them and the opener that lets them through.

export const links = {
  /** BlueMind's documentation; its start page leads to the versions and languages. */
  documentation: 'https://doc.bluemind.net/',
} as const;

const hosts: ReadonlySet<string> = new Set(Object.values(links).map((link) => new URL(link).hostname));

/**
 * The address to open, or `null` for anything but https on its usual port at a host of the list, without a name or password in it.
 * What comes back is the parsed address, so that what was judged is what is opened (Electron's security list, point 15). Pure.
 */
export function allowedLink(text: string): string | null {
  const url = parsed(text);
  if (url === null) return null;
  const { protocol, hostname, port, username, password, href } = url;
  const allowed = protocol === 'https:' && port === '' && username === '' && password === '' && hosts.has(hostname);
  return allowed ? href : null;
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
