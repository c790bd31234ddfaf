import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import request from 'supertest';
import { hashToken } from '../../src/crypto/tokens.ts';
import type { Database } from '../../src/schema.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';

let app: TestApp;
let db: Kysely<Database>;
let ann: TestUser;
let made = 0;
/** A root organization of ann's with the suborganization `${root}.eu`, new in each test. */
let root: string;
/** An unrelated organization. */
let other: string;

beforeAll(async () => {
  app = await openTestApp();
  db = app.database.db;
  ann = await newUser(app, { username: 'ann' });
});

afterAll(() => app.close());

beforeEach(async () => {
  made += 1;
  root = await newOrganization(db, `going${made}`, { owner: 'ann' });
  await newOrganization(db, `${root}.eu`, { owner: 'ann' });
  other = await newOrganization(db, `staying${made}`, { owner: 'ann' });
});

function remove(globalid: string, token = ann.token) {
  return request(app.web)
    .delete(`/api/organizations/${encodeURIComponent(globalid)}`)
    .set('Authorization', `token ${token}`);
}

async function existing(): Promise<string[]> {
  const rows = await db.selectFrom('organizations').select('globalid').orderBy('globalid').execute();
  return rows.map((row) => row.globalid);
}

/** The scopes of a stored token; undefined when it no longer exists. */
async function scopesOf(token: string): Promise<string[] | undefined> {
  const row = await db
    .selectFrom('access_tokens')
    .select('scopes')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  return row?.scopes;
}

describe('deleteOrganization', () => {
  test('deletes its suborganizations, and nothing else', async () => {
    const below = [`${root}.eu.sales`, `${root}.eu.sales.nl`, `${root}.us`];
    const beside = [`${root}-eu`, `${root}_eu`, `${root} eu`, `${root}xeu`, `${root}0x`, `${root}-eu.sales`];
    for (const globalid of [...below, ...beside]) await newOrganization(db, globalid, { owner: 'ann' });
    await remove(root).expect(204);
    const left = (await existing()).filter((globalid) => globalid.startsWith(root));
    expect(left).toEqual([...beside].sort());
  });

  test('of a suborganization keeps its parent and organizations with similar names', async () => {
    const beside = [`${root}.eu-x`, `${root}.eux`, `${root}.eu x`, `${root}-eu`];
    for (const globalid of [...beside, `${root}.eu.sales`])
      await newOrganization(db, globalid, { owner: 'ann' });
    await remove(`${root}.eu`).expect(204);
    const left = (await existing()).filter((globalid) => globalid.startsWith(root));
    expect(left).toEqual([root, ...beside].sort());
  });

  test('responds without a body', async () => {
    const response = await remove(root);
    expect([response.status, response.text]).toEqual([204, '']);
  });

  test('is for the owners of an ancestor and tokens of the organization or an ancestor', async () => {
    await newOrganization(db, `${root}.us`);
    await newOrganization(db, `${root}.us.tx`);
    await remove(`${root}.us.tx`).expect(204);
    await remove(`${root}.us`, await organizationToken(app, root)).expect(204);
    await remove(`${root}.eu`, await organizationToken(app, `${root}.eu`)).expect(204);
    await remove(root, await organizationToken(app, root, 'second')).expect(204);
  });

  test('is not for members, strangers, third parties, other organizations and anonymous callers', async () => {
    const member = await newUser(app);
    const stranger = await newUser(app);
    await newOrganization(db, `${root}.club`, { owner: 'ann', members: [member.username] });
    const tokens = [
      member.token,
      stranger.token,
      await newThirdPartyToken(app, { username: 'ann', client: other, scopes: ['user:admin'] }),
      await organizationToken(app, other),
      await organizationToken(app, `${root}.eu`),
    ];
    for (const token of tokens) expect((await remove(`${root}.club`, token)).status).toBe(403);
    expect((await request(app.web).delete(`/api/organizations/${root}.club`)).status).toBe(401);
    expect(await existing()).toContain(`${root}.club`);
  });

  test('of an unknown organization, or of one that is gone, is not found', async () => {
    await remove(root).expect(204);
    for (const globalid of [root, `${root}.eu`, 'no such', '%']) {
      const response = await remove(globalid);
      expect([response.status, response.body]).toEqual([404, { error: 'organization_not_found' }]);
    }
  });

  test('twice at the same moment happens once', async () => {
    const responses = await Promise.all([remove(root), remove(root), remove(`${root}.eu`)]);
    const [first, second] = responses.map((response) => response.status).sort();
    expect(first).toBe(204);
    expect([204, 404]).toContain(second);
    expect((await existing()).filter((globalid) => globalid.startsWith(root))).toEqual([]);
  });

  test('while suborganizations are created leaves no orphan', async () => {
    const creations = ['a', 'b', 'c', 'd'].map((name) =>
      request(app.web)
        .post(`/api/organizations/${root}.eu`)
        .set('Authorization', `token ${ann.token}`)
        .send({ globalid: `${root}.eu.${name}` }),
    );
    const [removal, ...created] = await Promise.all([remove(root), ...creations]);
    expect(removal?.status).toBe(204);
    for (const response of created) expect([201, 404]).toContain(response.status);
    expect((await existing()).filter((globalid) => globalid.startsWith(root))).toEqual([]);
  });
});

describe('a deleted name', () => {
  test('is never reused, for organizations or users', async () => {
    await remove(root).expect(204);
    const again = await request(app.web)
      .post('/api/organizations')
      .set('Authorization', `token ${ann.token}`)
      .send({ globalid: root });
    expect([again.status, again.body.error]).toEqual([409, 'organization_exists']);
    await expect(newUser(app, { username: root })).rejects.toMatchObject({ code: 'organization_exists' });
  });

  test('of a suborganization is never reused either', async () => {
    await remove(`${root}.eu`).expect(204);
    const again = await request(app.web)
      .post(`/api/organizations/${root}`)
      .set('Authorization', `token ${ann.token}`)
      .send({ globalid: `${root}.eu` });
    expect([again.status, again.body.error]).toEqual([409, 'organization_exists']);
  });
});

test('a failing deletion deletes nothing', async () => {
  const token = await newThirdPartyToken(app, {
    username: 'ann',
    client: other,
    scopes: [`user:memberof:${root}`],
  });
  await sql`create table held_back (globalid text references organizations)`.execute(db);
  await sql`insert into held_back values (${`${root}.eu`})`.execute(db);
  const response = await remove(root);
  expect(response.status).toBe(500);
  expect(await existing()).toEqual(expect.arrayContaining([root, `${root}.eu`]));
  expect(await scopesOf(token)).toEqual([`user:memberof:${root}`]);
  await sql`drop table held_back`.execute(db);
});
