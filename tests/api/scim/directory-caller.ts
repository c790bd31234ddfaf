import { afterAll, beforeAll } from '@jest/globals';
import { systemActor } from '../../../src/base/actor.ts';
import { listOpenInvitations } from '../../../src/organizations/invitations/queries.ts';
import { joinOrganization } from '../../../src/organizations/members/membership.ts';
import { lockOrganization } from '../../../src/organizations/queries.ts';
import { newDirectory, type TestDirectory } from '../../scim/directories.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import type { TestUser } from '../../support/factories.ts';

/** Opens an application with the directory of an organization. */
export function directoryCaller() {
  let app: TestApp;
  let directory: TestDirectory;

  beforeAll(async () => {
    app = await openTestApp();
    directory = await newDirectory(app);
  });
  afterAll(() => app.close());

  const peopleOf = (globalid: string) =>
    app.database.db
      .selectFrom('organization_users')
      .select(['username', 'role'])
      .where('globalid', '=', globalid)
      .orderBy('username')
      .execute();

  const invitationsOf = (id: string) =>
    app.database.db
      .selectFrom('organization_invitations')
      .select(['status', 'email_address as email', 'role'])
      .where('scim_user_id', '=', id)
      .execute();

  const openTo = ({ username }: TestUser) =>
    app.database.db.transaction().execute((trx) => listOpenInvitations(trx, username, directory));

  /** Joins the organization again by an act of its owners, not of the directory. */
  async function joinByOwner(globalid: string, username: string): Promise<void> {
    await app.database.db.transaction().execute(async (trx) => {
      const members = await lockOrganization(trx, globalid);
      await joinOrganization(trx, systemActor(app.clock.now()), members, { username, role: 'member' });
    });
  }

  return {
    app: () => app,
    directory: () => directory,
    peopleOf,
    invitationsOf,
    openTo,
    joinByOwner,
  };
}
