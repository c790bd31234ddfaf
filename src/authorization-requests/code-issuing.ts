import type { Kysely, Transaction } from 'kysely';
import { touchAuthorization } from '../consents/queries.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import type { UserSession } from '../sessions/session.ts';
import { type CodeLifetime, issueAuthorizationCode } from '../tokens/codes.ts';
import type { AuthorizeRequest } from './authorization-request.ts';
import { useRequest } from './pushed-requests.ts';

/** The parts of a request that are stored with its code. */
export type CodeRequest = Pick<
  AuthorizeRequest,
  | 'clientId'
  | 'redirectUri'
  | 'state'
  | 'scopes'
  | 'wantsOffline'
  | 'nonce'
  | 'codeChallenge'
  | 'resources'
  | 'jkt'
> & { readonly claims: Pick<AuthorizeRequest['claims'], 'idTokenClaims'> };

/**
 * Issues a code for the scopes that a user agreed to, and records the use of the authorization.
 * @param authorized the scopes; with `offline_access` among them, the client may get a refresh token
 * @returns undefined when the authorization has since been withdrawn
 */
export async function issueCode(
  trx: Transaction<Database>,
  request: CodeRequest,
  session: UserSession,
  authorized: readonly string[],
  life: CodeLifetime,
): Promise<string | undefined> {
  const { username } = session;
  if (!(await touchAuthorization(trx, username, request.clientId, life.now))) return undefined;
  const scopes = authorized.filter((scope) => scope !== 'offline_access');
  const content = {
    ...request,
    username,
    scopes: { scopes, style: request.scopes.style },
    idTokenClaims: request.claims.idTokenClaims,
    wantsOffline: request.wantsOffline && authorized.includes('offline_access'),
    sessionId: session.sessionId,
    amr: session.amr,
    authenticatedAt: session.authenticatedAt ?? session.createdAt,
  };
  return issueAuthorizationCode(trx, content, life);
}

/**
 * Like `issueCode`, in its own transaction, for a request that needs no question to the user.
 * @throws UnusableRequest
 */
export function issueCodeAtOnce(
  db: Kysely<Database>,
  request: CodeRequest & Pick<AuthorizeRequest, 'pushedHash'>,
  session: UserSession,
  authorized: readonly string[],
  life: CodeLifetime,
): Promise<string | undefined> {
  return inTransaction(db, async (trx) => {
    const code = await issueCode(trx, request, session, authorized, life);
    if (code !== undefined) await useRequest(trx, request, life.now);
    return code;
  });
}
