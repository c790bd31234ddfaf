import request, { type Response } from 'supertest';
import type { Person } from './people.ts';

/** A user's consent for an organization's application. */
export interface Grant {
  readonly person: Person;
  /** The client id. */
  readonly client: string;
  readonly secret: string;
}

export interface Redeemed extends Grant {
  readonly code: string;
  readonly token: string;
}

export interface Refreshed extends Grant {
  /** The refresh token that was used, and its successor. */
  readonly used: string;
  readonly successor: string;
}

/** Everything that a server has acknowledged. */
export class Memory {
  readonly entries: { readonly person: Person; readonly key: string; readonly value: string }[] = [];
  readonly keys: { readonly person: Person; readonly id: string; readonly secret: string }[] = [];
  readonly organizations: { readonly person: Person; readonly globalid: string }[] = [];
  readonly consents: Grant[] = [];
  readonly codes: Redeemed[] = [];
  readonly refreshed: Refreshed[] = [];

  size(): number {
    return [this.entries, this.keys, this.organizations, this.consents, this.codes, this.refreshed].reduce(
      (sum, { length }) => sum + length,
      0,
    );
  }

  /**
   * Reads everything back, and reuses codes and refresh tokens. Forgets everything afterwards.
   * @returns what is lost or was issued twice
   */
  async check(address: string): Promise<string[]> {
    const looks = [
      ...this.entries.map((entry) => () => lookForEntry(address, entry)),
      ...this.keys.map((key) => () => lookForKey(address, key)),
      ...this.organizations.map((one) => () => lookForOrganization(address, one)),
      ...this.consents.map((consent) => () => lookForConsent(address, consent)),
      ...this.codes.map((code) => () => lookForToken(address, code)),
      ...this.refreshed.map((grant) => () => refreshAgain(address, grant)),
    ];
    // Reusing a code revokes its tokens, so this comes last.
    const endings = this.codes.map((code) => () => redeemAgain(address, code));
    this.#forget();
    const findings = [...(await inTurn(looks, 4)), ...(await inTurn(endings, 4))];
    return findings.filter((finding) => finding !== undefined);
  }

  #forget(): void {
    for (const list of [
      this.entries,
      this.keys,
      this.organizations,
      this.consents,
      this.codes,
      this.refreshed,
    ])
      list.length = 0;
  }
}

type Finding = string | undefined;

async function lookForEntry(
  address: string,
  { person, key, value }: Memory['entries'][number],
): Promise<Finding> {
  const response = await read(address, person, `/registry/${key}`);
  return response.body.Value === value ? undefined : `registry entry ${key}: ${summary(response)}`;
}

async function lookForKey(address: string, { id, secret }: Memory['keys'][number]): Promise<Finding> {
  const response = await grant(address, {
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
  });
  return response.status === 200 ? undefined : `API key ${id}: ${summary(response)}`;
}

async function lookForOrganization(
  address: string,
  { person, globalid }: Memory['organizations'][number],
): Promise<Finding> {
  const response = await request(address)
    .get(`/api/organizations/${globalid}`)
    .set('Authorization', `token ${person.token}`);
  return response.body.owners?.[0] === person.username
    ? undefined
    : `organization ${globalid}: ${summary(response)}`;
}

async function lookForConsent(address: string, { person, client }: Grant): Promise<Finding> {
  const response = await read(address, person, `/authorizations/${client}`);
  return response.body.name === true ? undefined : `consent for ${client}: ${summary(response)}`;
}

async function lookForToken(address: string, { person, client, token }: Redeemed): Promise<Finding> {
  const response = await request(address)
    .get(`/api/users/${person.username}/info`)
    .set('Authorization', `token ${token}`);
  return response.status === 200 ? undefined : `access token of ${client}: ${summary(response)}`;
}

/** The successor works; reusing the token gives no other successor. */
async function refreshAgain(
  address: string,
  { client, secret, used, successor }: Refreshed,
): Promise<Finding> {
  const refresh = (token: string) =>
    grant(address, {
      grant_type: 'refresh_token',
      client_id: client,
      client_secret: secret,
      refresh_token: token,
    });
  const again = await refresh(used);
  if (again.status === 200 && again.body.refresh_token !== successor) return `${client} refreshed twice`;
  // After the grace period, reusing a token revokes all tokens of its grant.
  if (again.status !== 200)
    return again.status === 400 ? undefined : `refresh token of ${client}: ${summary(again)}`;
  const response = await refresh(successor);
  return response.status === 200 ? undefined : `refresh token of ${client}: ${summary(response)}`;
}

async function redeemAgain(address: string, { client, secret, code }: Redeemed): Promise<Finding> {
  const response = await redeem(address, { client, secret, code });
  return response.status === 400 ? undefined : `code of ${client} again: ${summary(response)}`;
}

/** The redirect URI of every client. */
export const callback = 'https://shop.example/cb';

export function redeem(
  address: string,
  { client, secret, code }: Pick<Redeemed, 'client' | 'secret' | 'code'>,
): Promise<Response> {
  return grant(address, {
    grant_type: 'authorization_code',
    client_id: client,
    client_secret: secret,
    code,
    redirect_uri: callback,
  });
}

export async function grant(address: string, form: Readonly<Record<string, string>>): Promise<Response> {
  return request(address).post('/v1/oauth/access_token').type('form').send(form);
}

async function read(address: string, { username, token }: Person, path: string): Promise<Response> {
  return request(address).get(`/api/users/${username}${path}`).set('Authorization', `token ${token}`);
}

function summary({ status, text }: Response): string {
  return `${status} ${text.slice(0, 100)}`;
}

/** Runs the work, `width` pieces at a time. @returns the results */
async function inTurn<Result>(work: readonly (() => Promise<Result>)[], width: number): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...work];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await next());
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
