import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkNewLabel } from '../../names/labels.ts';
import type { Database } from '../../schema.ts';
import { insertKeystoreKey, type KeystoreKey } from './queries.ts';

/**
 * Stores a key that an organization keeps about a user. It can never be changed or removed.
 * @throws BadRequest for an invalid label, Conflict `duplicate_label`, or Unauthenticated `invalid_token`
 * when the user is gone
 */
export async function storeKeystoreKey(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  content: Omit<KeystoreKey, 'createdAt'>,
): Promise<KeystoreKey> {
  checkNewLabel(content.label);
  const key = { ...content, createdAt: actor.now };
  const { username, globalid: organization, label } = key;
  return inTransaction(db, async (trx) => {
    await insertKeystoreKey(trx, key);
    await recordEvent(trx, actor, 'keystore.key_stored', { username, organization, label });
    return key;
  });
}
