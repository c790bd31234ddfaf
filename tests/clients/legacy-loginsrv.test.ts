import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  encodePairs,
  type LegacySite,
  openLegacySite,
  organization,
  username,
  verifiedClaims,
} from './legacy-site.ts';

const callback = 'http://10.1.2.3:8080/login/itsyouonline';
const state = 'Ab3dE6gH9jK2mN5';

let site: LegacySite;

beforeAll(async () => {
  site = await openLegacySite(callback);
});
afterAll(() => site.close());

/** The link as Go encodes it: names in alphabetical order, spaces as plus signs. */
function link(scope: string): string {
  const query = encodePairs({
    client_id: organization,
    redirect_uri: callback,
    response_type: 'code',
    scope,
    state,
  });
  return `${site.url}/v1/oauth/authorize?${query.replaceAll('%20', '+')}`;
}

/** Go's HTTP client, with a form body. */
function requestToken(code: string, secret = site.secret) {
  const form = encodePairs({
    client_id: organization,
    client_secret: secret,
    code,
    grant_type: 'authorization_code',
    redirect_uri: callback,
    state,
  });
  const lines = [
    'POST /v1/oauth/access_token HTTP/1.1',
    'User-Agent: Go-http-client/1.1',
    `Content-Length: ${form.length}`,
    'Accept: application/json',
    'Content-Type: application/x-www-form-urlencoded',
    'Accept-Encoding: gzip',
  ];
  return site.send(lines, form);
}

function getWithToken(path: string, token: string) {
  const lines = [`GET ${path} HTTP/1.1`, 'User-Agent: Go-http-client/1.1', `Authorization: token ${token}`];
  return site.send([...lines, 'Accept-Encoding: gzip']);
}

async function codeFor(scope: string): Promise<string> {
  return (await site.visitor.goTo(link(scope))).searchParams.get('code') ?? '';
}

describe('loginsrv', () => {
  test.each([
    ['', ''],
    ['user:name user:email', 'user:name user:email'],
    ['user:name', 'user:name'],
  ])('gets code, state and token for the scopes "%s"', async (scope, granted) => {
    const { searchParams } = await site.visitor.goTo(link(scope));
    expect([searchParams.get('state'), searchParams.get('error')]).toEqual([state, null]);
    const { status, headers, body } = await requestToken(searchParams.get('code') ?? '');
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(JSON.parse(body)).toMatchObject({
      access_token: expect.stringMatching(/^[\w-]{28}$/),
      token_type: 'bearer',
      scope: granted,
    });
    expect(JSON.parse(body)).not.toHaveProperty('error');
  });

  test('gets a JWT for the token, and nothing else in the body', async () => {
    const { access_token: token } = JSON.parse((await requestToken(await codeFor('user:name'))).body);
    const { status, body } = await getWithToken('/v1/oauth/jwt', token);
    expect([status, body]).toEqual([200, expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{128}$/)]);
    expect(verifiedClaims(body, site.pinnedKey)).toMatchObject({ username, azp: organization });
  });

  test('reads the name of the user', async () => {
    const { access_token: token } = JSON.parse((await requestToken(await codeFor('user:name'))).body);
    const { status, body } = await getWithToken(`/api/users/${username}/info`, token);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      expect.objectContaining({ username, firstname: 'Alice', lastname: 'Liddell' }),
    ]);
  });

  test('learns of a failure from the response', async () => {
    const { status, body } = await requestToken('unknown');
    expect([status, JSON.parse(body).error]).toEqual([400, 'invalid_grant']);
    const wrong = await requestToken(await codeFor('user:name'), 'wrong');
    expect([wrong.status, JSON.parse(wrong.body).error]).toEqual([400, 'invalid_client']);
  });

  test('stops when the user refuses', async () => {
    const { searchParams } = await site.visitor.goTo(link('user:github'), 'cancel');
    expect([searchParams.get('error'), searchParams.get('state')]).toEqual(['access_denied', state]);
  });
});
