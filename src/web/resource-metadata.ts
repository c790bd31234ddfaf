import { ApiError } from '../base/errors.ts';

/** Where what the API is protected by is described (RFC 9728, section 3). */
export const resourceMetadataPath = '/.well-known/oauth-protected-resource';

/** Adds to the challenge of a refusal where a client learns who gives out tokens (RFC 9728, section 5.1). */
export function nameResourceMetadata(error: unknown, publicUrl: string): void {
  if (!(error instanceof ApiError)) return;
  const challenge = error.headers['WWW-Authenticate'];
  if (challenge === undefined || !/^(Bearer|DPoP) /.test(challenge)) return;
  error.headers['WWW-Authenticate'] = `${challenge}, resource_metadata="${publicUrl}${resourceMetadataPath}"`;
}
