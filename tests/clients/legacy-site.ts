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
import { type RawAnswer, sendRaw } from './raw-http.ts';

/** The organization whose people, applications and keys these tests are about. A blank is allowed in its name. */
export const organization = 'cloud potatoes';
export const username = 'alice1';

/** A server as clients written for the original service meet it. */
export interface LegacySite extends ListeningApp {
  /** Of the key whose codes go to the callback. */
  readonly secret: string;
  /** Of a key that speaks for the organization itself. */
  readonly ownSecret: string;
  readonly apiKey: { readonly applicationId: string; readonly secret: string };
  readonly visitor: Visitor;
  /** The key that verifies JWTs, as it was written into the source of clients. */
  readonly pinnedKey: string;
  send(lines: readonly string[], body?: string): Promise<RawAnswer>;
}

/** @param callback where the application of the test is */
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
 * The claims of a JWT, checked by nothing but a key that one has: ECDSA on P-384 with SHA-384.
 * @throws Error when the signature is not by that key
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

/** What old clients encode as: everything but letters, digits and `-_.~`. */
export const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);

/** Pairs as a form or query, in the order given. */
export const encodePairs = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
