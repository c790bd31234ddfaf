import type { IncomingMessage } from 'node:http';
import type { Kysely } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { invalidClient, OAuthError } from '../base/oauth-errors.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { createFailureLimit } from '../rate-limits/failure-limit.ts';
import type { Database } from '../schema.ts';
import { findClient, listPublicClientKeys } from '../tokens/client-queries.ts';
import type { Client, FindClient } from '../tokens/clients.ts';
import { parseQuery } from '../web/request.ts';
import type { RequestContext } from '../web/request-context.ts';
import { type Parameters, refuseNull } from './parameters.ts';

/**
 * Authenticates the client of a request, then calls `work` with it (RFC 6749, section 2.3).
 *
 * A client that fails sixty times in ten minutes from one network has to wait. Failures of `work` count for public
 * clients only: the server of a confidential client acts for many users, who must not lock each other out with broken
 * codes, and a code cannot be guessed.
 *
 * @param find looks up a client by its secret. Default: `findClient`
 * @throws OAuthError `invalid_request`, `invalid_client`; TooManyRequests
 */
export type WithClient = <Result>(
  context: RequestContext,
  parameters: Parameters,
  work: (client: Client) => Promise<Result>,
  find?: FindClient,
) => Promise<Result>;

export interface ClientAuthenticationDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  /** Setting `IYO_SECRETS_IN_QUERY`. */
  readonly secretsInQuery: 'allow' | 'refuse';
}

/** Create it once for all endpoints that authenticate clients, so that their failures are counted together. */
export function createClientAuthentication(deps: ClientAuthenticationDependencies): WithClient {
  const failures = createFailureLimit(deps.db, deps.clock, 'clientFailures');
  return async (context, parameters, work, find = findClient) => {
    const { request } = context;
    refuseJson(request, parameters);
    if (deps.secretsInQuery === 'refuse') refuseSecretInQuery(request);
    const presented = readClientCredentials(request.headers.authorization, parameters);
    const key = [presented.clientId, context.network()].join(' ');
    failures.refuseBlocked(key);
    let client: Client | undefined;
    try {
      client = await authenticate(deps, presented, find);
      context.caller = 'client';
      return await work(client);
    } catch (error) {
      if (isFailure(error) && client?.kind !== 'organization') await failures.count(key);
      throw error;
    }
  };
}

/** Explains to a client that sends JSON why its parameters were not read. */
function refuseJson({ headers }: IncomingMessage, { pairs }: Parameters): void {
  if (pairs.length > 0 || !/^\s*application\/([\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '')) return;
  const description = 'Send the parameters as application/x-www-form-urlencoded, not as JSON.';
  throw new OAuthError('invalid_request', { description });
}

/** A device that polls until its user has answered behaves correctly (RFC 8628, section 3.4). */
function isFailure(error: unknown): boolean {
  return error instanceof OAuthError && error.code !== 'authorization_pending';
}

/** RFC 6749, section 2.3.1: URLs end up in logs and browser histories. */
function refuseSecretInQuery({ url = '' }: IncomingMessage): void {
  if (!parseQuery(url).has('client_secret')) return;
  throw new OAuthError('invalid_request', { description: 'Send client_secret in the form.' });
}

/**
 * A request without a secret is valid for public clients only. The response does not reveal whether another client
 * exists.
 */
async function authenticate(
  { db, clock, sealing }: ClientAuthenticationDependencies,
  { clientId, clientSecret, usedBasic }: ClientCredentials,
  find: FindClient,
): Promise<Client> {
  if (clientSecret !== undefined) {
    const client = await find(db, sealing, clientId, clientSecret, clock.now());
    if (!client) throw invalidClient(usedBasic);
    return client;
  }
  const keys = await listPublicClientKeys(db, clientId);
  if (keys.length === 0) {
    if (usedBasic) throw invalidClient(true);
    throw new OAuthError('invalid_request', { description: 'client_secret is required.' });
  }
  return { kind: 'public', globalid: clientId, keys };
}

/** The client id in a request, not authenticated; undefined when there is none or the credentials are malformed. */
export function presentedClientId(
  authorization: string | undefined,
  parameters: Parameters,
): string | undefined {
  try {
    return readClientCredentials(authorization, parameters).clientId;
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}

/** The credentials in a request, not yet checked. */
interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly usedBasic: boolean;
}

/**
 * RFC 6749, section 2.3.1: `client_id` and `client_secret` as parameters, or HTTP Basic when there is no secret
 * parameter. An empty password means no secret: some public clients authenticate in this way. A `client_id` parameter
 * must match the one in Basic. Other `Authorization` schemes are ignored.
 */
function readClientCredentials(authorization: string | undefined, parameters: Parameters): ClientCredentials {
  const clientId = parameters.get('client_id');
  const clientSecret = parameters.get('client_secret');
  const basic = clientSecret === undefined ? readBasic(authorization) : undefined;
  if (basic && clientId !== undefined && clientId !== basic.clientId) {
    throw new OAuthError('invalid_request', { description: 'client_id differs from the HTTP Basic user.' });
  }
  if (basic) return basic;
  if (clientId === undefined)
    throw new OAuthError('invalid_request', { description: 'client_id is required.' });
  return { clientId, clientSecret, usedBasic: false };
}

function readBasic(authorization: string | undefined): ClientCredentials | undefined {
  const [, encoded] = /^basic +([a-z\d+/=_-]+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon === -1)
    throw new OAuthError('invalid_request', { description: 'HTTP Basic needs user and password.' });
  const clientId = formDecode(decoded.slice(0, colon));
  refuseNull(clientId);
  const clientSecret = formDecode(decoded.slice(colon + 1)) || undefined;
  return { clientId, clientSecret, usedBasic: true };
}

/** Both parts are form-urlencoded (RFC 6749, appendix B). Text that cannot be decoded is used as it is. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
