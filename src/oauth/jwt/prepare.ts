import type { Kysely, Transaction } from 'kysely';
import { OAuthError } from '../../base/oauth-errors.ts';
import type { JwtClaims } from '../../crypto/jwt.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction, isForeignKeyViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { accessTokenAlgorithm, type TokenAlgorithm } from '../../tokens/key-ring.ts';
import { touchAuthorizationGrant } from '../../tokens/queries.ts';
import { maximumLength, parseScopes } from '../../tokens/scopes.ts';
import type { Parameters } from '../parameters.ts';
import { expiryOf, jwtClaims, withStatements } from './claims.ts';
import { narrowScopes } from './narrowing.ts';
import { insertJwtRefreshToken } from './queries.ts';
import type { Holder, JwtSource } from './sources.ts';

/** A JWT before it is signed, which is done outside the transaction. */
export interface UnsignedJwt {
  readonly claims: JwtClaims;
  readonly algorithm: TokenAlgorithm;
}

/**
 * As `prepareJwt`, in a transaction of its own only where something is written: for a consent, which is marked as used,
 * and for `offline_access`.
 */
export function prepareJwtAlone(
  db: Kysely<Database>,
  issuer: string,
  source: JwtSource,
  parameters: Parameters,
  now: Date,
): Promise<UnsignedJwt> {
  const asked = readAsked(parameters);
  if (source.holder.grantId !== undefined || asked.offline)
    return inTransaction(db, (trx) => prepareJwt(trx, issuer, source, parameters, now));
  return unsigned(db, issuer, source, { parameters, asked, now }, async () => undefined);
}

/**
 * Makes a JWT from a source (oauth 8.2 to 8.4), with a refresh token of its own when `offline_access` is among the
 * scopes asked for.
 * @param parameters `scope`, `aud`, `validity`, `store_info` and `add_grants` of the request
 * @throws what the source refuses with; OAuthError `invalid_scope` and `invalid_request` for lists that are too long
 */
export async function prepareJwt(
  trx: Transaction<Database>,
  issuer: string,
  source: JwtSource,
  parameters: Parameters,
  now: Date,
): Promise<UnsignedJwt> {
  const { holder, refusals } = source;
  const asked = readAsked(parameters);
  if (asked.offline && !source.mayGoOffline) throw refusals.beyond('offline_access');
  if (holder.grantId !== undefined && !(await touchAuthorizationGrant(trx, holder.grantId, now)))
    throw refusals.gone();
  return unsigned(trx, issuer, source, { parameters, asked, now }, async (lasting) =>
    asked.offline ? makeRefreshToken(trx, source, lasting, asked.storesInfo, now) : undefined,
  );
}

interface JwtRequest {
  readonly parameters: Parameters;
  readonly asked: ReturnType<typeof readAsked>;
  readonly now: Date;
}

interface MadeRefreshToken {
  readonly token: string;
  readonly hash: Buffer;
}

/** @param makeRefresh is given the scopes that a refresh token keeps */
async function unsigned(
  db: Kysely<Database>,
  issuer: string,
  source: JwtSource,
  { parameters, asked, now }: JwtRequest,
  makeRefresh: (lasting: readonly string[]) => Promise<MadeRefreshToken | undefined>,
): Promise<UnsignedJwt> {
  const { holder } = source;
  const { granted, lasting } = await narrowScopes(db, source, asked.scopes);
  const refresh = await makeRefresh(lasting);
  const claims = jwtClaims(holder, {
    issuer,
    scope: await withStatements(db, holder, granted, asked),
    exp: expiryOf(source.expiresAt, parameters.get('validity'), now),
    audience: asked.audience,
    tree: refresh?.hash ?? source.tree,
    refreshToken: refresh?.token,
  });
  return { claims, algorithm: accessTokenAlgorithm(holder.algorithm) };
}

function readAsked(parameters: Parameters) {
  const { scopes } = parseScopes(parameters.get('scope') ?? '');
  return {
    scopes: scopes.filter((scope) => scope !== 'offline_access'),
    offline: scopes.includes('offline_access'),
    audience: readAudience(parameters.get('aud') ?? ''),
    storesInfo: parameters.get('store_info') === 'true',
    addsGrants: parameters.get('add_grants') === 'true',
  };
}

/** As long as a scope list may be: a JWT has to fit into a header. @throws OAuthError `invalid_request` */
function readAudience(text: string): string[] {
  if (text.length > maximumLength)
    throw new OAuthError('invalid_request', { description: `aud: at most ${maximumLength} characters.` });
  const names = text.split(',').map((name) => name.trim());
  return names.filter(Boolean);
}

async function makeRefreshToken(
  trx: Transaction<Database>,
  { holder, tree, refusals }: JwtSource,
  scopes: readonly string[],
  storesInfo: boolean,
  now: Date,
): Promise<MadeRefreshToken> {
  const token = randomToken(tokenBytes.jwtRefreshToken);
  const hash = hashToken(token);
  const row = { token_hash: hash, parent_hash: tree ?? null, scopes: [...scopes], stores_info: storesInfo };
  try {
    await insertJwtRefreshToken(trx, { ...row, ...groundColumns(holder) }, now);
  } catch (error) {
    throw isForeignKeyViolation(error) ? refusals.gone() : error;
  }
  return { token, hash };
}

/** What ends the refresh token together with the ground. */
function groundColumns({ username, globalid, clientId, ground, grantId, ...keys }: Holder) {
  return {
    grant_id: ground,
    username: username ?? null,
    globalid: globalid ?? null,
    client_id: clientId,
    granted_to: grantId === undefined ? null : clientId,
    application_id: keys.applicationId ?? null,
    organization_key_id: keys.organizationKeyId ?? null,
  };
}
