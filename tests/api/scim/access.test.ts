import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { systemActor } from '../../../src/base/actor.ts';
import { switchDirectory } from '../../../src/scim/directory/acts.ts';
import { directoryOf, errorSchema, newDirectory, type TestDirectory } from '../../scim/directories.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { addPerson, newApiKey, newOrganization, organizationToken } from '../../support/organizations.ts';

let app: TestApp;
let directory: TestDirectory;

beforeAll(async () => {
  app = await openTestApp();
  directory = await newDirectory(app);
});
afterAll(() => app.close());

const withToken = (token: string) => directoryOf(app, { ...directory, token });

async function refusalOf(token: string): Promise<[number, unknown]> {
  const before = await countOf();
  const response = await withToken(token).post('/Users', { userName: 'stranger@example.com' });
  expect(response.body.schemas).toEqual([errorSchema]);
  expect(await countOf()).toBe(before);
  return [response.status, response.body.detail];
}

async function countOf(): Promise<number> {
  const rows = await app.database.db.selectFrom('scim_users').select('scim_id').execute();
  return rows.length;
}

describe('a directory is closed to', () => {
  test('callers without a token', async () => {
    const response = await request(app.web).get(`${directory.path}/Users`);
    expect([response.status, response.body]).toEqual([
      401,
      { schemas: [errorSchema], status: '401', detail: 'unauthorized' },
    ]);
    expect(response.headers['www-authenticate']).toContain('Bearer');
    expect(response.headers['content-type']).toBe('application/scim+json');
  });

  test('unknown tokens', async () => {
    expect(await refusalOf('x'.repeat(28))).toEqual([401, 'invalid_token']);
  });

  test('the directory of another organization', async () => {
    const other = await newDirectory(app);
    expect(await refusalOf(other.token)).toEqual([403, 'insufficient_scope']);
  });

  test('tokens of the organization without the scope', async () => {
    const token = await organizationToken(app, directory.globalid);
    expect(await refusalOf(token)).toEqual([403, 'insufficient_scope']);
  });

  test('owners and members themselves', async () => {
    const member = await newUser(app);
    await addPerson(app.database.db, directory.globalid, member.username, 'member');
    expect((await refusalOf(directory.owner.token))[0]).toBe(403);
    expect((await refusalOf(member.token))[0]).toBe(403);
  });

  test('a replaced token', async () => {
    const other = await newDirectory(app);
    await app.database.db.deleteFrom('access_tokens').where('globalid', '=', other.globalid).execute();
    expect((await other.get('/Users')).status).toBe(401);
  });

  test('everyone while it is switched off', async () => {
    const other = await newDirectory(app);
    const actor = systemActor(app.clock.now());
    await switchDirectory(app.database, actor, { globalid: other.globalid, isOn: false });
    const response = await other.get('/Users');
    expect([response.status, response.body.detail]).toEqual([403, expect.stringContaining('switched off')]);
  });
});

describe('the token of a directory', () => {
  test('gives no other access', async () => {
    const token = `bearer ${directory.token}`;
    const response = await request(app.web)
      .get(`/api/organizations/${directory.globalid}`)
      .set('Authorization', token);
    expect(response.status).toBe(403);
  });

  test('can be obtained by client credentials with the scope', async () => {
    const { globalid } = directory;
    const secret = await newApiKey(app.database.db, {
      globalid,
      label: 'sync',
      allowsClientCredentials: true,
    });
    const { body } = await request(app.web)
      .post('/v1/oauth/access_token')
      .type('form')
      .send({
        grant_type: 'client_credentials',
        client_id: globalid,
        client_secret: secret,
        scope: 'organization:scim',
      })
      .expect(200);
    expect(body.scope).toBe('organization:scim');
    expect((await withToken(body.access_token).get('/Users')).status).toBe(200);
  });

  test('opens the directories of organizations below that are switched on, and no other', async () => {
    const below = await newOrganization(app.database.db, `${directory.globalid}.below`);
    const called = directoryOf(app, { ...directory, globalid: below });
    expect((await called.get('/Users')).status).toBe(403);
    await switchDirectory(app.database, systemActor(app.clock.now()), { globalid: below, isOn: true });
    expect((await called.get('/Users')).status).toBe(200);
  });
});

describe('the log of the organization has', () => {
  const loggedOf = async (globalid: string) => {
    const { db } = app.database;
    const rows = await db.selectFrom('client_log').select('error').where('globalid', '=', globalid).execute();
    return rows.map(({ error }) => error);
  };

  test('refused requests to its directory', async () => {
    const other = await newDirectory(app);
    await other.post('/Users', { userName: 7 }).expect(400);
    expect(await loggedOf(other.globalid)).toEqual(['bad_request']);
  });

  test('refused requests with a token of the organization above', async () => {
    const globalid = await newOrganization(app.database.db, `${directory.globalid}.off`);
    await directoryOf(app, { ...directory, globalid })
      .get('/Users')
      .expect(403);
    expect(await loggedOf(globalid)).toEqual(['directory_off']);
  });

  test('no requests of strangers', async () => {
    const [other, stranger] = [await newDirectory(app), await newDirectory(app, 'directory')];
    await request(app.web).delete(`${other.path}/Users`).expect(405);
    await request(app.web).get(`${other.path}/Users?access_token=a&access_token=b`).expect(400);
    const called = directoryOf(app, { ...other, token: stranger.token });
    await called.get('/Users').expect(403);
    await called.delete('/Users').expect(405);
    expect(await loggedOf(other.globalid)).toEqual([]);
  });
});

describe('an unknown path or resource', () => {
  test.each([
    '/Users/none',
    '/Groups/none',
    '/Groups/elsewhere.below',
    '/Schemas/none',
    '/ResourceTypes/none',
    '/Bulk',
  ])('GET %s is answered in the form of SCIM', async (path) => {
    const response = await directory.get(path);
    expect([response.status, response.body.schemas, response.body.status]).toEqual([
      404,
      [errorSchema],
      '404',
    ]);
  });

  test('users of another organization', async () => {
    const other = await newDirectory(app);
    const id = await other.addUser('foreign@example.com');
    expect((await directory.get(`/Users/${id}`)).status).toBe(404);
    expect((await directory.delete(`/Users/${id}`)).status).toBe(404);
    expect(
      (await directory.patch('/Groups/members', { op: 'add', path: 'members', value: [{ value: id }] }))
        .status,
    ).toBe(400);
    expect((await other.get(`/Users/${id}`)).status).toBe(200);
  });

  test('organizations', async () => {
    const none = directoryOf(app, { ...directory, globalid: 'none-such' });
    expect((await none.get('/Users')).status).toBe(404);
  });
});
