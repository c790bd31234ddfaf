import type { Kysely } from 'kysely';
import type { UserIdentifiersService } from '../../../generated/services.ts';
import type { UserIdentifiers } from '../../../generated/types.ts';
import { callingOrganization } from '../../access/calling-organization.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound, Unauthenticated } from '../../base/errors.ts';
import type { Database } from '../../schema.ts';
import { addIdentifier } from '../../users/identifiers/acts.ts';
import { findIdentifier, type IdentifiedUser, listIdentifiers } from '../../users/identifiers/queries.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserIdentifiersDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserIdentifiersService(
  deps: UserIdentifiersDependencies,
): UserIdentifiersService<CallContext> {
  const { db, clock } = deps;
  return {
    async listIyoIds({ path: { username } }, context) {
      const azp = clientOf(context);
      return { status: 200, body: { username, iyoids: await listIdentifiers(db, username, azp), azp } };
    },

    async generateIyoID({ path: { username } }, context) {
      const user = { username, azp: clientOf(context) };
      const globalid = callingOrganization(context.caller);
      const actor = actorOfCall(context, clock.now());
      const identifier = await addIdentifier(deps, actor, { ...user, globalid });
      return { status: 201, body: toIdentifiers(user, identifier) };
    },

    async lookupIyoID({ path: { identifier } }, context) {
      const found = await findIdentifier(db, identifier);
      if (found?.azp !== clientOf(context)) throw new NotFound('identifier_not_found');
      return { status: 200, body: toIdentifiers(found, identifier) };
    },
  };
}

/** The client of the caller's credential: an organization, an application id, or this site. */
function clientOf({ caller }: CallContext): string {
  if (!caller) throw new Unauthenticated();
  return caller.clientId;
}

function toIdentifiers({ username, azp }: IdentifiedUser, identifier: string): UserIdentifiers {
  return { username, iyoids: [identifier], azp };
}
