import type { Kysely } from 'kysely';
import type { UserIdentifiersService } from '../../../generated/services.ts';
import type { UserIdentifiers } from '../../../generated/types.ts';
import { callingOrganization } from '../../access/calling-organization.ts';
import type { Clock } from '../../base/clock.ts';
import { Conflict, NotFound, Unauthenticated } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { newIdentifier } from '../../users/identifiers/identifier.ts';
import { findIdentifier, insertIdentifier, listIdentifiers } from '../../users/identifiers/queries.ts';
import { lockUser } from '../../users/queries.ts';
import type { CallContext } from '../call-context.ts';

export interface UserIdentifiersDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

/** Of one user for one client. */
const maximumIdentifiers = 25;

export function createUserIdentifiersService({
  db,
  clock,
}: UserIdentifiersDependencies): UserIdentifiersService<CallContext> {
  return {
    async listIyoIds({ path: { username } }, context) {
      const azp = clientOf(context);
      return { status: 200, body: { username, iyoids: await listIdentifiers(db, username, azp), azp } };
    },

    async generateIyoID({ path: { username } }, context) {
      const owner = { username, azp: clientOf(context) };
      const globalid = callingOrganization(context.caller) ?? null;
      const identifier = await addIdentifier(db, { ...owner, globalid, created_at: clock.now() });
      return { status: 201, body: toIdentifiers(owner, identifier) };
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

interface Owner {
  readonly username: string;
  readonly azp: string;
}

function toIdentifiers({ username, azp }: Owner, identifier: string): UserIdentifiers {
  return { username, iyoids: [identifier], azp };
}

interface NewIdentifier extends Owner {
  /** `azp` once more when it is an organization; with the organization its identifiers go. */
  readonly globalid: string | null;
  readonly created_at: Date;
}

/** @throws Conflict `max_amount_of_identifiers_reached`, or NotFound `user_not_found` */
async function addIdentifier(db: Kysely<Database>, row: NewIdentifier): Promise<string> {
  const identifier = newIdentifier();
  await inTransaction(db, async (trx) => {
    await lockUser(trx, row.username);
    const { length } = await listIdentifiers(trx, row.username, row.azp);
    if (length >= maximumIdentifiers) throw new Conflict('max_amount_of_identifiers_reached');
    await insertIdentifier(trx, { ...row, identifier });
  });
  return identifier;
}
