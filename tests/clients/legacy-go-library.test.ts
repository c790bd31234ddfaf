import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encode, type LegacySite, openLegacySite, organization, verifiedClaims } from './legacy-site.ts';

let site: LegacySite;

beforeAll(async () => {
  site = await openLegacySite();
});
afterAll(() => site.close());

const agent = ['User-Agent: Go-http-client/1.1'];
const end = ['Accept-Encoding: gzip'];

/** A POST without a body: the credentials are in the query. */
function logIn(id: string, secret: string, more = '', headers: readonly string[] = []) {
  const query = `grant_type=client_credentials&client_id=${encode(id)}&client_secret=${secret}${more}`;
  const line = `POST /v1/oauth/access_token?${query} HTTP/1.1`;
  return site.send([line, ...agent, 'Content-Length: 0', ...headers, ...end]);
}

describe('the Go client library', () => {
  test('logs an organization in: info has strings only', async () => {
    const { status, body } = await logIn(organization, site.ownSecret);
    const { access_token: token, info } = JSON.parse(body);
    expect([status, token]).toEqual([200, expect.stringMatching(/^[\w-]{28}$/)]);
    expect(info).toEqual({ username: '', globalid: organization });
  });

  test('logs a user in: info has strings only', async () => {
    const { status, body } = await logIn(site.apiKey.applicationId, site.apiKey.secret);
    expect([status, JSON.parse(body).info]).toEqual([200, { username: 'alice1' }]);
  });

  test('gets a JWT for others by lists in the query, and nothing else in the body', async () => {
    const { access_token: token } = JSON.parse(
      (await logIn(site.apiKey.applicationId, site.apiKey.secret)).body,
    );
    const line = 'GET /v1/oauth/jwt?scope=user:name,user:email&aud=drones,ships HTTP/1.1';
    const { status, body } = await site.send([line, ...agent, `Authorization: token ${token}`, ...end]);
    expect(status).toBe(200);
    expect(verifiedClaims(body, site.pinnedKey)).toMatchObject({
      username: 'alice1',
      scope: ['user:name', 'user:email'],
      aud: ['drones', 'ships'],
    });
  });

  test('logs in again with the old token still in the header, and parameters without effect', async () => {
    const first = JSON.parse((await logIn(organization, site.ownSecret)).body);
    const old = `Authorization: token ${first.access_token}`;
    const { status, body } = await logIn(organization, site.ownSecret, '&scope=user:name&aud=ships', [old]);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { ...first, access_token: expect.not.stringMatching(first.access_token) },
    ]);
  });

  test('logs in again when that token has expired', async () => {
    const old = 'Authorization: token gone';
    expect((await logIn(organization, site.ownSecret, '', [old])).status).toBe(200);
  });

  test('learns of wrong credentials by the status', async () => {
    expect((await logIn(organization, 'wrong')).status).toBe(400);
  });
});
