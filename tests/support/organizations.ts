import type { Kysely } from 'kysely';
import { systemActor } from '../../src/base/actor.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { nextPosition } from '../../src/db/position.ts';
import { type ApiKeyToCreate, createApiKey } from '../../src/organizations/api-keys/acts.ts';
import { insertInvitation } from '../../src/organizations/invitations/queries.ts';
import type { MemberRole } from '../../src/organizations/members/queries.ts';
import { insertOrganization, lockOrganization } from '../../src/organizations/queries.ts';
import type { Database } from '../../src/schema.ts';
import { type TestApp, testKey } from './app.ts';
import { tokenOf } from './factories.ts';

/** For tests in which the time does not matter. */
export const someTime = new Date('2024-05-06T07:08:09.123Z');

export interface OrganizationToMake {
  readonly owner?: string;
  readonly members?: readonly string[];
}

/** Stores an organization, optionally with an owner and members. Its parent must exist. */
export async function newOrganization(
  db: Kysely<Database>,
  globalid: string,
  { owner, members = [] }: OrganizationToMake = {},
): Promise<string> {
  await inTransaction(db, (trx) => insertOrganization(trx, { globalid, owner, createdAt: someTime }));
  for (const username of members) await addPerson(db, globalid, username, 'member');
  return globalid;
}

/** Stores this many organizations of one owner: `alice-0`, `alice-1` and so on. */
export async function newOrganizationsOf(
  db: Kysely<Database>,
  username: string,
  count: number,
): Promise<void> {
  const globalids = Array.from({ length: count }, (_, n) => `${username}-${n}`);
  const names = globalids.map((name) => ({ name, kind: 'organization' as const, reserved_at: someTime }));
  await db.insertInto('reserved_names').values(names).execute();
  const rows = globalids.map((globalid) => ({ globalid, created_by: username, created_at: someTime }));
  await db.insertInto('organizations').values(rows).execute();
  const owner = { username, role: 'owner', position: 1, created_at: someTime } as const;
  const owners = globalids.map((globalid) => ({ globalid, ...owner }));
  await db.insertInto('organization_users').values(owners).execute();
}

/** Invites a user by name. */
export async function newInvitation(
  db: Kysely<Database>,
  globalid: string,
  invitee: { readonly username: string; readonly role: MemberRole },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    await insertInvitation(trx, members, { ...invitee, method: 'website', createdAt: someTime });
  });
}

/** Makes a user an owner or member. */
export async function addPerson(
  db: Kysely<Database>,
  globalid: string,
  username: string,
  role: 'owner' | 'member',
): Promise<void> {
  const position = nextPosition('organization_users', { globalid });
  await db
    .insertInto('organization_users')
    .values({ globalid, username, role, position, created_at: someTime })
    .execute();
}

/** Makes `linked` an orgowner or orgmember of `globalid`. */
export async function linkOrganization(
  db: Kysely<Database>,
  globalid: string,
  linked: string,
  role: 'orgowner' | 'orgmember',
  includesSuborganizations = false,
): Promise<void> {
  await db
    .insertInto('organization_links')
    .values({
      globalid,
      linked_globalid: linked,
      role,
      includes_suborganizations: includesSuborganizations,
      position: nextPosition('organization_links', { globalid }),
      created_at: someTime,
    })
    .execute();
}

const sealing = createSealing([testKey]);

/** Creates an API key of an organization. @returns its secret, which can be read again */
export async function newApiKey(
  db: Kysely<Database>,
  key: ApiKeyToCreate,
  createdAt = someTime,
): Promise<string> {
  const listAlgorithms = async () => ['ES384', 'ES256', 'EdDSA', 'RS256'] as const;
  const deps = { db, sealing, keepsSecrets: true, listAlgorithms };
  return (await createApiKey(deps, systemActor(createdAt), key)).secret;
}

/** An opaque token of an organization for itself, with a new API key. */
export async function organizationToken(app: TestApp, globalid: string, label = 'own'): Promise<string> {
  const key = { globalid, label, allowsClientCredentials: true };
  const secret = await newApiKey(app.database.db, key, app.clock.now());
  return tokenOf(app, globalid, secret);
}
