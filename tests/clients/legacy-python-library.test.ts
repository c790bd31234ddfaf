import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encode, type LegacySite, openLegacySite, organization, username } from './legacy-site.ts';

let site: LegacySite;

beforeAll(async () => {
  site = await openLegacySite();
});
afterAll(() => site.close());

/** Headers of the package `requests`. */
const headers = [
  'User-Agent: python-requests/2.18.4',
  'Accept-Encoding: gzip, deflate',
  'Accept: */*',
  'Connection: keep-alive',
];

function logIn(id: string, secret: string, more = '') {
  const query = `grant_type=client_credentials&client_id=${encode(id)}&client_secret=${secret}${more}`;
  return site.send([`POST /v1/oauth/access_token?${query} HTTP/1.1`, ...headers, 'Content-Length: 0']);
}

const call = (path: string, value: string) =>
  site.send([`GET ${path} HTTP/1.1`, ...headers, `Authorization: Bearer ${value}`]);

describe('the Python client library', () => {
  test('calls the API with an opaque token as Bearer', async () => {
    const response = await logIn(site.apiKey.applicationId, site.apiKey.secret);
    const { access_token: token } = JSON.parse(response.body);
    const { status, body } = await call(`/api/users/${username}`, token);
    expect([status, JSON.parse(body).username]).toEqual([200, username]);
  });

  test('calls the API with a JWT as Bearer', async () => {
    const { applicationId, secret } = site.apiKey;
    const { body: jwt } = await logIn(applicationId, secret, '&response_type=id_token');
    const { status, body } = await call(`/api/users/${username}`, jwt);
    expect([status, JSON.parse(body).username]).toEqual([200, username]);
  });

  test('logs in with lists of scopes and audiences', async () => {
    const more = '&scope=user%3Aname%2Cuser%3Aemail&aud=drones%2Cships';
    const { status, body } = await logIn(organization, site.ownSecret, more);
    expect([status, JSON.parse(body).scope]).toEqual([200, 'organization:owner']);
  });
});
