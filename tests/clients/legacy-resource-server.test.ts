import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LegacySite, openLegacySite, username, verifiedClaims } from './legacy-site.ts';

let site: LegacySite;
let token: string;

beforeAll(async () => {
  site = await openLegacySite();
  const { applicationId, secret } = site.apiKey;
  const form = `grant_type=client_credentials&client_id=${applicationId}&client_secret=${secret}`;
  const headers = ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${form.length}`];
  const { body } = await site.send(['POST /v1/oauth/access_token HTTP/1.1', ...headers], form);
  token = JSON.parse(body).access_token;
});
afterAll(() => site.close());

/** What a customer of the drone delivery does. */
async function newJwt(query = 'aud=dronedelivery&scope='): Promise<string> {
  const lines = [`POST /v1/oauth/jwt?${query} HTTP/1.1`, 'User-Agent: python-requests/2.9.1', 'Accept: */*'];
  const { body } = await site.send([...lines, `Authorization: token ${token}`, 'Content-Length: 0']);
  return body;
}

/** How the drone delivery reads an `Authorization` header, knowing only the key in its source. */
function userOf(header: string): unknown {
  if (!header.startsWith('bearer ')) throw new Error('no token');
  const { aud, iss, exp, username: user } = verifiedClaims(header.slice('bearer '.length), site.pinnedKey);
  if (!Array.isArray(aud) || !aud.includes('dronedelivery')) throw new Error('for someone else');
  if (iss !== 'itsyouonline') throw new Error('by someone else');
  if (!Number.isInteger(exp) || Number(exp) * 1000 < site.app.clock.now().getTime()) throw new Error('late');
  return user;
}

describe('a resource server that verifies JWTs by a key in its source', () => {
  test('identifies the user of a JWT that is meant for it', async () => {
    expect(userOf(`bearer ${await newJwt()}`)).toBe(username);
  });

  test('refuses a JWT that is meant for others, or for no one', async () => {
    const others = await newJwt('aud=ships&scope=');
    expect(() => userOf(`bearer ${others}`)).toThrow('for someone else');
    const nobodys = await newJwt('scope=');
    expect(() => userOf(`bearer ${nobodys}`)).toThrow('for someone else');
  });

  test('refuses an expired JWT', async () => {
    const jwt = await newJwt('aud=dronedelivery&scope=&validity=60');
    site.app.clock.advance(61);
    expect(() => userOf(`bearer ${jwt}`)).toThrow('late');
  });
});
