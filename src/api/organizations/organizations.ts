import type { Kysely, Transaction } from 'kysely';
import type { OrganizationsService } from '../../../generated/services.ts';
import type { Organization, OrganizationContent } from '../../../generated/types.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Clock } from '../../base/clock.ts';
import { Conflict, NotFound, Unauthenticated, Unprocessable } from '../../base/errors.ts';
import { type Principal, siteClientId } from '../../base/principal.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkContent } from '../../organizations/content.ts';
import { organizationNamed } from '../../organizations/details.ts';
import { rootGlobalid, subGlobalid } from '../../organizations/globalid.ts';
import { lockDirectOwnerships } from '../../organizations/members/queries.ts';
import {
  deleteOrganization,
  insertOrganization,
  listFamily,
  lockOrganizationTree,
} from '../../organizations/queries.ts';
import { toTrees } from '../../organizations/views.ts';
import type { Database } from '../../schema.ts';
import { dropScopesAbout, endTokensOfClients } from '../../tokens/revocation.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface OrganizationsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

/** Organizations that name a user as owner, at most, before that user can make another one. */
const maximumOwnerships = 1000;

export function createOrganizationsService({
  db,
  clock,
}: OrganizationsDependencies): OrganizationsService<CallContext> {
  const create = (globalid: string, content: OrganizationContent, context: CallContext) => {
    checkContent(content);
    return inTransaction(db, async (trx): Promise<Organization> => {
      const [now, owner] = [clock.now(), await ownerToBe(trx, context.caller)];
      await insertOrganization(trx, { globalid, owner, createdAt: now, content });
      const event = owner !== undefined && ({ username: owner, globalid, role: 'owner' } as const);
      if (event) await recordEvent(trx, actorOfCall(context, now), 'organization.joined', event);
      return organizationNamed(trx, globalid);
    });
  };

  return {
    async createNewOrganization({ body }, context) {
      const globalid = rootGlobalid(body.globalid);
      if (globalid === siteClientId) throw new Conflict('organization_exists');
      return { status: 201, body: await create(globalid, body, context) };
    },

    async createNewSubOrganization({ path, body }, context) {
      const globalid = subGlobalid(path.globalid, body.globalid);
      return { status: 201, body: await create(globalid, body, context) };
    },

    async getOrganization({ path }) {
      return { status: 200, body: await organizationNamed(db, path.globalid) };
    },

    async getOrganizationTree({ path }) {
      const family = await listFamily(db, path.globalid);
      if (family.length === 0) throw new NotFound('organization_not_found');
      return { status: 200, body: toTrees(family) };
    },

    async deleteOrganization({ path }) {
      await inTransaction(db, async (trx) => {
        const going = await lockOrganizationTree(trx, path.globalid);
        if (going.length === 0) throw new NotFound('organization_not_found');
        await endTokensOfClients(trx, going);
        await dropScopesAbout(trx, going);
        await deleteOrganization(trx, path.globalid);
      });
      return { status: 204 };
    },
  };
}

/**
 * The user who creates an organization and will own it; undefined for an organization's token.
 * @throws Unprocessable `maximum_amount_of_organizations_reached`
 */
async function ownerToBe(
  trx: Transaction<Database>,
  caller: Principal | undefined,
): Promise<string | undefined> {
  if (!caller) throw new Unauthenticated();
  if (caller.basis === 'organizationApiKey') return undefined;
  const ownerships = await lockDirectOwnerships(trx, caller.username);
  if (ownerships === undefined) throw new Unauthenticated('invalid_token', { detail: 'the user is gone' });
  if (ownerships >= maximumOwnerships) throw new Unprocessable('maximum_amount_of_organizations_reached');
  return caller.username;
}
