import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Transaction } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import type { Cookies } from '../../web/cookies.ts';
import { reportCopiedPasskey } from '../passkeys/acts.ts';
import {
  authenticationOptions,
  type ChallengeRequester,
  checkAuthentication,
  type PasskeyAssertion,
} from '../passkeys/ceremonies.ts';
import { updatePasskeyUse } from '../passkeys/queries.ts';
import { completeSignIn, type PendingLogin, recordSignIn, startInteractive } from './complete.ts';
import type { AuthenticationDependencies } from './dependencies.ts';
import { isAccountOpen } from './queries.ts';

/** Options for using a passkey: one of the requester's, or any without a requester. @throws TooManyRequests */
export async function challengePasskey(
  deps: AuthenticationDependencies,
  { now, network }: Actor,
  requester: ChallengeRequester | undefined,
) {
  await countAttempts(deps.db, now, [['passkeysFromNetwork', network]]);
  return authenticationOptions(deps, requester, now);
}

export interface PasskeyLogin {
  readonly cookies: Cookies;
  readonly response: AuthenticationResponseJSON;
  /** The sign-in that waits for a second factor, if there is one. */
  readonly pending: PendingLogin | undefined;
  readonly clientId: string | undefined;
}

/**
 * `completed`: the pending sign-in was completed. `signedIn`: the passkey was the only step. `closed`: the
 * passkey is right, but the account is locked or about to be erased.
 */
export type PasskeyOutcome = 'completed' | 'signedIn' | 'closed' | 'refused';

/** Signs in with a passkey: as the second factor of a pending sign-in, or else as the only step. */
export async function signInWithPasskey(
  deps: AuthenticationDependencies,
  actor: Actor,
  { cookies, response, pending, clientId }: PasskeyLogin,
): Promise<PasskeyOutcome> {
  await countAttempts(deps.db, actor.now, [['passkeyAnswersFromNetwork', actor.network]]);
  const assertion = await verifyPasskey(deps, actor, [null, pending?.sessionId], response);
  if (!assertion) return 'refused';
  if (pending && assertion.passkey.username === pending.username) {
    const spend = (trx: Transaction<Database>) => storeUse(trx, assertion, actor.now);
    const verified = { amr: ['hwk'], factor: 'passkey', spend } as const;
    return (await completeSignIn(deps, actor, { cookies, pending }, verified)) ? 'completed' : 'refused';
  }
  // Web Authentication Level 2, section 7.2, step 6: without a username before, the user handle identifies
  // the user.
  if (!assertion.isUserVerified || !response.response.userHandle) return 'refused';
  return signInByPasskeyAlone(deps, actor, cookies, assertion, clientId);
}

/** @returns the assertion when it is right; the owner of a copied passkey is notified */
export async function verifyPasskey(
  deps: AuthenticationDependencies,
  actor: Actor,
  sessionIds: readonly (string | null | undefined)[],
  response: AuthenticationResponseJSON,
): Promise<PasskeyAssertion | undefined> {
  const check = await checkAuthentication(deps, sessionIds, response, actor.now);
  if (check.outcome === 'copied') await reportCopiedPasskey(deps, actor, check.passkey);
  return check.outcome === 'right' ? check.assertion : undefined;
}

/** @returns false when the passkey has since been removed */
export function storeUse(
  trx: Transaction<Database>,
  { passkey: { credentialId }, signCount, isBackedUp }: PasskeyAssertion,
  now: Date,
): Promise<boolean> {
  return updatePasskeyUse(trx, { credentialId, signCount, isBackedUp, usedAt: now });
}

/** A passkey whose device verified its user counts as both factors. */
async function signInByPasskeyAlone(
  deps: AuthenticationDependencies,
  actor: Actor,
  cookies: Cookies,
  assertion: PasskeyAssertion,
  clientId: string | undefined,
): Promise<PasskeyOutcome> {
  const { username } = assertion.passkey;
  const client = { username, clientId: clientId ?? null };
  const login = { ...client, amr: ['hwk', 'user'], isKeptSignedIn: false, method: 'passkey' } as const;
  return inTransaction(deps.db, async (trx) => {
    if (!(await isAccountOpen(trx, username))) return 'closed';
    if (!(await storeUse(trx, assertion, actor.now))) return 'refused';
    const verified = { ...login, authenticatedAt: actor.now };
    const session = await startInteractive(deps, trx, actor, cookies, verified);
    await recordSignIn(trx, actor, { ...session, ...client }, 'passkey');
    await deps.sessions.end(trx, cookies, ['pending_login']);
    return 'signedIn';
  });
}
