import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { deleteDescription, insertOrUpdateDescription } from './queries.ts';

export interface DescriptionDependencies {
  readonly db: Kysely<Database>;
}

/** A description in one language. `language` must be the result of `normalLanguage`. */
export interface Description {
  readonly globalid: string;
  readonly language: string;
  readonly text: string;
}

/**
 * Stores the description in one language, replacing an existing one.
 * @throws NotFound `organization_not_found`
 */
export function setDescription(
  { db }: DescriptionDependencies,
  actor: Actor,
  { globalid, language, text }: Description,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await insertOrUpdateDescription(trx, globalid, language, text, actor.now);
    await recordEvent(trx, actor, 'organization.description_changed', { globalid, language });
  });
}

/** Removes the description in one language, if there is one. */
export function removeDescription(
  { db }: DescriptionDependencies,
  actor: Actor,
  { globalid, language }: Omit<Description, 'text'>,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteDescription(trx, globalid, language))) return;
    await recordEvent(trx, actor, 'organization.description_removed', { globalid, language });
  });
}
