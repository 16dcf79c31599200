// Text from bytes, as Windows' editors and shells write it: UTF-8, or UTF-16 by its byte order mark.

const decoders = {
  utf8: { label: 'utf-8', end: [0x0a] },
  utf16le: { label: 'utf-16le', end: [0x0a, 0x00] },
} as const;
type Coding = keyof typeof decoders;

function codingOf(bytes: Uint8Array): Coding {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8';
}

/** The text without its mark; what is in neither coding becomes U+FFFD. */
export function leniently(bytes: Uint8Array): string {
  return new TextDecoder(decoders[codingOf(bytes)].label).decode(bytes);
}

/** The text without its mark, exactly; `undefined` for bytes in neither coding, or with a zero, as UTF-16 without its mark has them. */
export function exactly(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(decoders[codingOf(bytes)].label, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    // Its message is dropped: what could not be read may be a secret.
    return undefined;
  }
}

/** Where the first line ends, in bytes; -1 while it does not. */
export function firstLineEnd(bytes: Uint8Array): number {
  const { end } = decoders[codingOf(bytes)];
  for (let at = 0; at + end.length <= bytes.length; at += end.length) {
    if (end.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
