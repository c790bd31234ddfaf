import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Insertable, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { OrganizationInvitationTable } from '../../src/organizations/invitations/tables.ts';
import type { Database } from '../../src/schema.ts';
import type { AccessTokenTable } from '../../src/tokens/tables.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { insertOrganizationRow, insertUserRow, someHash, someTime } from './rows.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from users`.execute(db);
  await sql`delete from organizations`.execute(db);
  await sql`delete from reserved_names where name <> 'itsyouonline'`.execute(db);
});

/** The name of the constraint that refuses a row; undefined if the row is accepted. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? Reflect.get(error, 'constraint') : error),
  );
}

describe('a name', () => {
  test('belongs to a user or to an organization, never to both', async () => {
    await insertUserRow(db, 'bobby');
    expect(await refusal(insertOrganizationRow(db, 'bobby'))).toBe('reserved_names_pkey');
    const organization = { globalid: 'bobby', created_at: someTime };
    expect(await refusal(db.insertInto('organizations').values(organization).execute())).toBe(
      'organizations_globalid_reserved',
    );
  });

  test('is not reused after its user is gone', async () => {
    await insertUserRow(db, 'bobby');
    await db.deleteFrom('users').where('username', '=', 'bobby').execute();
    expect(await refusal(insertUserRow(db, 'bobby'))).toBe('reserved_names_pkey');
  });

  test('of the site itself is taken from the start', async () => {
    expect(await refusal(insertOrganizationRow(db, 'itsyouonline'))).toBe('reserved_names_pkey');
  });

  test.each(['Bob', '+3212345678', 'bob@example.org', ''])('of a user cannot be %p', async (username) => {
    const refused = ['users_username_form', 'reserved_names_name_given'];
    expect(refused).toContain(await refusal(insertUserRow(db, username)));
  });

  test.each(['ab', 'Shop', 'shop.', '.shop', 'a..b', ' shop', 'shop ', 'shop. b', 'shöp', 'shop/b'])(
    'of an organization cannot be %p',
    async (globalid) => {
      expect(await refusal(insertOrganizationRow(db, globalid))).toBe('organizations_globalid_form');
    },
  );
});

describe('an organization', () => {
  async function listGlobalids(): Promise<string[]> {
    const rows = await db.selectFrom('organizations').select('globalid').orderBy('globalid').execute();
    return rows.map(({ globalid }) => globalid);
  }

  test('has the parent that its id says', async () => {
    for (const globalid of ['a b-c', 'a b-c.d_e', 'a b-c.d_e.f']) await insertOrganizationRow(db, globalid);
    const rows = await db.selectFrom('organizations').select('parent').orderBy('globalid').execute();
    expect(rows.map(({ parent }) => parent)).toEqual([null, 'a b-c', 'a b-c.d_e']);
  });

  test('needs its parent', async () => {
    expect(await refusal(insertOrganizationRow(db, 'nobody.child'))).toBe('organizations_parent');
  });

  test('is deleted with its suborganizations, and nothing else', async () => {
    for (const globalid of ['abc', 'abc.d', 'abc.d.e', 'abc-d', 'abcd', 'abc d']) {
      await insertOrganizationRow(db, globalid);
    }
    await db.deleteFrom('organizations').where('globalid', '=', 'abc').execute();
    expect(await listGlobalids()).toEqual(['abc d', 'abc-d', 'abcd']);
  });

  test('has its descendants between its id with a dot and its id with a slash', async () => {
    const all = ['abc', 'abc.d', 'abc.d.e', 'abc.zz', 'abc-d', 'abcd', 'abc d', 'abb.d'];
    for (const globalid of [...all, 'abb'].sort()) await insertOrganizationRow(db, globalid);
    const rows = await db
      .selectFrom('organizations')
      .select('globalid')
      .where('globalid', '>=', 'abc.')
      .where('globalid', '<', 'abc/')
      .orderBy('globalid')
      .execute();
    expect(rows.map(({ globalid }) => globalid)).toEqual(['abc.d', 'abc.d.e', 'abc.zz']);
  });

  test('cannot be linked to itself', async () => {
    await insertOrganizationRow(db, 'abc');
    const link = { globalid: 'abc', linked_globalid: 'abc', role: 'orgowner' as const };
    const insert = db.insertInto('organization_links').values({ ...link, position: 1, created_at: someTime });
    expect(await refusal(insert.execute())).toBe('organization_links_not_itself');
  });

  test('has a domain name once, whatever the letter case', async () => {
    await insertOrganizationRow(db, 'abc');
    const insert = (name: string) =>
      db
        .insertInto('organization_dns_names')
        .values({ globalid: 'abc', name, position: 1, created_at: someTime })
        .execute();
    await insert('Example.org');
    expect(await refusal(insert('example.org'))).toBe('organization_dns_names_name');
  });
});

describe('an invitation', () => {
  let made = 0;
  function invite(row: Partial<Insertable<OrganizationInvitationTable>>): Promise<unknown> {
    made += 1;
    const values = { globalid: 'abc', invitation_id: String(made), role: 'member' as const, position: made };
    return refusal(
      db
        .insertInto('organization_invitations')
        .values({ method: 'website', created_at: someTime, ...values, ...row })
        .execute(),
    );
  }
  beforeEach(() => insertOrganizationRow(db, 'abc'));

  test('is unique for a user and a role, whatever address it was sent to', async () => {
    expect(await invite({ username: 'bobby' })).toBeUndefined();
    expect(await invite({ username: 'bobby', method: 'email', email_address: 'b@example.org' })).toBe(
      'organization_invitations_user',
    );
    expect(await invite({ username: 'bobby', role: 'owner' })).toBeUndefined();
  });

  test('is unique for an address or number without a user', async () => {
    const email = { method: 'email' as const, email_address: 'b@example.org' };
    const phone = { method: 'phone' as const, phone_number: '+3212345678' };
    expect(await invite(email)).toBeUndefined();
    expect(await invite(email)).toBe('organization_invitations_email');
    expect(await invite(phone)).toBeUndefined();
    expect(await invite(phone)).toBe('organization_invitations_phone');
  });

  test('has an invitee, which is an organization only in the roles of organizations', async () => {
    await insertOrganizationRow(db, 'other');
    expect(await invite({})).toBe('organization_invitations_one_invitee');
    expect(await invite({ method: 'email' })).toBe('organization_invitations_reachable');
    expect(await invite({ invited_globalid: 'other' })).toBe('organization_invitations_role_fits_invitee');
    expect(await invite({ invited_globalid: 'other', role: 'orgmember' })).toBeUndefined();
    expect(await invite({ invited_globalid: 'other', role: 'orgmember' })).toBe(
      'organization_invitations_linked',
    );
  });
});

describe('a token', () => {
  let made = 0;
  async function insertToken(row: Partial<Insertable<AccessTokenTable>>): Promise<void> {
    made += 1;
    const token = { token_hash: someHash(`token ${made}`), grant_id: 'grant', client_id: 'abc', scopes: [] };
    const times = { created_at: someTime, expires_at: someTime };
    await db
      .insertInto('access_tokens')
      .values({ ...token, ...times, ...row })
      .execute();
  }
  async function countTokens(): Promise<number> {
    const rows = await db.selectFrom('access_tokens').select('token_hash').execute();
    return rows.length;
  }
  async function insertUserKey(): Promise<void> {
    const key = {
      username: 'bobby',
      application_id: 'app',
      label: 'main',
      position: 1,
      created_at: someTime,
    };
    await db
      .insertInto('user_api_keys')
      .values({ ...key, secret_hash: someHash('user key') })
      .execute();
  }
  async function insertOrganizationKey(): Promise<void> {
    const key = { globalid: 'abc', key_id: 'key', label: 'main', created_at: someTime };
    await db
      .insertInto('organization_api_keys')
      .values({ ...key, secret_hash: someHash('key') })
      .execute();
  }
  async function authorize(): Promise<void> {
    const record = { username: 'bobby', granted_to: 'abc', created_at: someTime, updated_at: someTime };
    await db.insertInto('user_authorizations').values(record).execute();
  }
  beforeEach(async () => {
    await insertUserRow(db, 'bobby');
    await insertOrganizationRow(db, 'abc');
  });

  test('got with a user’s key survives its renaming and ends with it', async () => {
    await insertUserKey();
    await insertToken({ username: 'bobby', client_id: 'app', application_id: 'app' });
    await db.updateTable('user_api_keys').set({ label: 'other' }).execute();
    expect(await countTokens()).toBe(1);
    await db.deleteFrom('user_api_keys').execute();
    expect(await countTokens()).toBe(0);
  });

  test('got with an organization’s key survives its renaming and ends with it', async () => {
    await insertOrganizationKey();
    await insertToken({ globalid: 'abc', organization_key_id: 'key' });
    await db.updateTable('organization_api_keys').set({ label: 'other' }).execute();
    expect(await countTokens()).toBe(1);
    await db.deleteFrom('organization_api_keys').execute();
    expect(await countTokens()).toBe(0);
  });

  test('got from an authorization survives its change and ends with it', async () => {
    await authorize();
    await insertToken({ username: 'bobby', granted_to: 'abc' });
    await db.updateTable('user_authorizations').set({ shares_name: true }).execute();
    expect(await countTokens()).toBe(1);
    await db.deleteFrom('user_authorizations').execute();
    expect(await countTokens()).toBe(0);
  });

  test('cannot be without the authorization it claims', async () => {
    expect(await refusal(insertToken({ username: 'bobby', granted_to: 'abc' }))).toBe(
      'access_tokens_authorization',
    );
  });

  test('cannot be of another client than the one authorized', async () => {
    await authorize();
    expect(await refusal(insertToken({ username: 'bobby', granted_to: 'abc', client_id: 'other' }))).toBe(
      'access_tokens_client_is_ground',
    );
  });

  test('is of a user or of an organization', async () => {
    const ground = { organization_key_id: 'key' };
    expect(await refusal(insertToken(ground))).toBe('access_tokens_one_subject');
    expect(await refusal(insertToken({ ...ground, username: 'bobby', globalid: 'abc' }))).toBe(
      'access_tokens_one_subject',
    );
  });

  test('cannot exist without its basis', async () => {
    expect(await refusal(insertToken({ username: 'bobby' }))).toBe('access_tokens_has_ground');
  });

  test('is not stored in clear', async () => {
    const inClear = Buffer.from('o4hVl9sGPfCsM1yb4kTQb9R1c0vN');
    const token = { globalid: 'abc', organization_key_id: 'key', token_hash: inClear };
    expect(await refusal(insertToken(token))).toBe('access_tokens_hashed');
  });

  test('inside a JWT is deleted with those derived from it', async () => {
    const token = { kind: 'jwt' as const, grant_id: 'grant', globalid: 'abc', client_id: 'abc', scopes: [] };
    const times = { created_at: someTime, last_used_at: someTime, expires_at: someTime };
    for (const [name, parent] of [['a'], ['b', 'a'], ['c', 'b'], ['d']]) {
      const parent_hash = parent === undefined ? null : someHash(parent);
      const row = { ...token, ...times, token_hash: someHash(name ?? ''), parent_hash };
      await db.insertInto('refresh_tokens').values(row).execute();
    }
    await db.deleteFrom('refresh_tokens').where('token_hash', '=', someHash('a')).execute();
    const left = await db.selectFrom('refresh_tokens').select('token_hash').execute();
    expect(left).toEqual([{ token_hash: someHash('d') }]);
  });

  test('ends with its organization, and so does everything it was granted', async () => {
    await authorize();
    await insertOrganizationKey();
    await insertToken({ username: 'bobby', granted_to: 'abc' });
    await insertToken({ globalid: 'abc', organization_key_id: 'key' });
    await db.deleteFrom('organizations').execute();
    expect(await countTokens()).toBe(0);
    expect(await db.selectFrom('user_authorizations').selectAll().execute()).toEqual([]);
  });
});

describe('data of a user', () => {
  beforeEach(async () => {
    await insertUserRow(db, 'bobby');
    await insertUserRow(db, 'carol');
  });

  test('an uploaded picture follows its avatar', async () => {
    const avatar = { username: 'bobby', label: 'beach', position: 1, created_at: someTime };
    await db.insertInto('user_avatars').values(avatar).execute();
    const image = {
      image_id: 'id',
      media_type: 'image/webp',
      content: Buffer.from('x'),
      created_at: someTime,
    };
    await db
      .insertInto('user_avatar_images')
      .values({ username: 'bobby', label: 'beach', ...image })
      .execute();
    await db.updateTable('user_avatars').set({ label: 'sea side' }).execute();
    const [moved] = await db.selectFrom('user_avatar_images').select('label').execute();
    expect(moved).toEqual({ label: 'sea side' });
    await db.deleteFrom('user_avatars').execute();
    expect(await db.selectFrom('user_avatar_images').select('label').execute()).toEqual([]);
  });

  test('an address is validated by one user only', async () => {
    const validate = (username: string) =>
      db
        .insertInto('validated_email_addresses')
        .values({ username, email_address: 'b@example.org', validated_at: someTime })
        .execute();
    await validate('bobby');
    expect(await refusal(validate('carol'))).toBe('validated_email_addresses_pkey');
  });

  test('shared ownership of an address ends with its validation', async () => {
    await insertOrganizationRow(db, 'abc');
    const owner = { username: 'bobby', email_address: 'b@example.org' };
    const share = { granted_to: 'abc', position: 1, ...owner };
    const record = { username: 'bobby', granted_to: 'abc', created_at: someTime, updated_at: someTime };
    await db.insertInto('user_authorizations').values(record).execute();
    expect(await refusal(db.insertInto('user_authorization_owned_emails').values(share).execute())).toBe(
      'user_authorization_owned_emails_validated',
    );
    await db
      .insertInto('validated_email_addresses')
      .values({ ...owner, validated_at: someTime })
      .execute();
    await db.insertInto('user_authorization_owned_emails').values(share).execute();
    await db.deleteFrom('validated_email_addresses').execute();
    expect(await db.selectFrom('user_authorization_owned_emails').selectAll().execute()).toEqual([]);
  });

  test('everything is deleted with the account, and nothing of other users', async () => {
    const key = { public_key: 'ssh-ed25519 A', position: 1, created_at: someTime };
    for (const username of ['bobby', 'carol']) {
      await db
        .insertInto('user_public_keys')
        .values({ username, label: 'main', ...key })
        .execute();
    }
    await db.deleteFrom('users').where('username', '=', 'bobby').execute();
    expect(await db.selectFrom('user_public_keys').select('username').execute()).toEqual([
      { username: 'carol' },
    ]);
  });
});
