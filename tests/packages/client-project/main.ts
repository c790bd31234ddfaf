// An independent application with the package as npm installs it. Prints its results as JSON.
import { createClient } from 'itsyouonline-client';
import { type Begun, createSignIn, createTokens, type TokenSet } from 'itsyouonline-client/sign-in';
import type { User } from 'itsyouonline-client/types';
import { bakerySecret, issuer, redirectUri, userUrl } from './settings.js';

const options = { issuer, redirectUri, clientId: 'shop', scope: 'openid profile offline_access' };

let tokenRequests = 0;
const counting: typeof fetch = (input, init) => {
  if (String(input).endsWith('/access_token')) tokenRequests += 1;
  return fetch(input, init);
};
const signIn = createSignIn({ ...options, fetch: counting });

/** Sends the user to sign in. @returns the redirect back to the application */
async function userAt(url: string, decision = 'allow'): Promise<URL> {
  const response = await fetch(userUrl, { method: 'POST', body: JSON.stringify({ url, decision }) });
  if (!response.ok) throw new Error(await response.text());
  return new URL(await response.text());
}

async function complete({ url, kept }: Begun, by = signIn): Promise<TokenSet> {
  return by.complete(await userAt(url), kept);
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no failure',
    (error: Error) => ({ ...error, name: error.name, message: error.message }),
  );
}

/** A server with changed claims in its ID tokens. */
function withClaims(change: object): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const body = await response.json();
    if (!body.id_token) return Response.json(body);
    const [header, payload = '', signature] = String(body.id_token).split('.');
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const changed = btoa(JSON.stringify({ ...claims, ...change }))
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    return Response.json({ ...body, id_token: [header, changed, signature].join('.') });
  };
}

async function refusedIdToken(change: object): Promise<unknown> {
  const deceived = createSignIn({ ...options, fetch: withClaims(change) });
  return failure(deceived.begin().then((begun) => complete(begun, deceived)));
}

async function callApi(token: () => Promise<string>): Promise<unknown> {
  const response = await createClient({ baseUrl: `${issuer}/api`, token }).getUserInformation({
    path: { username: 'alice' },
  });
  const firstName: User['firstname'] | undefined =
    response.status === 200 ? response.body.firstname : undefined;
  return { status: response.status, firstName };
}

async function refusedResponses() {
  const { url, kept } = await signIn.begin();
  const callback = await userAt(url);
  const changed = (name: string, value?: string) => {
    const address = new URL(callback);
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
    return failure(signIn.complete(address, kept));
  };
  return {
    otherState: await failure(signIn.complete(callback, { ...kept, state: 'other' })),
    otherIssuer: await changed('iss', 'https://evil.example'),
    noIssuer: await changed('iss'),
    otherVerifier: await failure(signIn.complete(callback, { ...kept, codeVerifier: kept.state })),
  };
}

async function renewals(first: TokenSet) {
  const kept: TokenSet[] = [];
  const keep = (tokens: TokenSet) => void kept.push(tokens);
  const tokens = createTokens({ signIn, tokens: { ...first, expiresAt: Date.now() }, keep });
  tokenRequests = 0;
  const responses = await Promise.all([callApi(tokens.accessToken), callApi(tokens.accessToken)]);
  const byCalls = tokenRequests;
  const { accessToken, refreshToken = '', claims } = tokens.current();
  const isNew = accessToken !== first.accessToken && refreshToken !== first.refreshToken;
  await Promise.all([signIn.refresh(refreshToken), signIn.refresh(refreshToken)]);
  return { responses, byCalls, byHand: tokenRequests - byCalls, kept: kept.length, isNew, sub: claims?.sub };
}

async function endings() {
  const tokens = await complete(await signIn.begin());
  await signIn.revoke(tokens.refreshToken ?? '');
  const { refreshToken: _, ...withoutRefresh } = tokens;
  const expired = (set: TokenSet) => createTokens({ signIn, tokens: { ...set, expiresAt: 0 } }).accessToken();
  const idToken = tokens.idToken ?? '';
  const signOut = await signIn.endSessionUrl({ idToken, postLogoutRedirectUri: redirectUri, state: 'bye' });
  return {
    refresh: await failure(signIn.refresh(tokens.refreshToken ?? '')),
    revoked: await failure(expired(tokens)),
    withoutRefresh: await failure(expired(withoutRefresh)),
    signedOut: (await userAt(signOut)).href,
  };
}

async function withSecret(clientSecret: string): Promise<unknown> {
  const bakery = createSignIn({ issuer, redirectUri, clientId: 'bakery', clientSecret });
  const tokens = await complete(await bakery.begin(), bakery);
  return { sub: tokens.claims?.sub, refreshToken: tokens.refreshToken };
}

const first = await complete(await signIn.begin());
const denied = await signIn.begin();
const report = {
  first: { sub: first.claims?.sub, name: first.claims?.name, scope: first.scope },
  userInfo: {
    own: await signIn.userInfo(first.accessToken, 'alice'),
    ofAnother: await failure(signIn.userInfo(first.accessToken, 'bob')),
    withoutToken: await failure(signIn.userInfo('unknown', 'alice')),
  },
  api: await callApi(async () => first.accessToken),
  renewals: await renewals(first),
  responses: await refusedResponses(),
  denied: await failure(userAt(denied.url, 'cancel').then((url) => signIn.complete(url, denied.kept))),
  idTokens: {
    expired: await refusedIdToken({ exp: Date.now() / 1000 - 60 }),
    otherIssuer: await refusedIdToken({ iss: 'https://evil.example' }),
    otherClient: await refusedIdToken({ aud: ['bakery'] }),
    otherSignIn: await refusedIdToken({ nonce: 'other' }),
  },
  servers: {
    otherName: await failure(createSignIn({ ...options, issuer: `${issuer}/` }).begin()),
    plainHttp: await failure(createSignIn({ ...options, issuer: 'http://id.example.org' }).begin()),
  },
  secrets: { right: await withSecret(bakerySecret), wrong: await failure(withSecret('wrong: %+é')) },
  endings: await endings(),
};
console.log(JSON.stringify(report));
