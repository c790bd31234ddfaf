/** Where answers of the authorization endpoint go. */
export interface Returning {
  readonly redirectUri: string;
  readonly state: string | undefined;
  /** The public URL of this server, by which clients tell servers apart (RFC 9207). */
  readonly issuer: string;
}

/**
 * The redirect URI with an answer behind its own query (RFC 6749, section 4.1.2): form-encoded, names in alphabetical
 * order, always with `iss`, and with `state` if the request had one.
 */
export function redirectBack(
  { redirectUri, state, issuer }: Returning,
  values: Readonly<Record<string, string>>,
): string {
  const answer = new URLSearchParams({ ...values, iss: issuer, ...(state !== undefined && { state }) });
  answer.sort();
  const separator = redirectUri.includes('?') ? '&' : '?';
  return `${asHeader(redirectUri)}${separator}${answer}`;
}

/** Headers are ASCII; browsers encode the rest of an address the same way. */
function asHeader(uri: string): string {
  return uri.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
