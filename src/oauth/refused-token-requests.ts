import type { Clock } from '../base/clock.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import type { RecordRefusedRequest } from '../organizations/client-log/client-log.ts';
import type { RequestContext } from '../web/request-context.ts';
import { presentedClientId } from './client-authentication.ts';
import type { Parameters } from './parameters.ts';

export interface RefusedTokenDependencies {
  readonly clock: Clock;
  readonly recordRefused: RecordRefusedRequest;
}

/**
 * Records why the token endpoint refused a request, for the developers of the client. They can read reasons that no
 * caller receives. Asking for a DPoP nonce is not a refusal (RFC 9449, section 8).
 */
export async function recordTokenRefusal(
  { clock, recordRefused }: RefusedTokenDependencies,
  { request, requestId }: RequestContext,
  parameters: Parameters,
  error: unknown,
): Promise<void> {
  if (!(error instanceof OAuthError) || error.code === 'use_dpop_nonce') return;
  const clientId = presentedClientId(request.headers.authorization, parameters);
  if (clientId === undefined) return;
  const reason = error.detail ?? error.description ?? error.code;
  const redirectUri = parameters.get('redirect_uri');
  await recordRefused(
    { step: 'token', clientId, error: error.code, reason, redirectUri, requestId },
    clock.now(),
  );
}
