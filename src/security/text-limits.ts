import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { countAttempt } from './rate-limits.ts';

/** Against flooding a phone, whoever asks and whatever for, and against guessing codes by asking for new ones. */
const textsToNumber = { name: 'texts to', attempts: 5, seconds: 600 };
const textsToNumberDaily = { name: 'texts in a day to', attempts: 20, seconds: 86_400 };
/** Against using an account to write to many. */
const textsOfUser = { name: 'texts of', attempts: 10, seconds: 3600 };
const requestsFrom = { name: 'requests for texts from', attempts: 50, seconds: 600 };

/**
 * Counts a text message that is about to be sent.
 * @param username whose account causes it
 * @throws TooManyRequests
 */
export async function countText(db: Kysely<Database>, number: string, username: string): Promise<void> {
  await countAttempt(db, textsToNumber, number);
  await countAttempt(db, textsToNumberDaily, number);
  await countAttempt(db, textsOfUser, username);
}

/**
 * Counts a request for a text message, whether one is sent or not.
 * @param network as `networkOf` names it
 * @throws TooManyRequests
 */
export function countTextRequest(db: Kysely<Database>, network: string): Promise<void> {
  return countAttempt(db, requestsFrom, network);
}
