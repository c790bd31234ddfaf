import type { Kysely } from 'kysely';
import type { UserKeystoreService } from '../../../generated/services.ts';
import { callingOrganization } from '../../access/calling-organization.ts';
import type { Clock } from '../../base/clock.ts';
import { Forbidden, NotFound } from '../../base/errors.ts';
import { findKeystoreKey, insertKeystoreKey, listKeystoreKeys } from '../../documents/keystore/queries.ts';
import { toKeystoreKey } from '../../documents/keystore/views.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface UserKeystoreDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

/** The owner of a key is the pair of the user and the calling organization; nobody else reaches it. */
export function createUserKeystoreService({
  db,
  clock,
}: UserKeystoreDependencies): UserKeystoreService<CallContext> {
  return {
    async getKeyStore({ path }, context) {
      const rows = await listKeystoreKeys(db, path.username, keeperOf(context));
      return { status: 200, body: rows.map(toKeystoreKey) };
    },

    async saveKeyStoreKey({ path, body }, context) {
      const { comment = '', algorithm } = body.keydata;
      const row = await insertKeystoreKey(db, {
        username: path.username,
        globalid: keeperOf(context),
        label: body.label,
        key: body.key,
        comment,
        algorithm,
        created_at: clock.now(),
      });
      return { status: 201, body: toKeystoreKey(row) };
    },

    async getKeyStoreKey({ path }, context) {
      const row = await findKeystoreKey(db, path.username, keeperOf(context), path.label);
      if (!row) throw new NotFound();
      return { status: 200, body: toKeystoreKey(row) };
    },
  };
}

/** A user's own API key can carry `user:keystore` too, but keeps nothing here. @throws Forbidden */
function keeperOf({ caller }: CallContext): string {
  const organization = callingOrganization(caller);
  if (organization !== undefined) return organization;
  throw new Forbidden('forbidden', { description: 'Only an organization can keep keys at a user.' });
}
