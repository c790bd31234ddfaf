import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encode, type LegacySite, openLegacySite, organization, username } from './legacy-site.ts';

const callback = 'http://127.0.0.1:666/';

let site: LegacySite;

beforeAll(async () => {
  site = await openLegacySite(callback);
});
afterAll(() => site.close());

const noBody = 'Content-Length: 0';
/** Sent with every call, with or without a body. */
const json = 'Content-Type: application/json';

const logIn = (path = '/v1/oauth/access_token', ...headers: string[]) => {
  const { applicationId, secret } = site.apiKey;
  const query = `grant_type=client_credentials&client_id=${applicationId}&client_secret=${secret}`;
  return site.send([`POST ${path}?${query} HTTP/1.1`, ...headers, noBody]);
};

const tokenOf = async () => JSON.parse((await logIn()).body).access_token as string;

async function redeem(more: string) {
  const link =
    `${site.url}/v1/oauth/authorize?response_type=code&client_id=${encode(organization)}` +
    `&redirect_uri=${encode(callback)}&scope=user%3Aname&state=s`;
  const { searchParams } = await site.visitor.goTo(link);
  const query =
    `client_id=${encode(organization)}&client_secret=${site.secret}` +
    `&code=${searchParams.get('code')}&redirect_uri=${encode(callback)}&state=s${more}`;
  return site.send([`POST /v1/oauth/access_token?${query} HTTP/1.1`, noBody]);
}

describe('the samples of the documentation', () => {
  test.each(['', '&grant_type=authorization_code'])('redeem a code with "%s"', async (more) => {
    const { status, body } = await redeem(more);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      expect.objectContaining({ access_token: expect.any(String), info: { username } }),
    ]);
  });

  test('log in by the query, with a content type but nothing of that type', async () => {
    const { status, body } = await logIn('/v1/oauth/access_token', json);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      expect.objectContaining({ access_token: expect.any(String), info: { username } }),
    ]);
  });

  test('call the API with the token in the query', async () => {
    const path = `/api/users/${username}?access_token=${await tokenOf()}`;
    const { status, body } = await site.send([`GET ${path} HTTP/1.1`]);
    expect([status, JSON.parse(body).username]).toEqual([200, username]);
  });

  test.each(['token ', ''])(
    'call the API with the token after "%s", with the media type of JSON and no body',
    async (word) => {
      const authorization = `Authorization: ${word}${await tokenOf()}`;
      const get = await site.send([`GET /api/users/${username} HTTP/1.1`, authorization, json]);
      expect([get.status, JSON.parse(get.body).username]).toEqual([200, username]);
      const list = await site.send([`GET /api/users/${username}/apikeys HTTP/1.1`, authorization, json]);
      expect(list.status).toBe(200);
    },
  );

  test('write and delete under the same content type', async () => {
    const authorization = `Authorization: token ${await tokenOf()}`;
    const body = JSON.stringify({ label: 'sample' });
    const length = `Content-Length: ${body.length}`;
    const path = `/api/users/${username}/apikeys`;
    const made = await site.send([`POST ${path} HTTP/1.1`, authorization, json, length], body);
    expect([made.status, JSON.parse(made.body).label]).toEqual([201, 'sample']);
    const removed = await site.send([`DELETE ${path}/sample HTTP/1.1`, authorization, json, noBody]);
    expect(removed.status).toBe(204);
  });

  test('join base URL and path with an extra slash', async () => {
    expect((await logIn('//v1/oauth/access_token')).status).toBe(200);
    const authorization = `Authorization: token ${await tokenOf()}`;
    const { status } = await site.send([`GET /api//users/${username} HTTP/1.1`, authorization]);
    expect(status).toBe(200);
  });

  test.each(['GET', 'POST'])(
    'request a JWT with a trailing slash by %s and are not redirected',
    async (method) => {
      const line = `${method} /v1/oauth/jwt/?scope=user:name HTTP/1.1`;
      const authorization = `Authorization: token ${await tokenOf()}`;
      const { status, headers, body } = await site.send([line, authorization, json, noBody]);
      expect([status, headers.location, body]).toEqual([
        200,
        undefined,
        expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      ]);
    },
  );
});
