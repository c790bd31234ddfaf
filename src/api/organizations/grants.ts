import type { Kysely } from 'kysely';
import type { OrganizationGrantsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import {
  addGrant,
  listGrantsOfUser,
  readTag,
  removeAllGrants,
  removeGrant,
  replaceGrant,
} from '../../organizations/grants/acts.ts';
import { listUsersWithGrant } from '../../organizations/grants/queries.ts';
import type { Database } from '../../schema.ts';
import { readSearchText } from '../../users/search/search-text.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationGrantsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationGrantsService(
  deps: OrganizationGrantsDependencies,
): OrganizationGrantsService<CallContext> {
  const { db, clock } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, clock.now());
  return {
    async createUserGrant({ path: { globalid }, body }, context) {
      const tag = readTag(body.grant);
      const user = readSearchText(body.username, context.caller?.clientId);
      return { status: 201, body: await addGrant(deps, actorOf(context), { globalid, user, tag }) };
    },

    async updateUserGrant({ path: { globalid }, body }, context) {
      const tag = readTag(body.newgrant);
      const user = readSearchText(body.username, context.caller?.clientId);
      const change = { globalid, user, tag, replaced: body.oldgrant };
      return { status: 200, body: await replaceGrant(deps, actorOf(context), change) };
    },

    async listUsersWithGrant({ path }) {
      return { status: 200, body: await listUsersWithGrant(db, path.globalid, readTag(path.grant)) };
    },

    async getUserGrants({ path: { globalid, username } }, context) {
      const user = readSearchText(username);
      return { status: 200, body: await listGrantsOfUser(deps, actorOf(context), { globalid, user }) };
    },

    async deleteAllUserGrants({ path: { globalid, username } }, context) {
      await removeAllGrants(deps, actorOf(context), { globalid, user: readSearchText(username) });
      return { status: 204 };
    },

    async deleteUserGrant({ path: { globalid, username, grant: tag } }, context) {
      await removeGrant(deps, actorOf(context), { globalid, user: readSearchText(username), tag });
      return { status: 204 };
    },
  };
}
