import type { Kysely } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { AuthorizeRequest } from './authorization-request.ts';
import type { UserSession } from './code-issuing.ts';
import { insertPendingRequest } from './queries.ts';

const lifetimeMilliseconds = 600_000;

/**
 * Stores an authorize request until the user has decided, ten minutes at most. What the client asked for stays on the
 * server: the browser only holds a handle, which works in this session alone.
 * @param possible the requested scopes that can be granted
 * @returns the handle, 28 characters
 */
export async function storePendingRequest(
  db: Kysely<Database>,
  request: AuthorizeRequest,
  possible: readonly string[],
  session: UserSession,
  now: Date,
): Promise<string> {
  const handle = randomToken(tokenBytes.consentTransaction);
  await insertPendingRequest(db, {
    ...request,
    hash: hashToken(handle),
    username: session.username,
    sessionId: session.sessionId,
    scopes: { scopes: possible, style: request.scopes.style },
    prompt: [...request.prompt],
    query: request.address.toString(),
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMilliseconds),
  });
  return handle;
}
