import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { emailOf, phoneOf } from '../users/full-profile.ts';
import { type LegacySite, openLegacySite, organization, username, verifiedClaims } from './legacy-site.ts';

const callback = 'http://10.1.2.3:3000/callback';
const state = 'a1b2c3d4e5f6g7h8i9j0';
const scopes = [
  'user:name',
  'user:email',
  'user:address',
  'user:phone',
  'user:github',
  'user:facebook',
  'user:bankaccount',
  `user:memberof:${organization}`,
];

let site: LegacySite;

beforeAll(async () => {
  site = await openLegacySite(callback);
});
afterAll(() => site.close());

/** The link as on the page, with spaces, which is all that a browser encodes. */
const link = () =>
  `${site.url}/v1/oauth/authorize?response_type=code&client_id=${organization}&redirect_uri=${callback}` +
  `&scope=${scopes.join(',')}&state=${state}`;

const post = (path: string, ...headers: string[]) =>
  site.send([`POST ${path} HTTP/1.1`, ...headers, 'Connection: close', 'Content-Length: 0']);

/** Everything in the query: no body, grant type, content type or `Accept`. */
async function requestToken() {
  const { searchParams } = await site.visitor.goTo(link());
  const query = [
    `client_id=${organization.replace(' ', '%20')}`,
    `client_secret=${site.secret}`,
    `code=${searchParams.get('code')}`,
    `redirect_uri=${callback}`,
    `state=${searchParams.get('state')}`,
  ];
  return post(`/v1/oauth/access_token?${query.join('&')}`);
}

const tokenOf = async () => JSON.parse((await requestToken()).body).access_token as string;

describe('the Node reference implementation', () => {
  test('sends the browser to a link with blanks and gets it back with code and state', async () => {
    const back = await site.visitor.goTo(link());
    expect(`${back.origin}${back.pathname}`).toBe(callback);
    expect([back.searchParams.get('state'), back.searchParams.get('code')]).toEqual([
      state,
      expect.stringMatching(/^[\w-]{28}$/),
    ]);
  });

  test('redeems the code by the query alone', async () => {
    const { status, body } = await requestToken();
    const response = JSON.parse(body);
    expect(status).toBe(200);
    expect(response).toMatchObject({ access_token: expect.any(String), info: { username } });
    expect(response.expires_in > 60).toBe(true);
    expect(response.scope.split(',')).toEqual(scopes);
  });

  test('reads everything it needs with a trailing question mark in the URL', async () => {
    const lines = [`GET /api/users/${username}/info? HTTP/1.1`, `Authorization: token ${await tokenOf()}`];
    const { status, body } = await site.send([...lines, 'Connection: close']);
    const info = JSON.parse(body);
    expect(status).toBe(200);
    expect([info.firstname, info.lastname]).toEqual(['Alice', 'Liddell']);
    expect(info.emailaddresses).toEqual([{ label: 'main', emailaddress: emailOf(username, 'home') }]);
    expect(info.addresses).toEqual([
      expect.objectContaining({ country: 'Belgium', city: 'Gent', street: 'S', nr: '1', postalcode: '9000' }),
    ]);
    expect(info.phonenumbers).toEqual([{ label: 'main', phonenumber: phoneOf(username, 'home') }]);
    expect(info.bankaccounts).toEqual([
      expect.objectContaining({ label: 'main', bic: 'ABCDEFGH', iban: 'BE1' }),
    ]);
    expect([info.facebook.link, info.facebook.picture, info.github.html_url]).toEqual([
      'https://fb',
      'https://facebook.png',
      'https://gh',
    ]);
    expect(info.organizations).toEqual([organization]);
  });

  test('reads through accounts that are not shared', async () => {
    const lines = [
      `GET /api/users/${username}/info? HTTP/1.1`,
      `Authorization: token ${await narrowToken()}`,
    ];
    const { github, facebook } = JSON.parse((await site.send(lines)).body);
    expect([github.html_url, facebook.link, facebook.picture]).toEqual(['', '', '']);
  });

  test('gets a JWT with all scopes for an empty list of them', async () => {
    const { status, body } = await post('/v1/oauth/jwt?scope=', `Authorization: token ${await tokenOf()}`);
    expect(status).toBe(200);
    expect(verifiedClaims(body, site.pinnedKey)).toMatchObject({ username, scope: scopes });
  });

  test('gets the same with an empty chunked body, as old versions of Node send it', async () => {
    const lines = ['POST /v1/oauth/jwt?scope= HTTP/1.1', `Authorization: token ${await tokenOf()}`];
    const { status, body } = await site.send([...lines, 'Transfer-Encoding: chunked'], '0\r\n\r\n');
    expect([status, verifiedClaims(body, site.pinnedKey).scope]).toEqual([200, scopes]);
  });
});

/** A JWT with the scope of the name only. */
async function narrowToken(): Promise<string> {
  return (await post('/v1/oauth/jwt?scope=user:name', `Authorization: token ${await tokenOf()}`)).body;
}
