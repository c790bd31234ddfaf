import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { lockUser } from '../queries.ts';
import { newIdentifier } from './identifier.ts';
import { insertIdentifier, listIdentifiers, type NewIdentifier } from './queries.ts';

/** The maximum for one user and one client. */
const maximumIdentifiers = 25;

/**
 * Creates another opaque identifier of a user for a client.
 * @throws Conflict `max_amount_of_identifiers_reached`, or NotFound `user_not_found`
 */
export async function addIdentifier(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  { username, azp, globalid }: Omit<NewIdentifier, 'identifier'>,
): Promise<string> {
  const identifier = newIdentifier();
  await inTransaction(db, async (trx) => {
    await lockUser(trx, username);
    const { length } = await listIdentifiers(trx, username, azp);
    if (length >= maximumIdentifiers) throw new Conflict('max_amount_of_identifiers_reached');
    await insertIdentifier(trx, { username, azp, globalid, identifier }, actor.now);
    await recordEvent(trx, actor, 'identifier.made', { username, client: azp });
  });
  return identifier;
}
