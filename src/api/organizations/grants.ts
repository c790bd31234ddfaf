import type { Kysely, Transaction } from 'kysely';
import type { OrganizationGrantsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, Conflict, Forbidden, NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import {
  deleteGrant,
  deleteGrants,
  findGrantTags,
  insertGrant,
  listUsersWithGrant,
} from '../../organizations/grants/queries.ts';
import { lockOrganization } from '../../organizations/queries.ts';
import type { Database } from '../../schema.ts';
import { findUserByText } from '../../users/search/queries.ts';
import { readSearchText, type SearchText } from '../../users/search/search-text.ts';
import type { CallContext } from '../call-context.ts';

export interface OrganizationGrantsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

/** Of one organization on one user. */
const maximumGrants = 50;

export function createOrganizationGrantsService({
  db,
  clock,
}: OrganizationGrantsDependencies): OrganizationGrantsService<CallContext> {
  return {
    async createUserGrant({ path: { globalid }, body }, { caller }) {
      const tag = readTag(body.grant);
      const text = readSearchText(body.username, caller?.clientId);
      const tags = await inTransaction(db, (trx) => put(trx, { globalid, text, tag, now: clock.now() }));
      return { status: 201, body: tags };
    },

    async updateUserGrant({ path: { globalid }, body }, { caller }) {
      const tag = readTag(body.newgrant);
      const text = readSearchText(body.username, caller?.clientId);
      const change = { globalid, text, tag, replaced: body.oldgrant, now: clock.now() };
      return { status: 200, body: await inTransaction(db, (trx) => put(trx, change)) };
    },

    async listUsersWithGrant({ path }) {
      return { status: 200, body: await listUsersWithGrant(db, path.globalid, readTag(path.grant)) };
    },

    async getUserGrants({ path }) {
      const user = await findUserByText(db, readSearchText(path.username));
      const tags = user && (await findGrantTags(db, user.username, path.globalid));
      if (!tags) throw new Forbidden('user_has_no_authorization');
      return { status: 200, body: tags };
    },

    async deleteAllUserGrants({ path }) {
      const username = await findHolder(db, path.globalid, path.username);
      if (username !== undefined) await deleteGrants(db, path.globalid, username);
      return { status: 204 };
    },

    async deleteUserGrant({ path }) {
      const username = await findHolder(db, path.globalid, path.username);
      if (username !== undefined) await deleteGrant(db, path.globalid, username, path.grant);
      return { status: 204 };
    },
  };
}

/** @throws BadRequest `invalid_grant` */
function readTag(text: string): string {
  if (/^[a-zA-Z0-9\-_.]{2,100}$/.test(text)) return text;
  throw new BadRequest('invalid_grant', {
    description: 'A grant has 2 to 100 letters a-z and A-Z, digits, "-", "_" and ".".',
  });
}

interface GrantToPut {
  readonly globalid: string;
  readonly text: SearchText;
  readonly tag: string;
  /** The tag that goes. */
  readonly replaced?: string;
  readonly now: Date;
}

/**
 * @returns all tags of the user
 * @throws NotFound `user_not_found` or `grant_not_found`, Forbidden `user_has_no_authorization`, or Conflict
 *   `max_amount_of_grants_reached`
 */
async function put(
  trx: Transaction<Database>,
  { globalid, text, tag, replaced, now }: GrantToPut,
): Promise<readonly string[]> {
  await lockOrganization(trx, globalid);
  const user = await findUserByText(trx, text);
  if (!user) throw new NotFound('user_not_found');
  const { username } = user;
  const held = await tagsOf(trx, username, globalid);
  if (replaced !== undefined && !(await deleteGrant(trx, globalid, username, replaced)))
    throw new NotFound('grant_not_found');
  if (replaced === undefined && held.length >= maximumGrants && !held.includes(tag))
    throw new Conflict('max_amount_of_grants_reached');
  await insertGrant(trx, { globalid, username, tag, created_at: now });
  return tagsOf(trx, username, globalid);
}

/** @throws Forbidden `user_has_no_authorization` */
async function tagsOf(db: Kysely<Database>, username: string, globalid: string): Promise<readonly string[]> {
  const tags = await findGrantTags(db, username, globalid);
  if (tags) return tags;
  throw new Forbidden('user_has_no_authorization');
}

/** @throws Forbidden `user_has_no_authorization` when there is such a user */
async function findHolder(db: Kysely<Database>, globalid: string, text: string): Promise<string | undefined> {
  const user = await findUserByText(db, readSearchText(text));
  if (user) await tagsOf(db, user.username, globalid);
  return user?.username;
}
