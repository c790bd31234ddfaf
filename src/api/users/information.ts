import type { Kysely } from 'kysely';
import type { UserInformationService } from '../../../generated/services.ts';
import { InsufficientScope, NotFound } from '../../base/errors.ts';
import { findAuthorization } from '../../consents/queries.ts';
import { listOrganizationRoles, listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import { everything, type Selection, selectOwn, selectShared } from '../../users/information/selection.ts';
import { toUserview } from '../../users/information/views.ts';
import { findProfile } from '../../users/profile-queries.ts';
import type { CallContext } from '../call-context.ts';

export interface UserInformationDependencies {
  readonly db: Kysely<Database>;
  /** The base address of uploaded avatars. */
  readonly publicUrl: string;
}

export function createUserInformationService({
  db,
  publicUrl,
}: UserInformationDependencies): UserInformationService<CallContext> {
  return {
    async getUserInformation({ path: { username } }, context) {
      const selection = await select(db, username, context);
      const profile = await findProfile(db, username);
      if (!profile) throw new NotFound('user_not_found');
      const organizations = await organizationsAmong(db, username, selection);
      return { status: 200, body: toUserview({ profile, selection, organizations, publicUrl }) };
    },
  };
}

/** What the caller may see. @throws InsufficientScope when the user no longer shares anything with the caller */
async function select(
  db: Kysely<Database>,
  username: string,
  { caller, scopes }: CallContext,
): Promise<Selection> {
  if (caller?.basis === 'session' || caller?.basis === 'userApiKey') {
    return scopes.includes('user:admin') ? everything : selectOwn(caller);
  }
  const record = caller && (await findAuthorization(db, username, caller.clientId));
  if (!record || caller.basis !== 'consent') throw new InsufficientScope(['user:info', 'user:admin']);
  return selectShared(record, caller);
}

/** Drops memberships that have ended. */
async function organizationsAmong(
  db: Kysely<Database>,
  username: string,
  { organizations }: Selection,
): Promise<string[]> {
  if (organizations === 'all') {
    return (await listOrganizationsOfUser(db, username)).map((row) => row.globalid);
  }
  const roles = await listOrganizationRoles(db, organizations, username);
  return organizations.filter((globalid) => {
    const role = roles.get(globalid);
    return role?.isOwner || role?.isMember;
  });
}
