/**
 * Whether a text is an absolute URL, or relative to `base`. Use it instead of `URL.canParse`, which in Node
 * 20 gives wrong results for letters such as `ä` once the call is compiled.
 */
export function isUrl(text: string, base?: string): boolean {
  try {
    new URL(text, base);
    return true;
  } catch {
    return false;
  }
}
