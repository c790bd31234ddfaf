import type { Kysely } from 'kysely';
import { type Actor, actorName } from '../../base/actor.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { isContact, type SearchText } from './search-text.ts';

/**
 * Counts a look-up of a user against the limits of the caller and the caller's network, whatever the result. Usernames
 * are public, so looking them up is free; email addresses and phone numbers are not. Call it outside the transaction of
 * an act, so that refused acts count too.
 * @throws TooManyRequests
 */
export async function countUserLookup(db: Kysely<Database>, actor: Actor, text: SearchText): Promise<void> {
  if (isContact(text)) await countLookup(db, actor);
}

/** Counts a look-up of any text. @throws TooManyRequests */
export async function countLookup(db: Kysely<Database>, actor: Actor): Promise<void> {
  await countAttempts(db, actor.now, [
    ['userLookupsOfCaller', actorName(actor)],
    ['userLookupsFromNetwork', actor.network],
  ]);
}
