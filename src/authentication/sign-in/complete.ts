import type { Transaction } from 'kysely';
import type { Factor } from '../../audit/events.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { deletePendingLogin } from '../../sessions/queries.ts';
import { actorIn, type Session, type UserSession } from '../../sessions/session.ts';
import { maskNetwork } from '../../web/client-address.ts';
import type { Cookies } from '../../web/cookies.ts';
import { trustDevice } from '../devices/acts.ts';
import { endFactorReset } from '../lost-factors/acts.ts';
import type { AuthenticationDependencies } from './dependencies.ts';
import { type Method, methodOf } from './methods.ts';
import { notifyNewSignIn } from './notices.ts';
import { isAccountOpen } from './queries.ts';

/** The session of a user who entered the right password and still has to use a second factor. */
export type PendingLogin = UserSession;

/** A second factor that has been checked but not yet spent. */
export interface VerifiedFactor {
  /** Authentication method references (RFC 8176). */
  readonly amr: readonly string[];
  readonly factor: Factor;
  /** The phone number that the SMS was sent to. */
  readonly phoneNumber?: string;
  /** Spends the code. @returns false when another request was faster, or the code is no longer valid */
  spend(trx: Transaction<Database>): Promise<boolean>;
}

/** The browser in which a user signs in. Its cookies change. */
export interface PendingBrowser {
  readonly cookies: Cookies;
  readonly pending: PendingLogin;
}

/**
 * Signs in a user who has entered the password and used a second factor. The pending sign-in is replaced by a
 * session with its own cookie. A pending sign-in becomes at most one session.
 * @returns false when the factor, the pending sign-in or the account is gone
 */
export async function completeSignIn(
  deps: AuthenticationDependencies,
  actor: Actor,
  { cookies, pending }: PendingBrowser,
  verified: VerifiedFactor,
): Promise<boolean> {
  try {
    await inTransaction(deps.db, (trx) => signIn(deps, trx, actor, { cookies, pending }, verified));
  } catch (error) {
    if (error instanceof NotVerified) return false;
    throw error;
  }
  cookies.remove('pending_login');
  return true;
}

async function signIn(
  deps: AuthenticationDependencies,
  trx: Transaction<Database>,
  actor: Actor,
  { cookies, pending }: PendingBrowser,
  verified: VerifiedFactor,
): Promise<void> {
  const { username, clientId } = pending;
  const isVerified =
    (await verified.spend(trx)) &&
    (await deletePendingLogin(trx, pending.sessionId)) &&
    (await isAccountOpen(trx, username));
  if (!isVerified) throw new NotVerified();
  const amr = [...pending.amr, ...verified.amr];
  const method = await methodOf(trx, username, verified);
  const session = await startInteractive(deps, trx, actor, cookies, { ...pending, amr, method });
  await recordSignIn(trx, actor, { ...session, clientId }, verified.factor);
}

export async function recordSignIn(
  trx: Transaction<Database>,
  actor: Actor,
  session: Pick<Session, 'sessionId' | 'username' | 'clientId'>,
  factor?: Factor,
): Promise<void> {
  const [own, username] = [actorIn(actor, session), session.username ?? ''];
  if (factor) await recordEvent(trx, own, 'factor.succeeded', { username, factor });
  await recordEvent(trx, own, 'signin.succeeded', { username });
}

/** Thrown to roll the transaction back. */
class NotVerified extends Error {}

/** What a full session is started from. */
export type VerifiedLogin = Pick<
  PendingLogin,
  'username' | 'clientId' | 'amr' | 'isKeptSignedIn' | 'authenticatedAt'
> & { readonly method: Method | undefined };

/** Starts the session of a fully authenticated user, and remembers the second factor for the browser. */
export async function startInteractive(
  deps: AuthenticationDependencies,
  trx: Transaction<Database>,
  actor: Actor,
  cookies: Cookies,
  login: VerifiedLogin,
): Promise<Session> {
  const { now, userAgent, network } = actor;
  const { username } = login;
  const { isUnknown } = await trustDevice(trx, actor, cookies, login);
  await endFactorReset(trx, actor, username);
  if (isUnknown) await notifyNewSignIn(deps, trx, actor, username);
  const session = {
    purpose: 'interactive',
    username,
    isKeptSignedIn: login.isKeptSignedIn,
    amr: login.amr,
    authenticatedAt: login.authenticatedAt ?? now,
    userAgent,
    maskedIp: maskNetwork(network),
  } as const;
  return deps.sessions.start(trx, cookies, session, now);
}
