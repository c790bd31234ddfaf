import type { Kysely } from 'kysely';
import type { AuthorizeRules } from '../authorization-requests/authorization-request.ts';
import { AuthorizeError } from '../authorization-requests/authorize-error.ts';
import { pushedSeconds, pushRequest } from '../authorization-requests/pushed-requests.ts';
import type { Actor } from '../base/actor.ts';
import type { Clock } from '../base/clock.ts';
import { OAuthError, type OAuthErrorCode } from '../base/oauth-errors.ts';
import { countAttempts } from '../rate-limits/attempts.ts';
import type { Database } from '../schema.ts';
import type { Client } from '../tokens/clients.ts';
import type { Dpop } from '../tokens/dpop/dpop.ts';
import type { Proof } from '../tokens/dpop/proof.ts';
import type { Handler } from '../web/endpoints.ts';
import { actorOfClient } from './actor-of-client.ts';
import type { WithClient } from './client-authentication.ts';
import { type Parameters, readForm } from './parameters.ts';
import { proofRefusal, readTokenProof } from './token-proof.ts';

export interface PushedRequestDependencies extends AuthorizeRules {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly withClient: WithClient;
  readonly dpop: Dpop;
}

/**
 * `POST /v1/oauth/par`, the pushed authorization request endpoint (RFC 9126, section 2). A DPoP proof binds the code to
 * its key, like the parameter `dpop_jkt` (RFC 9449, section 10.1).
 */
export function pushedRequestEndpoint(deps: PushedRequestDependencies): Handler {
  return async (context) => {
    const parameters = await readForm(context);
    const proof = await readTokenProof(deps.dpop, context);
    const requestUri = await deps.withClient(context, parameters, async (client) => {
      const actor = actorOfClient(context, client, deps.clock.now());
      return push(deps, actor, client, parameters, await boundKey(deps.dpop, parameters, proof));
    });
    const body = { request_uri: requestUri, expires_in: pushedSeconds };
    return { status: 201, headers: { Pragma: 'no-cache' }, body };
  };
}

/**
 * Uses up the proof. @returns the thumbprint of its key, if there is a proof and no parameter names the key
 * @throws OAuthError `invalid_dpop_proof` when the parameter names another key
 */
async function boundKey(
  dpop: Dpop,
  parameters: Parameters,
  proof: Proof | undefined,
): Promise<string | undefined> {
  if (!proof) return undefined;
  const named = parameters.get('dpop_jkt');
  if (named !== undefined && named !== proof.jkt)
    throw new OAuthError('invalid_dpop_proof', { description: 'dpop_jkt names another key than the proof.' });
  await dpop.useUp(proof, proofRefusal);
  return named === undefined ? proof.jkt : undefined;
}

async function push(
  deps: PushedRequestDependencies,
  { network, now }: Actor,
  client: Client,
  parameters: Parameters,
  jkt: string | undefined,
): Promise<string> {
  if (client.kind === 'user')
    throw new OAuthError('unauthorized_client', {
      description: 'An API key of a user cannot sign users in.',
    });
  if (parameters.has('request_uri'))
    throw new OAuthError('invalid_request', { description: 'request_uri cannot be pushed.' });
  const { globalid } = client;
  if (client.kind === 'public')
    await countAttempts(deps.db, now, [['pushedRequestsFromNetwork', `${globalid} ${network}`]]);
  const kept = withoutCredentials(parameters);
  if (jkt !== undefined) kept.push(['dpop_jkt', jkt]);
  const pushed = await pushRequest(deps, globalid, kept, now).catch(asOAuthError);
  if (typeof pushed === 'string') throw new OAuthError('invalid_request', { description: pushed });
  return pushed.requestUri;
}

const credentials = ['client_secret', 'client_assertion', 'client_assertion_type'];

function withoutCredentials({ pairs }: Parameters): [string, string][] {
  const kept = pairs.filter(([name, value]) => value !== '' && !credentials.includes(name));
  return kept.map(([name, value]) => [name, value]);
}

const sameCodes = [
  'unsupported_response_type',
  'invalid_scope',
  'invalid_target',
  'request_not_supported',
] as const;

/** RFC 9126, section 2.3: uses the error codes of the authorization endpoint. */
function asOAuthError(error: unknown): never {
  if (!(error instanceof AuthorizeError)) throw error;
  const code: OAuthErrorCode = sameCodes.find((each) => each === error.code) ?? 'invalid_request';
  throw new OAuthError(code, { description: error.message });
}
