import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { updateReauthentication } from '../../sessions/queries.ts';
import type { UserSession } from '../../sessions/session.ts';
import type { Cookies } from '../../web/cookies.ts';
import { checkPassword } from '../passwords/check.ts';
import type { AuthenticationDependencies } from './dependencies.ts';
import { recordFactorFailure } from './failures.ts';
import { storeUse, verifyPasskey } from './with-passkey.ts';

/** The browser of a signed-in user. Its cookie changes. */
export interface SignedInBrowser {
  readonly cookies: Cookies;
  readonly session: UserSession;
}

/** Reauthenticates the user of a session with the password. @returns whether it was right. @throws TooManyRequests */
export async function reauthenticateWithPassword(
  deps: AuthenticationDependencies,
  actor: Actor,
  browser: SignedInBrowser,
  password: string,
): Promise<boolean> {
  const { username } = browser.session;
  const account = await checkPassword(deps, actor, { login: username, password, cookies: browser.cookies });
  if (account?.username !== username) return false;
  await inTransaction(deps.db, (trx) => renew(deps, trx, actor, browser));
  return true;
}

/**
 * Reauthenticates the user of a session with a passkey whose device verified its user. @returns whether it
 * was right
 */
export async function reauthenticateWithPasskey(
  deps: AuthenticationDependencies,
  actor: Actor,
  browser: SignedInBrowser,
  response: AuthenticationResponseJSON | undefined,
): Promise<boolean> {
  const { username, sessionId } = browser.session;
  const assertion = response && (await verifyPasskey(deps, actor, [sessionId], response));
  const isOwn = assertion?.isUserVerified && assertion.passkey.username === username;
  const isDone =
    isOwn &&
    (await inTransaction(deps.db, async (trx) => {
      if (!(await storeUse(trx, assertion, actor.now))) return false;
      await renew(deps, trx, actor, browser);
      await recordEvent(trx, actor, 'factor.succeeded', { username, factor: 'passkey' });
      return true;
    }));
  if (isDone) return true;
  await recordFactorFailure(deps, actor, { username, factor: 'passkey', reason: 'wrong' });
  return false;
}

async function renew(
  { sessions }: AuthenticationDependencies,
  trx: Transaction<Database>,
  { now }: Actor,
  { cookies, session }: SignedInBrowser,
): Promise<void> {
  await updateReauthentication(trx, session.sessionId, now);
  await sessions.rotate(trx, cookies, session);
}
