// Hands a text file to the browser, which saves it where the person's downloads go.

/** Saves text under a name. */
export function saveFile({
  fileName,
  mediaType,
  content,
}: {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string;
}): void {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the blob after this turn; letting it go at once would save an empty file.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
