import type { Kysely, Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';

/** A user, and a client that knows the user by identifiers. */
export interface IdentifiedUser {
  readonly username: string;
  /** The authorized party: a globalid, an application id, or this site. */
  readonly azp: string;
}

/** The user an identifier stands for, and the client it was made for. */
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

/** The identifiers of a user that were made for a client, oldest first. */
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

/** An identifier that an organization has of a user. */
export interface OrganizationIdentifier {
  readonly identifier: string;
  readonly username: string;
  readonly createdAt: Date;
}

/**
 * The identifiers that were made for an organization, newest first.
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
  /** `azp` once more when it is an organization; with the organization its identifiers go. */
  readonly globalid: string | undefined;
}

/** Adds an identifier at the end. */
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
