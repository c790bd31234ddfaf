import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, Unprocessable } from '../../base/errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { generateTotpSecret, verifyTotp } from '../../crypto/totp.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts, forgetAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import type { EndingDependencies } from '../../sessions/ending.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { notifyFactorChange } from '../../users/notices/security-changes.ts';
import { clearUserExpiry, lockUser } from '../../users/queries.ts';
import { signOutElsewhere } from '../sessions/acts.ts';
import {
  deleteTotpOffer,
  deleteTotpSecret,
  findSecondFactors,
  findTotpOffer,
  findTotpSecret,
  type TotpOffer,
  upsertTotpOffer,
  upsertTotpSecret,
} from './queries.ts';
import { sealTotpSecret } from './secret.ts';

export interface AuthenticatorDependencies extends NoticeDependencies {
  readonly messages: NoticeDependencies['messages'] & EndingDependencies['messages'];
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
}

/** What the authenticator page shows. */
export interface AuthenticatorState {
  /** When it was set up; undefined without an authenticator. */
  readonly enabledAt: Date | undefined;
  /**
   * The offered secret in base32, until a code confirms it. The secret of an authenticator in use is never
   * read back.
   */
  readonly offered: string | undefined;
}

export async function findAuthenticator(
  { db, sealing }: AuthenticatorDependencies,
  username: string,
  now: Date,
): Promise<AuthenticatorState> {
  const stored = await findTotpSecret(db, username);
  const offer = await findTotpOffer(db, username, now);
  return { enabledAt: stored?.enabledAt, offered: offer && openOffer(sealing, offer) };
}

const offerSeconds = 1800;

/** Offers a secret for setting up an authenticator. An offer that is still valid stays. */
export async function offerAuthenticator(
  { db, sealing }: AuthenticatorDependencies,
  { now }: Actor,
  username: string,
): Promise<void> {
  const sealedSecret = sealing.seal(generateTotpSecret(), offerContext(username));
  const expiresAt = new Date(now.getTime() + offerSeconds * 1000);
  await upsertTotpOffer(db, { username, sealedSecret, offeredAt: now, expiresAt });
}

/**
 * Sets up the authenticator whose secret was offered. A wrong code changes nothing.
 * @throws Conflict `totp_offer_expired`; Unprocessable `invalid_totp_code`; TooManyRequests
 */
export async function confirmAuthenticator(
  deps: AuthenticatorDependencies,
  actor: Actor,
  { username, code }: { readonly username: string; readonly code: string },
): Promise<void> {
  const offer = await findTotpOffer(deps.db, username, actor.now);
  if (!offer) throw new Conflict('totp_offer_expired');
  await countAttempts(deps.db, actor.now, [['wrongTotpSetups', username]]);
  const secret = openOffer(deps.sealing, offer);
  await storeConfirmed(deps, actor, { username, secret, code, offer });
}

/**
 * Sets up an authenticator with a secret chosen by the caller: operation SetupTOTP. Any secret that is strong
 * enough is accepted.
 * @throws Unprocessable `invalid_totp_code`; TooManyRequests
 */
export async function setUpAuthenticator(
  deps: AuthenticatorDependencies,
  actor: Actor,
  input: { readonly username: string; readonly secret: string; readonly code: string },
): Promise<void> {
  await countAttempts(deps.db, actor.now, [['wrongTotpSetups', input.username]]);
  await storeConfirmed(deps, actor, input);
}

interface ConfirmedSecret {
  readonly username: string;
  readonly secret: string;
  readonly code: string;
  /** Deleted when the secret is stored. */
  readonly offer?: TotpOffer;
}

async function storeConfirmed(
  deps: AuthenticatorDependencies,
  actor: Actor,
  { username, secret, code, offer }: ConfirmedSecret,
): Promise<void> {
  const lastAcceptedStep = verifyTotp(secret, code, { now: actor.now });
  if (lastAcceptedStep === undefined) throw new Unprocessable('invalid_totp_code');
  const verified = { username, secret, lastAcceptedStep, offer };
  await inTransaction(deps.db, (trx) => storeAuthenticator(trx, deps, actor, verified));
}

/** A secret for which the user entered a valid code. */
export interface VerifiedSecret {
  readonly username: string;
  readonly secret: string;
  readonly lastAcceptedStep: number;
  /** Deleted when the secret is stored. */
  readonly offer?: TotpOffer | undefined;
}

/** @returns false when the offer has since been used or replaced */
export async function storeAuthenticator(
  trx: Transaction<Database>,
  deps: AuthenticatorDependencies,
  actor: Actor,
  { username, secret, lastAcceptedStep, offer }: VerifiedSecret,
): Promise<boolean> {
  const { now } = actor;
  const sealedSecret = sealTotpSecret(deps.sealing, username, secret);
  if (offer && !(await deleteTotpOffer(trx, username, offer.sealedSecret))) return false;
  await forgetAttempts(trx, [['wrongTotpSetups', username]]);
  await upsertTotpSecret(trx, { username, sealedSecret, lastAcceptedStep, enabledAt: now });
  await clearUserExpiry(trx, username);
  await recordEvent(trx, actor, 'totp.set', { username });
  await notifyFactorChange(deps, trx, username, 'appSet', now);
  return true;
}

/**
 * Checks a code against the offered secret, without storing the secret.
 * @returns the secret; undefined for a wrong code, and when nothing is offered
 * @throws TooManyRequests
 */
export async function verifyOffered(
  { db, sealing }: AuthenticatorDependencies,
  { now }: Actor,
  { username, code }: { readonly username: string; readonly code: string },
): Promise<VerifiedSecret | undefined> {
  const offer = await findTotpOffer(db, username, now);
  if (!offer) return undefined;
  await countAttempts(db, now, [['wrongTotpSetups', username]]);
  const secret = openOffer(sealing, offer);
  const lastAcceptedStep = verifyTotp(secret, code, { now });
  return lastAcceptedStep === undefined ? undefined : { username, secret, lastAcceptedStep, offer };
}

/**
 * Removes the authenticator, if there is one, and signs the user out everywhere except in the actor's
 * session, since another browser may have signed in with it.
 * @throws Conflict `last_2fa_method` when the user has no validated phone number
 */
export async function removeAuthenticator(
  deps: AuthenticatorDependencies,
  actor: Actor,
  username: string,
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    const factors = await findSecondFactors(trx, username);
    if (!factors?.hasApp) return;
    if (factors.numbers.length === 0) throw new Conflict('last_2fa_method');
    await deleteTotpSecret(trx, username);
    await recordEvent(trx, actor, 'totp.removed', { username });
    await signOutElsewhere(trx, deps, actor, username);
    await notifyFactorChange(deps, trx, username, 'appRemoved', actor.now);
  });
}

function openOffer(sealing: Sealing, { sealedSecret, username }: TotpOffer): string {
  return sealing.open(sealedSecret, offerContext(username));
}

function offerContext(username: string): string {
  return `user_totp_offer:${username}`;
}
