import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { BadRequest, Conflict, Forbidden, NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { countUserLookup } from '../../users/search/lookup.ts';
import { findUserByText } from '../../users/search/queries.ts';
import { isContact, type SearchText, unusedUsername } from '../../users/search/search-text.ts';
import { lockOrganization } from '../queries.ts';
import {
  deleteGrant,
  deleteGrants,
  findGrantTags,
  findSharerOfContact,
  type Grant,
  insertGrant,
} from './queries.ts';

export interface GrantDependencies {
  readonly db: Kysely<Database>;
}

/** The maximum number of tags that an organization may put on one user. */
const maximumGrants = 50;

/** @throws BadRequest `invalid_grant` */
export function readTag(text: string): string {
  if (/^[a-zA-Z0-9\-_.]{2,100}$/.test(text)) return text;
  throw new BadRequest('invalid_grant', {
    description: 'A grant has 2 to 100 characters: a-z, A-Z, digits, "-", "_" and ".".',
  });
}

/** A user of an organization, named by a text. */
export interface NamedUser {
  readonly globalid: string;
  readonly user: SearchText;
}

/**
 * Puts a tag on a user. A tag that the user already has keeps its position.
 * @returns all tags of the user
 * @throws TooManyRequests, NotFound `organization_not_found` or `user_not_found`, Forbidden
 * `user_has_no_authorization`, or Conflict `max_amount_of_grants_reached`
 */
export async function addGrant(
  { db }: GrantDependencies,
  actor: Actor,
  { tag, ...named }: NamedUser & { readonly tag: string },
): Promise<readonly string[]> {
  await countUserLookup(db, actor, named.user);
  return inTransaction(db, async (trx) => {
    const holder = await lockHolder(trx, named);
    const { tags } = holder;
    if (tags.length >= maximumGrants && !tags.includes(tag))
      throw new Conflict('max_amount_of_grants_reached');
    await putTag(trx, actor, { ...holder, tag });
    return tagsOf(trx, holder);
  });
}

/**
 * Replaces a tag of a user by another one.
 * @returns all tags of the user
 * @throws NotFound `organization_not_found`, `user_not_found` or `grant_not_found`, or Forbidden
 * `user_has_no_authorization`
 */
export async function replaceGrant(
  { db }: GrantDependencies,
  actor: Actor,
  { tag, replaced, ...named }: NamedUser & { readonly tag: string; readonly replaced: string },
): Promise<readonly string[]> {
  await countUserLookup(db, actor, named.user);
  return inTransaction(db, async (trx) => {
    const holder = await lockHolder(trx, named);
    if (!(await dropTag(trx, actor, { ...holder, tag: replaced }))) throw new NotFound('grant_not_found');
    await putTag(trx, actor, { ...holder, tag });
    return tagsOf(trx, holder);
  });
}

/**
 * Removes a tag from a user, if both exist.
 * @throws Forbidden `user_has_no_authorization`
 */
export async function removeGrant(
  { db }: GrantDependencies,
  actor: Actor,
  { tag, ...named }: NamedUser & { readonly tag: string },
): Promise<void> {
  await countUserLookup(db, actor, named.user);
  await inTransaction(db, async (trx) => {
    const holder = await findHolder(trx, named);
    if (holder) await dropTag(trx, actor, { ...holder, tag });
  });
}

/**
 * Removes all tags from a user, if the user exists.
 * @throws Forbidden `user_has_no_authorization`
 */
export async function removeAllGrants(
  { db }: GrantDependencies,
  actor: Actor,
  named: NamedUser,
): Promise<void> {
  await countUserLookup(db, actor, named.user);
  await inTransaction(db, async (trx) => {
    const holder = await findHolder(trx, named);
    if (!holder || !(await deleteGrants(trx, holder))) return;
    const { globalid, username } = holder;
    await recordEvent(trx, actor, 'organization.all_grants_removed', { globalid, username });
  });
}

/**
 * The tags of a user.
 * @throws Forbidden `user_has_no_authorization`, also when there is no such user
 */
export async function listGrantsOfUser(
  { db }: GrantDependencies,
  actor: Actor,
  { globalid, user: text }: NamedUser,
): Promise<readonly string[]> {
  await countUserLookup(db, actor, text);
  return tagsOf(db, { globalid, username: (await findUsername(db, globalid, text)) ?? unusedUsername });
}

type Holder = Omit<Grant, 'tag'>;

async function lockHolder(
  trx: Transaction<Database>,
  named: NamedUser,
): Promise<Holder & { readonly tags: readonly string[] }> {
  await lockOrganization(trx, named.globalid);
  const holder = await findHolder(trx, named);
  if (!holder) throw new NotFound('user_not_found');
  return holder;
}

/**
 * Finds the user whom a text names, if the user shares something with the organization.
 * @returns undefined for an unknown username (usernames are public)
 * @throws Forbidden `user_has_no_authorization`; for an email address or phone number, whether it is known or not
 */
async function findHolder(
  trx: Transaction<Database>,
  { globalid, user: text }: NamedUser,
): Promise<(Holder & { readonly tags: readonly string[] }) | undefined> {
  const username = await findUsername(trx, globalid, text);
  if (username === undefined && !isContact(text)) return undefined;
  const holder = { globalid, username: username ?? unusedUsername };
  return { ...holder, tags: await tagsOf(trx, holder) };
}

/**
 * An email address or phone number names only a user who shares it with the organization, so the organization learns
 * nothing new about other users.
 */
async function findUsername(
  db: Kysely<Database>,
  globalid: string,
  text: SearchText,
): Promise<string | undefined> {
  if (isContact(text)) return findSharerOfContact(db, globalid, text);
  return (await findUserByText(db, text))?.username;
}

/** @throws Forbidden `user_has_no_authorization` */
async function tagsOf(db: Kysely<Database>, { username, globalid }: Holder): Promise<readonly string[]> {
  const tags = await findGrantTags(db, username, globalid);
  if (tags) return tags;
  throw new Forbidden('user_has_no_authorization');
}

async function putTag(trx: Transaction<Database>, actor: Actor, grant: Grant): Promise<void> {
  if (!(await insertGrant(trx, grant, actor.now))) return;
  await recordEvent(trx, actor, 'organization.grant_added', eventOf(grant));
}

/** @returns whether the user had the tag */
async function dropTag(trx: Transaction<Database>, actor: Actor, grant: Grant): Promise<boolean> {
  if (!(await deleteGrant(trx, grant))) return false;
  await recordEvent(trx, actor, 'organization.grant_removed', eventOf(grant));
  return true;
}

function eventOf({ globalid, username, tag: grant }: Grant) {
  return { globalid, username, grant };
}
