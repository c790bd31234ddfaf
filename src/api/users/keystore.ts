import type { Kysely } from 'kysely';
import type { UserKeystoreService } from '../../../generated/services.ts';
import { callingOrganization } from '../../access/calling-organization.ts';
import type { Clock } from '../../base/clock.ts';
import { Forbidden, NotFound } from '../../base/errors.ts';
import { storeKeystoreKey } from '../../documents/keystore/acts.ts';
import { findKeystoreKey, listKeystoreKeys } from '../../documents/keystore/queries.ts';
import { toKeystoreKey } from '../../documents/keystore/views.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserKeystoreDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

/** A key belongs to a user and the organization that stored it. No other caller can reach it. */
export function createUserKeystoreService({
  db,
  clock,
}: UserKeystoreDependencies): UserKeystoreService<CallContext> {
  return {
    async getKeyStore({ path }, context) {
      const keys = await listKeystoreKeys(db, path.username, keeperOf(context));
      return { status: 200, body: keys.map(toKeystoreKey) };
    },

    async saveKeyStoreKey({ path: { username }, body }, context) {
      const globalid = keeperOf(context);
      const { label, key } = body;
      const { comment = '', algorithm } = body.keydata;
      const content = { username, globalid, label, key, comment, algorithm };
      const stored = await storeKeystoreKey({ db }, actorOfCall(context, clock.now()), content);
      return { status: 201, body: toKeystoreKey(stored) };
    },

    async getKeyStoreKey({ path }, context) {
      const key = await findKeystoreKey(db, path.username, keeperOf(context), path.label);
      if (!key) throw new NotFound();
      return { status: 200, body: toKeystoreKey(key) };
    },
  };
}

/**
 * The calling organization. A user's own API key may carry `user:keystore` too, but cannot store keys.
 * @throws Forbidden
 */
function keeperOf({ caller }: CallContext): string {
  const organization = callingOrganization(caller);
  if (organization !== undefined) return organization;
  throw new Forbidden('forbidden', { description: 'Only organizations can keep keys about a user.' });
}
