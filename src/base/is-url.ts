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

/** What makes a text unsuitable as the absolute URL of a client or receiver; undefined if nothing does. */
export function urlProblem(text: string): string | undefined {
  if (/[\\\s\p{Cc}]/u.test(text)) return 'must not contain a backslash, white space or control characters';
  if (text.includes('#')) return 'must not have a fragment';
  return isUrl(text) ? undefined : 'must be an absolute URL';
}
