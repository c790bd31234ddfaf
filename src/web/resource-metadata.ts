import { ApiError } from '../base/errors.ts';

/** The path of the protected resource metadata (RFC 9728, section 3). */
export const resourceMetadataPath = '/.well-known/oauth-protected-resource';

/**
 * Adds the metadata URL to the challenge of a refusal, so that a client can find the authorization server (RFC 9728,
 * section 5.1).
 */
export function nameResourceMetadata(error: unknown, publicUrl: string): void {
  if (!(error instanceof ApiError)) return;
  const challenge = error.headers['WWW-Authenticate'];
  if (challenge === undefined || !/^(Bearer|DPoP) /.test(challenge)) return;
  error.headers['WWW-Authenticate'] = `${challenge}, resource_metadata="${publicUrl}${resourceMetadataPath}"`;
}
