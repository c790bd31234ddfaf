import type { UserAuthorizationsService } from '../../../generated/services.ts';
import {
  type AuthorizationDependencies,
  replaceAuthorization,
  withdrawAuthorization,
} from '../../authorization-requests/consent/authorization-acts.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { findAuthorization, listAuthorizations } from '../../consents/queries.ts';
import { fromAuthorization, toAuthorization } from '../../consents/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserAuthorizationsDependencies extends AuthorizationDependencies {
  readonly clock: Clock;
}

export function createUserAuthorizationsService(
  deps: UserAuthorizationsDependencies,
): UserAuthorizationsService<CallContext> {
  const { db, clock } = deps;
  return {
    async getAllAuthorizations({ path: { username } }) {
      const records = await listAuthorizations(db, username);
      return { status: 200, body: records.map((record) => toAuthorization(username, record)) };
    },

    async getAuthorization({ path: { username, grantedTo } }) {
      const record = await findAuthorization(db, username, grantedTo);
      if (!record) throw new NotFound();
      return { status: 200, body: toAuthorization(username, record) };
    },

    async deleteAuthorization({ path: { username, grantedTo } }, context) {
      await withdrawAuthorization(deps, actorOfCall(context, clock.now()), { username, client: grantedTo });
      return { status: 204 };
    },

    async updateAuthorization({ path: { username, grantedTo }, body }, context) {
      const actor = actorOfCall(context, clock.now());
      const keepsOffline = body.offlineAccess === undefined;
      const record = fromAuthorization(grantedTo, body);
      const stored = await replaceAuthorization(deps, actor, username, record, keepsOffline);
      return { status: 201, body: toAuthorization(username, stored) };
    },
  };
}
