import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { type AuthorizationCode, useAuthorizationCode } from './code-queries.ts';
import { revokeGrant } from './revocation.ts';

/** A sign that a code or refresh token is in the wrong hands. */
export interface Misuse {
  readonly grantId: string;
  readonly username: string | undefined;
  /** The client that it was issued to. */
  readonly organization: string;
  readonly token: 'code' | 'refreshToken';
  readonly how: 'again' | 'otherClient';
}

/**
 * Ends a grant whose code or refresh token is in the wrong hands (RFC 9700, sections 2.1.1 and 4.14.2). The audit log
 * records it once, however often it is tried.
 */
export async function revokeMisusedGrant(
  trx: Transaction<Database>,
  actor: Actor,
  { grantId, username, organization, token, how }: Misuse,
): Promise<void> {
  if (!(await revokeGrant(trx, grantId)) || username === undefined) return;
  await recordEvent(trx, actor, 'token.misused', { username, organization, token, how });
}

/** Same as `revokeMisusedGrant`, in a new transaction. */
export function reportMisuse(db: Kysely<Database>, actor: Actor, misuse: Misuse): Promise<void> {
  return inTransaction(db, (trx) => revokeMisusedGrant(trx, actor, misuse));
}

/** Voids a code that another client tried to redeem, and records it in the audit log. */
export function voidStolenCode(db: Kysely<Database>, actor: Actor, code: AuthorizationCode): Promise<void> {
  const { username, clientId: organization } = code;
  const fields = { username, organization, token: 'code', how: 'otherClient' } as const;
  return inTransaction(db, async (trx) => {
    if (await useAuthorizationCode(trx, code.codeHash, actor.now))
      await recordEvent(trx, actor, 'token.misused', fields);
  });
}
