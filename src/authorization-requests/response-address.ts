/** The target of a response of the authorization endpoint. */
export interface AuthorizationResponse {
  readonly redirectUri: string;
  readonly state: string | undefined;
  /** The public URL of this server, which lets clients distinguish authorization servers (RFC 9207). */
  readonly issuer: string;
}

/** The parameters of a response in alphabetical order, always with `iss`, and with `state` if the request had one. */
export function responseParameters(
  { state, issuer }: AuthorizationResponse,
  values: Readonly<Record<string, string>>,
): URLSearchParams {
  const parameters = new URLSearchParams({ ...values, iss: issuer, ...(state !== undefined && { state }) });
  parameters.sort();
  return parameters;
}

/** The redirect URI with the response appended to its query, form-encoded (RFC 6749, section 4.1.2). */
export function redirectBack(
  returning: AuthorizationResponse,
  values: Readonly<Record<string, string>>,
): string {
  const { redirectUri } = returning;
  const separator = redirectUri.includes('?') ? '&' : '?';
  return `${asHeader(redirectUri)}${separator}${responseParameters(returning, values)}`;
}

/** Headers are ASCII. Browsers encode the rest of an address in the same way. */
function asHeader(uri: string): string {
  return uri.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
