import type { RequestHandler } from 'express';
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { invalidGrant, OAuthError } from '../base/oauth-errors.ts';
import { inTransaction, isForeignKeyViolation } from '../db/pg-errors.ts';
import { listGrantTags } from '../organizations/grants/queries.ts';
import type { Database } from '../schema.ts';
import { type Grant, issueAccessToken } from '../tokens/access-tokens.ts';
import type { Client } from '../tokens/clients.ts';
import type { KeyRing } from '../tokens/key-ring.ts';
import { issueRefreshToken } from '../tokens/refresh-tokens.ts';
import { respond, type ServiceResponse } from '../web/respond.ts';
import { actorOfClient, endMisusedGrant, type Misuse } from './audit-source.ts';
import type { WithClient } from './client-authentication.ts';
import { authorizationCodeGrant } from './grants/authorization-code.ts';
import { answerClientCredentials, clientCredentials } from './grants/client-credentials.ts';
import type { GrantCall, PreparedGrant, Redemption } from './grants/prepared-grant.ts';
import { refreshTokenGrant } from './grants/refresh-token.ts';
import { accessTokenHash, idTokenClaims } from './id-tokens.ts';
import { directAnswer, prepareDirectJwt, wantsDirectJwt } from './jwt/direct.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { type IssuedTokens, tokenAnswer } from './token-answer.ts';

export interface TokenDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly withClient: WithClient;
  readonly tokenIssuer: string;
  readonly idTokenIssuer: string;
  /** Of this server. */
  readonly publicUrl: string;
  readonly refreshMaxDays: number;
  readonly signJwt: KeyRing['sign'];
}

/** `POST /v1/oauth/access_token`, the token endpoint (RFC 6749, section 3.2). */
export function tokenEndpoint(deps: TokenDependencies): RequestHandler {
  return async (request, response) => {
    const parameters = await readParameters(request, response);
    if (parameters.get('grant_type') === clientCredentials)
      return respond(response, await answerClientCredentials(deps, request, parameters));
    const prepare = preparerOf(parameters);
    const answer = await deps.withClient(request, parameters, async (client) => {
      const now = deps.clock.now();
      const call = { now, source: actorOfClient(request, response, client, now) };
      const prepared = await prepare(deps, client, parameters, call);
      return answerWith(deps, prepared, { ...call, parameters, accept: request.headers.accept ?? '' });
    });
    respond(response, answer);
  };
}

type Preparer = (
  deps: TokenDependencies,
  client: Client,
  parameters: Parameters,
  call: GrantCall,
) => PreparedGrant | Promise<PreparedGrant>;

const preparers: ReadonlyMap<string, Preparer> = new Map<string, Preparer>([
  ['authorization_code', authorizationCodeGrant],
  ['refresh_token', ({ db }, client, parameters, call) => refreshTokenGrant(db, client, parameters, call)],
]);

/** The grants on offer, also for the metadata document. */
export const grantTypes: readonly string[] = [...preparers.keys(), clientCredentials].sort();

/** Old clients redeem codes without naming a `grant_type`. RFC 6749, section 5.2 has the refusal. */
function preparerOf(parameters: Parameters): Preparer {
  const prepare = preparers.get(parameters.get('grant_type') ?? 'authorization_code');
  if (prepare) return prepare;
  throw new OAuthError('unsupported_grant_type', { description: `Supported: ${grantTypes.join(', ')}.` });
}

interface TokenRequest extends GrantCall {
  readonly parameters: Parameters;
  readonly accept: string;
}

/** With `response_type=id_token` the answer is a JWT at once. */
async function answerWith(
  deps: TokenDependencies,
  prepared: PreparedGrant,
  request: TokenRequest,
): Promise<ServiceResponse> {
  if (!wantsDirectJwt(request.parameters)) return tokens(deps, prepared, request);
  return directAnswer(await directJwt(deps, prepared, request), request.accept);
}

/** What the answer needs is read first; the rest cannot fail once the code is used up. */
async function tokens(
  deps: TokenDependencies,
  { grant, redemption }: PreparedGrant,
  call: GrantCall,
): Promise<ServiceResponse> {
  const { db, idTokenIssuer, signJwt } = deps;
  const { now } = call;
  const claims = await idTokenClaims(db, idTokenIssuer, grant, now);
  const tags = await listGrantTags(db, grant.username ?? '', grant.clientId);
  const issued = await redeem(db, { grant, redemption }, call, async (trx, began): Promise<IssuedTokens> => {
    const accessToken = await issueAccessToken(trx, grant, now);
    const { consent, refreshScopes } = redemption;
    if (!refreshScopes) return { accessToken };
    const life = { now, began, maxDays: deps.refreshMaxDays };
    return { accessToken, refreshToken: await issueRefreshToken(trx, grant, consent, refreshScopes, life) };
  });
  const at_hash = accessTokenHash(issued.accessToken, grant.algorithm);
  const idToken = claims && (await signJwt({ ...claims, at_hash }, grant.algorithm));
  return tokenAnswer(issued, idToken, grant, tags);
}

async function directJwt(
  { db, tokenIssuer, signJwt }: TokenDependencies,
  { grant, redemption }: PreparedGrant,
  request: TokenRequest,
): Promise<string> {
  const { parameters, now } = request;
  const prepare = (trx: Transaction<Database>) => prepareDirectJwt(trx, tokenIssuer, grant, parameters, now);
  const { claims, algorithm } = await redeem(db, { grant, redemption }, request, prepare);
  return signJwt(claims, algorithm);
}

/**
 * Uses up what the grant was got with and stores what is made from it, both or neither. Of many at once one succeeds;
 * the others have shown that it is in several hands, so what the first got ends as well.
 */
async function redeem<Result>(
  db: Kysely<Database>,
  { grant, redemption }: PreparedGrant,
  call: GrantCall,
  store: (trx: Transaction<Database>, began: Date) => Promise<Result>,
): Promise<Result> {
  const stored = await inTransaction(db, async (trx) => {
    const began = await redemption.use(trx, call.now);
    if (began) return { result: await store(trx, began) };
    await endMisusedGrant(trx, misuseOf(grant, redemption), call);
    return undefined;
  }).catch((error: unknown) => {
    if (isForeignKeyViolation(error)) throw invalidGrant('the consent or the API key went meanwhile');
    throw error;
  });
  if (!stored) throw invalidGrant('used up by another request meanwhile; the grant has ended');
  return stored.result;
}

function misuseOf({ username, clientId }: Grant, { consent: { grantId }, token }: Redemption): Misuse {
  return { grantId, username: username ?? null, organization: clientId, token, how: 'again' };
}
