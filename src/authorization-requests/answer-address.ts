/** The target of an answer of the authorization endpoint. */
export interface AuthorizationResponse {
  readonly redirectUri: string;
  readonly state: string | undefined;
  /** The public URL of this server, which lets clients distinguish authorization servers (RFC 9207). */
  readonly issuer: string;
}

/** The parameters of an answer in alphabetical order, always with `iss`, and with `state` if the request had one. */
export function answerParameters(
  { state, issuer }: AuthorizationResponse,
  values: Readonly<Record<string, string>>,
): URLSearchParams {
  const answer = new URLSearchParams({ ...values, iss: issuer, ...(state !== undefined && { state }) });
  answer.sort();
  return answer;
}

/** The redirect URI with the answer appended to its query, form-encoded (RFC 6749, section 4.1.2). */
export function redirectBack(
  returning: AuthorizationResponse,
  values: Readonly<Record<string, string>>,
): string {
  const { redirectUri } = returning;
  const separator = redirectUri.includes('?') ? '&' : '?';
  return `${asHeader(redirectUri)}${separator}${answerParameters(returning, values)}`;
}

/** Headers are ASCII. Browsers encode the rest of an address in the same way. */
function asHeader(uri: string): string {
  return uri.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
