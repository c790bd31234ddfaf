import type { Kysely } from 'kysely';
import type { OrganizationsService } from '../../../generated/services.ts';
import type { Organization } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import {
  createOrganization,
  deleteOrganization,
  type OrganizationToCreate,
} from '../../organizations/acts.ts';
import { organizationNamed } from '../../organizations/details.ts';
import { listFamily } from '../../organizations/queries.ts';
import { toTrees } from '../../organizations/views.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationsService(
  deps: OrganizationsDependencies,
): OrganizationsService<CallContext> {
  const { db } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());

  /**
   * A user who creates an organization owns it. One created by an organization has no owner of its own; its
   * parent owns it.
   */
  async function create(content: OrganizationToCreate, context: CallContext): Promise<Organization> {
    const { caller } = context;
    const owner = caller && caller.basis !== 'organizationApiKey' ? caller.username : undefined;
    return organizationNamed(db, await createOrganization(deps, actorOf(context), { ...content, owner }));
  }

  return {
    async createNewOrganization({ body }, context) {
      const content = { globalid: body.globalid, content: body };
      return { status: 201, body: await create(content, context) };
    },

    async createNewSubOrganization({ path, body }, context) {
      const content = { globalid: body.globalid, parent: path.globalid, content: body };
      return { status: 201, body: await create(content, context) };
    },

    async getOrganization({ path }) {
      return { status: 200, body: await organizationNamed(db, path.globalid) };
    },

    async getOrganizationTree({ path }) {
      const family = await listFamily(db, path.globalid);
      if (family.length === 0) throw new NotFound('organization_not_found');
      return { status: 200, body: toTrees(family) };
    },

    async deleteOrganization({ path }, context) {
      await deleteOrganization(deps, actorOf(context), path);
      return { status: 204 };
    },
  };
}
