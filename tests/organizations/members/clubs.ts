import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { callsTo } from '../outsiders.ts';

/** An application with the users ann and bob. */
export async function openClubs(): Promise<{ app: TestApp; ann: TestUser; bob: TestUser }> {
  const app = await openTestApp();
  const ann = await newUser(app, { username: 'ann' });
  const bob = await newUser(app, { username: 'bob', email: 'bob@home.org', phone: '+3212345678' });
  return { app, ann, bob };
}

let clubs = 0;

/** A root organization, and calls to it by its owner. */
export async function newClub(app: TestApp, owner: TestUser) {
  clubs += 1;
  const club = await newOrganization(app.database.db, `club${clubs}`, { owner: owner.username });
  return { club, asOwner: callsTo(app, club, owner.token) };
}

/** The lists that the organization shows. */
export async function peopleOf(
  { database: { db } }: TestApp,
  globalid: string,
): Promise<{ owners: string[]; members: string[] }> {
  const rows = await db
    .selectFrom('organization_users')
    .select(['username', 'role'])
    .where('globalid', '=', globalid)
    .orderBy('position')
    .orderBy('username')
    .execute();
  const of = (role: string) => rows.filter((row) => row.role === role).map((row) => row.username);
  return { owners: of('owner'), members: of('member') };
}

/** All identifiers of bob. */
export const namesOfBob = [
  'bob',
  ' Bob\u200b',
  'bob@home.org',
  'Bob@Home.ORG.',
  '+3212345678',
  '+32 12 34 56 78',
  '0032 (0)12/34 56 78',
];
export const strangers = [
  'b ob',
  'nobody',
  'bob@home',
  'bo@home.org',
  '+32123456',
  '+',
  '%',
  'b_b',
  'ann.bob',
];
