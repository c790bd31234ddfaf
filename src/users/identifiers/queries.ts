import type { Kysely, Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';

/** A user, and a client that has identifiers for the user. */
export interface IdentifiedUser {
  readonly username: string;
  /** The authorized party: a globalid, an application id, or this site. */
  readonly azp: string;
}

/** Finds the user of an identifier, and the client it was created for. */
export function findIdentifier(
  db: Kysely<Database>,
  identifier: string,
): Promise<IdentifiedUser | undefined> {
  return db
    .selectFrom('user_identifiers')
    .select(['username', 'azp'])
    .where('identifier', '=', identifier)
    .executeTakeFirst();
}

/** The identifiers of a user for a client, oldest first. */
export async function listIdentifiers(
  db: Kysely<Database>,
  username: string,
  azp: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('user_identifiers')
    .select('identifier')
    .where('username', '=', username)
    .where('azp', '=', azp)
    .orderBy('position')
    .orderBy('identifier')
    .execute();
  return rows.map((row) => row.identifier);
}

/** An organization's identifier for a user. */
export interface OrganizationIdentifier {
  readonly identifier: string;
  readonly username: string;
  readonly createdAt: Date;
}

/**
 * The identifiers that were created for an organization, newest first.
 * @param identifier only this one
 */
export function listIdentifiersOfOrganization(
  db: Kysely<Database>,
  globalid: string,
  {
    identifier,
    offset,
    limit,
  }: { readonly identifier?: string; readonly offset: number; readonly limit: number },
): Promise<OrganizationIdentifier[]> {
  return db
    .selectFrom('user_identifiers')
    .select(['identifier', 'username', 'created_at as createdAt'])
    .where('globalid', '=', globalid)
    .$if(identifier !== undefined, (query) => query.where('identifier', '=', identifier ?? ''))
    .orderBy('created_at', 'desc')
    .orderBy('identifier')
    .offset(offset)
    .limit(limit)
    .execute();
}

export interface NewIdentifier extends IdentifiedUser {
  readonly identifier: string;
  /** The same as `azp` if that is an organization, whose deletion then deletes the identifiers. */
  readonly globalid: string | undefined;
}

/** Adds an identifier to the end of the list. */
export async function insertIdentifier(
  trx: Transaction<Database>,
  { username, azp, identifier, globalid }: NewIdentifier,
  createdAt: Date,
): Promise<void> {
  const position = nextPosition('user_identifiers', { username, azp });
  await trx
    .insertInto('user_identifiers')
    .values({ username, azp, identifier, globalid: globalid ?? null, position, created_at: createdAt })
    .execute();
}
