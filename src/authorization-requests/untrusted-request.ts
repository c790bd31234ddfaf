/** Why a request is refused here and not at its redirect URI, in the words of protocol responses and logs. */
export const untrustedReasons = {
  badEncoding: 'The query is not percent-encoded properly.',
  noClientId: 'client_id must be given once.',
  noRedirectUri: 'redirect_uri must be given once.',
  unknownClient: 'Unknown client.',
  unregisteredRedirect: 'The redirect_uri is not registered for this client.',
  unusableRequest: 'The request_uri is unknown, expired or used.',
} as const;

export type UntrustedReason = keyof typeof untrustedReasons;
