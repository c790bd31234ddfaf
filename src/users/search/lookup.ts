import type { Kysely } from 'kysely';
import { type Actor, actorName } from '../../base/actor.ts';
import { countAttempts } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { isContact, type SearchText } from './search-text.ts';

/**
 * Counts a look-up of a user for the caller and the caller's network, whatever comes of it. Usernames are public, so
 * looking for one is free; email addresses and phone numbers are not. Call it outside of the transaction of an act: a
 * refused act counts too.
 * @throws TooManyRequests
 */
export async function countUserLookup(db: Kysely<Database>, actor: Actor, text: SearchText): Promise<void> {
  if (isContact(text)) await countLookup(db, actor);
}

/** Counts whatever the text is. @throws TooManyRequests */
export async function countLookup(db: Kysely<Database>, actor: Actor): Promise<void> {
  await countAttempts(db, actor.now, [
    ['userLookupsOfCaller', actorName(actor)],
    ['userLookupsFromNetwork', actor.network],
  ]);
}
