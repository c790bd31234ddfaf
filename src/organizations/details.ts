import type { Kysely } from 'kysely';
import type { Organization } from '../../generated/types.ts';
import { NotFound } from '../base/errors.ts';
import type { Database } from '../schema.ts';
import { findOrganizationDetails } from './queries.ts';
import { toOrganization } from './views.ts';

/** @throws NotFound `organization_not_found` */
export async function organizationNamed(db: Kysely<Database>, globalid: string): Promise<Organization> {
  const details = await findOrganizationDetails(db, globalid);
  if (!details) throw new NotFound('organization_not_found');
  return toOrganization(details);
}
