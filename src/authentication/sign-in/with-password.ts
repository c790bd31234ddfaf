import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { NewSession } from '../../sessions/sessions.ts';
import { maskNetwork } from '../../web/client-address.ts';
import type { Cookies } from '../../web/cookies.ts';
import { isSecondFactorRemembered } from '../devices/acts.ts';
import { verifyPassword } from '../passwords/check.ts';
import { type PendingLogin, recordSignIn } from './complete.ts';
import type { AuthenticationDependencies } from './dependencies.ts';
import { isAccountOpen } from './queries.ts';

export interface PasswordLogin {
  readonly login: string;
  readonly password: string;
  readonly cookies: Cookies;
  /** The client that the sign-in is for. */
  readonly clientId: string | undefined;
  /** The query to continue with afterwards. */
  readonly returnQuery: string;
  readonly isKeptSignedIn: boolean;
  /** Whether the client already has everything it asks for, so that a remembered second factor is enough. */
  isConsentSilent(username: string, clientId: string): Promise<boolean>;
}

/**
 * - `closed`: the password is right, but the account is about to be erased
 * - `locked`: the password is right, but an operator locked the account
 * - `protected`: signed in without the second factor, which is remembered for the client
 * - `pending`: the second factor comes next
 */
export type PasswordOutcome =
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'closed'; readonly username: string; readonly eraseAt: Date }
  | { readonly outcome: 'locked'; readonly username: string }
  | { readonly outcome: 'protected'; readonly username: string }
  | { readonly outcome: 'pending'; readonly pending: PendingLogin };

/**
 * The first step of signing in.
 * @throws TooManyRequests; Unavailable when too many hashes are waiting
 */
export async function signInWithPassword(
  deps: AuthenticationDependencies,
  actor: Actor,
  login: PasswordLogin,
): Promise<PasswordOutcome> {
  deps.passwords.checkRoom();
  const account = await verifyPassword(deps, actor, login);
  if (!account) return { outcome: 'refused' };
  const { username, eraseAt } = account;
  if (account.isClosed) return closedOutcome(username, eraseAt);
  if (login.clientId === undefined || !(await isWaived(deps, actor, login, username, login.clientId)))
    return { outcome: 'pending', pending: await startPending(deps, actor, login, username) };
  const isStarted = await startProtected(deps, actor, login.cookies, { username, clientId: login.clientId });
  return isStarted ? { outcome: 'protected', username } : { outcome: 'refused' };
}

function closedOutcome(username: string, eraseAt: Date | null): PasswordOutcome {
  return eraseAt ? { outcome: 'closed', username, eraseAt } : { outcome: 'locked', username };
}

async function isWaived(
  { db }: AuthenticationDependencies,
  { now }: Actor,
  { cookies, isConsentSilent }: PasswordLogin,
  username: string,
  clientId: string,
): Promise<boolean> {
  if (!(await isSecondFactorRemembered(db, cookies, { username, clientId }, now))) return false;
  return isConsentSilent(username, clientId);
}

/** @returns false when the account has just been closed */
async function startProtected(
  { db, sessions }: AuthenticationDependencies,
  actor: Actor,
  cookies: Cookies,
  { username, clientId }: { readonly username: string; readonly clientId: string },
): Promise<boolean> {
  const session = { purpose: 'protected', username, clientId, ...firstFactor(actor) } as const;
  return inTransaction(db, async (trx) => {
    if (!(await isAccountOpen(trx, username))) return false;
    await sessions.end(trx, cookies, ['pending_login']);
    await recordSignIn(trx, actor, await sessions.start(trx, cookies, session, actor.now));
    return true;
  });
}

async function startPending(
  { db, sessions }: AuthenticationDependencies,
  actor: Actor,
  { cookies, clientId, returnQuery, isKeptSignedIn }: PasswordLogin,
  username: string,
): Promise<PendingLogin> {
  const owner = { purpose: 'pending_login', username, clientId } as const;
  const pending = { ...owner, returnQuery, isKeptSignedIn, ...firstFactor(actor) };
  const session = await inTransaction(db, (trx) => sessions.start(trx, cookies, pending, actor.now));
  return { ...session, username };
}

function firstFactor({ now, userAgent, network }: Actor): Partial<NewSession> {
  return { amr: ['pwd'], authenticatedAt: now, userAgent, maskedIp: maskNetwork(network) };
}
