import type { Kysely, Transaction } from 'kysely';
import { touchAuthorization } from '../consents/queries.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import type { Session } from '../sessions/session.ts';
import { type CodeLife, issueAuthorizationCode } from '../tokens/codes.ts';
import type { AuthorizeRequest } from './authorization-request.ts';
import { useRequest } from './pushed-requests.ts';

/** What of a request, answered at once or after a question, is kept with the code. */
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

/** The session of a user who is signed in. */
export type UserSession = Session & { readonly username: string };

/**
 * Issues a code for the scopes that a user agreed to, and notes that the record was used.
 * @param authorized `offline_access` among them lets the client have a refresh token
 * @returns undefined when the record has gone meanwhile
 */
export async function issueCode(
  trx: Transaction<Database>,
  request: CodeRequest,
  session: UserSession,
  authorized: readonly string[],
  life: CodeLife,
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
 * As `issueCode`, in a transaction of its own: for a request that needs no question.
 * @throws UnusableRequest
 */
export function issueCodeAtOnce(
  db: Kysely<Database>,
  request: CodeRequest & Pick<AuthorizeRequest, 'pushedHash'>,
  session: UserSession,
  authorized: readonly string[],
  life: CodeLife,
): Promise<string | undefined> {
  return inTransaction(db, async (trx) => {
    const code = await issueCode(trx, request, session, authorized, life);
    if (code !== undefined) await useRequest(trx, request, life.now);
    return code;
  });
}
