import { OAuthError } from '../errors.ts';
import type { Parameters } from '../parameters.ts';

/** What a client presented to prove itself, not yet checked. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly usedBasic: boolean;
}

/**
 * RFC 6749, section 2.3.1: `client_id` and `client_secret` as parameters, or HTTP Basic when no secret parameter is
 * present. A `client_id` parameter beside Basic must agree with it. Another `Authorization` scheme is ignored.
 */
export function readClientCredentials(
  authorization: string | undefined,
  parameters: Parameters,
): ClientCredentials {
  const clientId = parameters.get('client_id');
  const clientSecret = parameters.get('client_secret');
  const basic = clientSecret === undefined ? readBasic(authorization) : undefined;
  if (basic && clientId !== undefined && clientId !== basic.clientId) {
    throw new OAuthError('invalid_request', { description: 'client_id differs from the HTTP Basic user.' });
  }
  if (basic) return basic;
  if (clientId === undefined || clientSecret === undefined) {
    throw new OAuthError('invalid_request', { description: 'client_id and client_secret are required.' });
  }
  return { clientId, clientSecret, usedBasic: false };
}

function readBasic(authorization: string | undefined): ClientCredentials | undefined {
  const [, encoded] = /^basic +([a-z\d+/=_-]+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon === -1)
    throw new OAuthError('invalid_request', { description: 'HTTP Basic needs user and password.' });
  return {
    clientId: formDecode(decoded.slice(0, colon)),
    clientSecret: formDecode(decoded.slice(colon + 1)),
    usedBasic: true,
  };
}

/** Both halves are form-urlencoded (RFC 6749, appendix B); what cannot be decoded is taken as it is. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
