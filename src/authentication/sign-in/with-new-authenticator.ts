import type { Actor } from '../../base/actor.ts';
import { lockUser } from '../../users/queries.ts';
import { storeAuthenticator, verifyOffered } from '../authenticator/acts.ts';
import { completeSignIn, type PendingBrowser } from './complete.ts';
import type { AuthenticationDependencies } from './dependencies.ts';
import { recordFactorFailure } from './failures.ts';
import { findMethods, hasNoMethod } from './methods.ts';

/**
 * Completes the sign-in of a user who has no second factor, by setting up the authenticator whose secret was
 * offered. An account that has a factor cannot get another this way; otherwise a stolen password would be
 * enough.
 * @returns whether the sign-in was completed
 * @throws TooManyRequests
 */
export async function signInWithNewAuthenticator(
  deps: AuthenticationDependencies,
  actor: Actor,
  browser: PendingBrowser,
  code: string,
): Promise<boolean> {
  const { username } = browser.pending;
  const own = { ...actor, name: username };
  const verified = await verifyOffered(deps, actor, { username, code });
  const isDone =
    verified !== undefined &&
    (await completeSignIn(deps, actor, browser, {
      amr: ['otp'],
      factor: 'totp',
      async spend(trx) {
        await lockUser(trx, username);
        if (!hasNoMethod(await findMethods(trx, username))) return false;
        return storeAuthenticator(trx, deps, own, verified);
      },
    }));
  if (!isDone) await recordFactorFailure(deps, actor, { username, factor: 'totp', reason: 'wrong' });
  return isDone;
}
