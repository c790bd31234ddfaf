import { createPublicKey, verify } from 'node:crypto';
import request from 'supertest';
import { newKey } from '../oauth/code-flow.ts';
import { newClient } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { type ListeningApp, openListeningApp } from '../support/listening.ts';
import { addPerson } from '../support/organizations.ts';
import { fillProfile } from '../users/full-profile.ts';
import { newVisitor, type Visitor } from './person.ts';
import { underTest } from './profile.ts';
import { type RawResponse, sendRaw } from './raw-http.ts';

/** The organization of these tests. Its name may contain a space. */
export const organization = 'cloud potatoes';
export const username = 'alice1';

/** A server for clients written for the original service. */
export interface LegacySite extends ListeningApp {
  /** The secret of the key whose codes go to the callback. */
  readonly secret: string;
  /** The secret of a key for the organization itself. */
  readonly ownSecret: string;
  readonly apiKey: { readonly applicationId: string; readonly secret: string };
  readonly visitor: Visitor;
  /** The public key that verifies JWTs, as clients have it in their source. */
  readonly pinnedKey: string;
  send(lines: readonly string[], body?: string): Promise<RawResponse>;
}

/** @param callback redirect URI of the test's application */
export async function openLegacySite(callback = 'http://10.1.2.3:8080/callback'): Promise<LegacySite> {
  const site = await openListeningApp({ IYO_PROFILE: underTest.profile, ...underTest.departures });
  const { app, url } = site;
  const secret = await newClient(app, organization, { callbackUrl: callback });
  const { secret: ownSecret } = await newKey(app, organization, { allowsClientCredentials: true });
  const person = await newUser(app, { username, firstName: 'Alice', lastName: 'Liddell' });
  await fillProfile(app, username);
  await addPerson(app.database.db, organization, username, 'member');
  return {
    ...site,
    secret,
    ownSecret,
    apiKey: person.apiKey,
    visitor: newVisitor(site, person),
    pinnedKey: await publishedPem(url),
    send: (lines, body) => sendRaw(url, lines, body),
  };
}

async function publishedPem(url: string): Promise<string> {
  const { body } = await request(url).get('/v1/oauth/jwks').expect(200);
  const key = createPublicKey({ key: body.keys[0], format: 'jwk' });
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/**
 * The claims of a JWT, verified with nothing but this key: ECDSA on P-384 with SHA-384.
 * @throws Error when the key did not sign it
 */
export function verifiedClaims(jwt: string, pem: string): Record<string, unknown> {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const { alg } = parse(header);
  const key = { key: pem, dsaEncoding: 'ieee-p1363' } as const;
  const signed = Buffer.from(`${header}.${payload}`);
  if (alg !== 'ES384' || !verify('sha384', signed, key, Buffer.from(signature, 'base64url')))
    throw new Error(`not signed by the pinned key: ${jwt}`);
  return parse(payload);
}

const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());

/** Percent-encoding of old clients: everything except letters, digits and `-_.~`. */
export const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);

/** Encodes pairs as a form or query, in this order. */
export const encodePairs = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
