import type { Kysely, Transaction } from 'kysely';
import type { UserAuthorizationsService } from '../../../generated/services.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { tellAppAuthorized } from '../../authorization-requests/consent/notices.ts';
import { cutToOwnParts } from '../../authorization-requests/consent/shareable-content.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import type { AuthorizationRecord } from '../../consents/coverage.ts';
import { deleteAuthorization, findAuthorization, listAuthorizations } from '../../consents/queries.ts';
import { replaceAuthorization } from '../../consents/replace-authorization.ts';
import { fromAuthorization, toAuthorization } from '../../consents/views.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { NoticeDependencies } from '../../users/notices/tell-user.ts';
import { lockUser } from '../../users/queries.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UserAuthorizationsDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserAuthorizationsService(
  deps: UserAuthorizationsDependencies,
): UserAuthorizationsService<CallContext> {
  const { db, clock } = deps;

  async function read(source: Kysely<Database>, username: string, grantedTo: string) {
    const record = await findAuthorization(source, username, grantedTo);
    if (!record) throw new NotFound();
    return toAuthorization(username, record);
  }

  /** The contract has no member for the organization lists that `user:organizations:` opens: they stay as they are. */
  async function replace(trx: Transaction<Database>, username: string, asked: AuthorizationRecord) {
    await lockUser(trx, username);
    const before = await findAuthorization(trx, username, asked.grantedTo);
    const organizationTrees = before?.organizationTrees ?? [];
    const own = await cutToOwnParts(trx, username, { ...asked, organizationTrees });
    await replaceAuthorization(trx, username, own, clock.now());
    const agreed = { username, client: asked.grantedTo, before };
    await tellAppAuthorized(deps, trx, agreed, clock.now());
    return read(trx, username, asked.grantedTo);
  }

  return {
    async getAllAuthorizations({ path: { username } }) {
      const records = await listAuthorizations(db, username);
      return { status: 200, body: records.map((record) => toAuthorization(username, record)) };
    },

    async getAuthorization({ path }) {
      return { status: 200, body: await read(db, path.username, path.grantedTo) };
    },

    async deleteAuthorization({ path: { username, grantedTo } }, context) {
      await inTransaction(db, async (trx) => {
        if (!(await deleteAuthorization(trx, username, grantedTo))) return;
        const event = { username, organization: grantedTo };
        await recordEvent(trx, actorOfCall(context, clock.now()), 'authorization.withdrawn', event);
      });
      return { status: 204 };
    },

    async updateAuthorization({ path: { username, grantedTo }, body }, context) {
      const asked = fromAuthorization(grantedTo, body);
      const stored = await inTransaction(db, async (trx) => {
        const after = await replace(trx, username, asked);
        const event = { username, organization: grantedTo };
        await recordEvent(trx, actorOfCall(context, clock.now()), 'authorization.changed', event);
        return after;
      });
      return { status: 201, body: stored };
    },
  };
}
