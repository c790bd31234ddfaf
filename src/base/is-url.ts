/**
 * Whether a text is an absolute URL, or a reference to one from `base`. In place of `URL.canParse`, which Node 20 answers
 * wrongly for letters such as `ä` once the call is compiled.
 */
export function isUrl(text: string, base?: string): boolean {
  try {
    new URL(text, base);
    return true;
  } catch {
    return false;
  }
}
