import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, NotFound, Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { tryAttempt } from '../../rate-limits/attempts.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { notifyFactorChange } from '../../users/notices/security-changes.ts';
import { lockUser } from '../../users/queries.ts';
import { findMethods } from '../sign-in/methods.ts';
import { type ChallengeRequester, checkRegistration, type PasskeyDependencies } from './ceremonies.ts';
import { deletePasskey, insertPasskey, listPasskeys, type Passkey, updatePasskeyLabel } from './queries.ts';

export type PasskeyActDependencies = PasskeyDependencies & NoticeDependencies;

export interface NewPasskey {
  /** The session for which the challenge was created. */
  readonly requester: ChallengeRequester;
  /** The browser's response; undefined when it is malformed. */
  readonly response: RegistrationResponseJSON | undefined;
  readonly label: string;
}

/**
 * Adds a passkey that signed a challenge of this session.
 * @throws Unprocessable `invalid_passkey`; Conflict `duplicate_passkey`
 */
export async function addPasskey(
  deps: PasskeyActDependencies,
  actor: Actor,
  { requester, response, label }: NewPasskey,
): Promise<void> {
  const { username } = requester;
  const passkey = response && (await checkRegistration(deps, requester, { response, label }, actor.now));
  if (!passkey) throw new Unprocessable('invalid_passkey');
  await inTransaction(deps.db, async (trx) => {
    if (!(await insertPasskey(trx, passkey))) throw new Conflict('duplicate_passkey');
    await recordEvent(trx, actor, 'passkey.added', { username, label });
    await notifyFactorChange(deps, trx, username, 'passkeyAdded', actor.now);
  });
}

/**
 * Renames a passkey. Labels of passkeys need not be unique; they only help users to tell them apart.
 * @throws NotFound when the user has no such passkey
 */
export function renamePasskey(
  { db }: Pick<PasskeyActDependencies, 'db'>,
  actor: Actor,
  { username, credentialId, label }: Pick<Passkey, 'username' | 'credentialId' | 'label'>,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await updatePasskeyLabel(trx, username, credentialId, label))) throw new NotFound();
    await recordEvent(trx, actor, 'passkey.renamed', { username, label });
  });
}

/** Records that the counter of a passkey went backwards, and notifies its owner, at most once a day. */
export async function reportCopiedPasskey(
  deps: PasskeyActDependencies,
  actor: Actor,
  { username }: Passkey,
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    await recordEvent(trx, actor, 'factor.failed', { username, factor: 'passkey', reason: 'copied' });
    const [notice] = await tryAttempt(trx, actor.now, [['failureNotices', `copied passkey ${username}`]]);
    if (!notice?.refusedUntil) await notifyFactorChange(deps, trx, username, 'passkeyCopied', actor.now);
  });
}

/**
 * Removes a passkey, if the user has it.
 * @throws Conflict `last_2fa_method` when only recovery codes would be left
 */
export async function removePasskey(
  deps: PasskeyActDependencies,
  actor: Actor,
  { username, credentialId }: { readonly username: string; readonly credentialId: Buffer },
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    const { hasApp, numbers } = await findMethods(trx, username);
    const others = (await listPasskeys(trx, username)).filter(
      (each) => !credentialId.equals(each.credentialId),
    );
    if (!hasApp && numbers.length === 0 && others.length === 0) throw new Conflict('last_2fa_method');
    const label = await deletePasskey(trx, username, credentialId);
    if (label === undefined) return;
    await recordEvent(trx, actor, 'passkey.removed', { username, label });
    await notifyFactorChange(deps, trx, username, 'passkeyRemoved', actor.now);
  });
}
