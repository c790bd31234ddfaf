import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import {
  type UntrustedReason,
  untrustedReasons,
} from '../../src/authorization-requests/untrusted-request.ts';
import { translatorFor } from '../../src/i18n/catalogue.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { authorizeUrl, callback, newClient, redirectParameters, storeRecord } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { signClaims } from '../support/jwts.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { challenge, newKey } from './code-flow.ts';

let app: TestApp;
let agent: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'bob' });
  await newClient(app, 'shop');
  await newClient(app, 'phone app', { callbackUrl: 'com.example.shop:/cb', isPublic: true });
  await newClient(app, 'careful', { callbackUrl: 'https://careful.example/', requiresPkce: true });
  await newClient(app, 'machine', { callbackUrl: '' });
});
afterAll(() => app.close());
beforeEach(() => {
  agent = openUserAgent(app);
});
afterEach(async () => {
  const { db } = app.database;
  for (const table of ['authorization_codes', 'authorization_requests', 'user_authorizations'] as const)
    await db.deleteFrom(table).execute();
});

const codes = () => app.database.db.selectFrom('authorization_codes').selectAll().execute();
const send = (parameters: Record<string, string | undefined> = {}) => agent.get(authorizeUrl(parameters));

/** Bob has consented before. */
async function agreed(scopes: readonly string[] = ['user:name']) {
  await storeRecord(app, 'bob', { flags: new Set(scopes) });
}

describe('a request that cannot be trusted gets 400 and no redirect', () => {
  test.each<[string, Record<string, string | undefined>]>([
    ['no client', { client_id: undefined }],
    ['an empty client', { client_id: '' }],
    ['an unknown client', { client_id: 'nobody' }],
    ['the name of this service as client', { client_id: 'itsyouonline' }],
    ['a client with a null character', { client_id: 'sh\0op' }],
    // promise: asvs-10.4.4
    ['a client whose key is not for signing in', { client_id: 'machine' }],
    ['no redirect URI', { redirect_uri: undefined }],
    // promise: oidcc-ensure-registered-redirect-uri
    ['the redirect URI of another client', { redirect_uri: 'https://careful.example/' }],
    // promise: redirect-refused
    ['a longer host', { redirect_uri: 'https://shop.example.evil.tld/cb' }],
    ['a longer path segment', { redirect_uri: `${callback}2` }],
    // promise: redirect-refused, oidcc-ensure-registered-redirect-uri
    ['a path beside', { redirect_uri: 'https://shop.example/other' }],
    // promise: redirect-refused
    ['a way out of the path', { redirect_uri: `${callback}/../x` }],
    // promise: redirect-refused
    ['an encoded way out', { redirect_uri: `${callback}/%2e%2e/x` }],
    // promise: redirect-http
    ['another scheme', { redirect_uri: 'http://shop.example/cb' }],
    // promise: redirect-refused
    ['another port', { redirect_uri: 'https://shop.example:444/cb' }],
    ['user information', { redirect_uri: 'https://shop.example@evil.tld/cb' }],
    ['a fragment', { redirect_uri: `${callback}#x` }],
    ['a line break', { redirect_uri: `${callback}\r\nX: y` }],
    ['a backslash', { redirect_uri: 'https://shop.example\\.evil.tld/cb' }],
    ['a look-alike', { redirect_uri: 'https://shοp.example/cb' }],
    // promise: redirect-scheme
    ['a script', { redirect_uri: 'javascript:alert(1)' }],
  ])('%s', async (_what, parameters) => {
    await signInAs(app, agent, 'bob');
    await agreed();
    const response = await send(parameters);
    expect([response.status, response.headers.location]).toEqual([400, undefined]);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(await codes()).toEqual([]);
  });

  // promise: redirect-needed
  test('no redirect URI, also where the client has several to choose from, or only one', async () => {
    await newClient(app, 'double');
    const keys = app.database.db.selectFrom('organization_api_keys').where('globalid', '=', 'double');
    for (const only of [true, false]) {
      const response = await send({ client_id: 'double', redirect_uri: undefined });
      expect([response.status, response.headers.location]).toEqual([400, undefined]);
      if (only) await newKey(app, 'double', { callbackUrl: 'https://double.example/' });
    }
    expect(await keys.selectAll().execute()).toHaveLength(2);
  });

  // promise: repeated-parameter
  test('two clients, or two redirect URIs', async () => {
    for (const name of ['client_id', 'redirect_uri']) {
      const response = await agent.get(`${authorizeUrl({})}&${name}=shop`);
      expect([response.status, response.headers.location]).toEqual([400, undefined]);
    }
  });

  test('damaged percent-encoding', async () => {
    const response = await agent.get(`${authorizeUrl({})}&x=%zz`);
    expect([response.status, response.headers.location]).toEqual([400, undefined]);
    const form = `${authorizeUrl({}).split('?')[1]}&x=%ff`;
    const posted = await request(app.web).post('/v1/oauth/authorize').type('form').send(form);
    expect([posted.status, posted.headers.location]).toEqual([400, undefined]);
  });

  // promise: unknown-client, state
  test('in JSON for programs, and without a word of the request in the page', async () => {
    const url = authorizeUrl({ client_id: '<b>evil', state: '"><script>' });
    const { body } = await request(app.web).get(url).set('Accept', 'application/json').expect(400);
    expect(body).toEqual({ error: 'invalid_request', error_description: 'Unknown client.' });
    const page = await agent.get(url);
    expect(page.text).not.toMatch(/<b>evil|"><script>/);
  });
});

test.each(['nl', 'ru'] as const)(
  'what cannot be trusted is explained in the language of the page: %s',
  async (language) => {
    const repeated = (name: string) => `${authorizeUrl({})}&${name}=shop`;
    const pushed = 'urn:ietf:params:oauth:request_uri:unknown';
    const untrusted: Readonly<Record<UntrustedReason, string>> = {
      badEncoding: `${authorizeUrl({})}&x=%zz`,
      noClientId: repeated('client_id'),
      noRedirectUri: repeated('redirect_uri'),
      unknownClient: authorizeUrl({ client_id: 'no-such-client' }),
      unregisteredRedirect: authorizeUrl({ redirect_uri: 'https://evil.example/' }),
      unusableRequest: `${authorizeUrl({})}&request_uri=${pushed}`,
    };
    for (const [reason, url] of Object.entries(untrusted) as [UntrustedReason, string][]) {
      const { status, text } = await agent.get(`${url}&ui_locales=${language}`);
      const words = translatorFor(language)(`authorize.refused.${reason}`);
      expect([reason, status, text.includes(words)]).toEqual([reason, 400, true]);
      for (const english of Object.values(untrustedReasons)) expect(text).not.toContain(english);
    }
  },
);

// promise: unknown-client
test('an unknown client, one without a key, and this service itself get the same response', async () => {
  await newClient(app, 'gone');
  await app.database.db.deleteFrom('organization_api_keys').where('globalid', '=', 'gone').execute();
  const responses = [];
  for (const client_id of ['nobody', 'gone', 'itsyouonline']) {
    const { status, body } = await request(app.web)
      .get(authorizeUrl({ client_id }))
      .set('Accept', 'application/json');
    responses.push([status, body]);
  }
  const words = { error: 'invalid_request', error_description: 'Unknown client.' };
  expect(responses).toEqual(Array(3).fill([400, words]));
});

describe('other errors are sent back to the client, with state and issuer', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    // promise: oidcc-response-type-missing
    ['no response type', { response_type: undefined }, 'invalid_request'],
    // promise: code-flow-only, asvs-10.4.4, asvs-10.6.1
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    // promise: code-flow-only, asvs-10.6.1
    ['a hybrid of it', { response_type: 'code id_token' }, 'unsupported_response_type'],
    // promise: response-mode
    ['an answer in the fragment', { response_mode: 'fragment' }, 'invalid_request'],
    // promise: oidcc-request-objects
    ['a request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request_not_supported'],
    // promise: oidcc-request-objects
    ['the address of one', { request_uri: 'http://127.0.0.1/' }, 'request_uri_not_supported'],
    // promise: pkce, asvs-10.4.6
    ['a plain challenge', { code_challenge: challenge, code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge without method', { code_challenge: challenge }, 'invalid_request'],
    ['a method without challenge', { code_challenge_method: 'S256' }, 'invalid_request'],
    [
      'a short challenge',
      { code_challenge: 'x'.repeat(42), code_challenge_method: 'S256' },
      'invalid_request',
    ],
    [
      'a long challenge',
      { code_challenge: 'x'.repeat(129), code_challenge_method: 'S256' },
      'invalid_request',
    ],
    [
      'a challenge with other letters',
      { code_challenge: `${challenge}+`, code_challenge_method: 'S256' },
      'invalid_request',
    ],
    ['an unknown prompt', { prompt: 'please' }, 'invalid_request'],
    ['prompt none and another', { prompt: 'none login' }, 'invalid_request'],
    // promise: prompt-create
    ['prompt create and another', { prompt: 'create consent' }, 'invalid_request'],
    // promise: prompt-create
    ['prompt create without a page', { prompt: 'none create' }, 'invalid_request'],
    ['an age that is none', { max_age: '-1' }, 'invalid_request'],
    // promise: scope-limits
    [
      'too many scopes',
      { scope: Array.from({ length: 101 }, (_, index) => `user:email:l${index}`).join() },
      'invalid_scope',
    ],
    ['too long a scope', { scope: `user:email:${'x'.repeat(4096)}` }, 'invalid_scope'],
    ['a null character', { nonce: 'a\0b' }, 'invalid_request'],
  ])('%s', async (_what, parameters, error) => {
    await signInAs(app, agent, 'bob');
    await agreed();
    const response = await send(parameters);
    expect(response.status).toBe(302);
    expect(response.headers.location).toMatch(/^https:\/\/shop\.example\/cb\?error=/);
    expect(redirectParameters(response.headers.location)).toMatchObject({
      error,
      state: 'xyz',
      iss: testUrl,
    });
    expect(await codes()).toEqual([]);
  });

  // promise: long-state
  test('a request that is too long to be kept whole through sign-in, in a query or a form', async () => {
    const long = { state: 'x'.repeat(7000), nonce: 'n' };
    const parameters = redirectParameters((await send(long)).headers.location);
    expect(parameters).toMatchObject({ error: 'invalid_request', state: long.state });
    expect(parameters.error_description).toContain('7000 characters');
    const form = authorizeUrl({ nonce: 'ü'.repeat(2000) }).split('?')[1];
    const posted = await request(app.web).post('/v1/oauth/authorize').type('form').send(form);
    expect(redirectParameters(posted.headers.location).error).toBe('invalid_request');
    const fitting = await send({ state: 'x'.repeat(6500) });
    const page = await agent.get(fitting.headers.location ?? '');
    expect([page.status, page.text.includes('x'.repeat(6500))]).toEqual([200, true]);
  });

  // promise: repeated-parameter, oidcc-unknown-parameters
  test('a repeated parameter; a repeated state is not sent back', async () => {
    for (const name of ['scope', 'state', 'nonce', 'claims']) {
      const response = await agent.get(`${authorizeUrl({ scope: 'user:name', [name]: 'a' })}&${name}=y`);
      const parameters = redirectParameters(response.headers.location);
      expect([parameters.error, parameters.state]).toEqual([
        'invalid_request',
        name === 'state' ? undefined : 'xyz',
      ]);
      expect(parameters.error_description).toBe(`The parameter ${name} is given more than once.`);
    }
  });

  // promise: pkce
  test('no challenge where it is needed', async () => {
    for (const [client_id, redirect_uri] of [
      ['phone app', 'com.example.shop:/cb'],
      ['careful', 'https://careful.example/x'],
    ]) {
      const response = await send({ client_id, redirect_uri });
      expect(redirectParameters(response.headers.location).error).toBe('invalid_request');
      const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
      const better = await send({ client_id, redirect_uri, ...pkce });
      expect(better.headers.location).toMatch(/^\/login\?/);
    }
  });
});

describe('a visitor without a session', () => {
  test('signs in with the whole request, and comes back to it', async () => {
    const response = await send({
      scope: 'user:name,user:memberof:cloud potatoes',
      state: 'ü &=',
      lang: 'nl',
    });
    expect(response.status).toBe(302);
    const { pathname, searchParams } = new URL(response.headers.location ?? '', testUrl);
    expect(pathname).toBe('/login');
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'shop',
      redirect_uri: callback,
      state: 'ü &=',
      scope: 'user:name,user:memberof:cloud potatoes',
      lang: 'nl',
      endpoint: '/v1/oauth/authorize',
    });
  });

  // promise: oidcc-login-hint
  test('finds the login_hint of the client in the form', async () => {
    const response = await send({ login_hint: 'bob@"example' });
    const page = await agent.follow(response);
    expect(formsOf(page.text)[0]?.values.login).toBe('bob@"example');
  });

  test('is sent to the registration when the client asks for it', async () => {
    expect((await send({ register: '1' })).headers.location).toMatch(/^\/register\?/);
    expect((await send({ register: '' })).headers.location).toMatch(/^\/login\?/);
  });

  // promise: prompt-create
  test('is sent to the registration with prompt=create', async () => {
    const response = await send({ prompt: 'create' });
    expect(response.headers.location).toMatch(/^\/register\?/);
    expect((await agent.follow(response)).text).toContain('name="firstname"');
  });

  // promise: no-open-redirect
  test('cannot choose another return address', async () => {
    const response = await send({ endpoint: 'https://evil.example', reauthenticate_after: '0.x' });
    const { searchParams } = new URL(response.headers.location ?? '', testUrl);
    expect(searchParams.getAll('endpoint')).toEqual(['/v1/oauth/authorize']);
    expect(searchParams.has('reauthenticate_after')).toBe(false);
  });

  // promise: prompt-none, oidcc-prompt-none-not-logged-in
  test('is not asked with prompt=none', async () => {
    const response = await send({ prompt: 'none' });
    expect(redirectParameters(response.headers.location)).toMatchObject({
      error: 'login_required',
      state: 'xyz',
    });
  });

  test('whose request was posted by another site is redirected to it as a link, which sends the cookies', async () => {
    const form = request(app.web)
      .post('/v1/oauth/authorize')
      .type('form')
      .set('Sec-Fetch-Site', 'cross-site');
    const response = await form.send(authorizeUrl({}).split('?')[1]);
    expect([response.status, response.headers.location]).toEqual([303, authorizeUrl({})]);
  });
});

describe('a user who has consented before', () => {
  beforeEach(async () => {
    await signInAs(app, agent, 'bob');
    await agreed();
  });

  // promise: issuer
  test('returns to the client at once, with a code, the state and the issuer', async () => {
    const response = await send({ scope: 'user:name' });
    expect(response.status).toBe(302);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['referrer-policy']).toBe('no-referrer');
    expect(response.headers.location).toMatch(
      /^https:\/\/shop\.example\/cb\?code=[\w-]{28}&iss=[^&]+&state=xyz$/,
    );
    expect(await codes()).toMatchObject([{ username: 'bob', client_id: 'shop', redirect_uri: callback }]);
  });

  // promise: public-client-asked, asvs-10.7.1
  test('is asked again for a program that another one on the device could impersonate', async () => {
    await storeRecord(app, 'bob', { grantedTo: 'phone app', flags: new Set(['user:name']) });
    const program = { client_id: 'phone app', code_challenge: challenge, code_challenge_method: 'S256' };
    const response = await send({ ...program, redirect_uri: 'com.example.shop:/cb' });
    expect(response.headers.location).toMatch(/^\/authorize\?request=/);
    const none = await send({ ...program, redirect_uri: 'com.example.shop:/cb', prompt: 'none' });
    expect(redirectParameters(none.headers.location).error).toBe('consent_required');
    expect(await codes()).toEqual([]);
    await newKey(app, 'phone app', { callbackUrl: 'https://phone.example/cb', isPublic: true });
    const own = await send({ ...program, redirect_uri: 'https://phone.example/cb' });
    expect(redirectParameters(own.headers.location).code).toHaveLength(28);
  });

  test('returns no state when none, or an empty one, was sent', async () => {
    for (const state of [undefined, '']) {
      const parameters = redirectParameters((await send({ state })).headers.location);
      expect(Object.keys(parameters)).toEqual(['code', 'iss']);
    }
  });

  // promise: state
  test('returns the state unchanged, after the query of the redirect URI', async () => {
    const state = 'a b+c%20&é€<>"\u{1f600}';
    const response = await send({ redirect_uri: `${callback}/sub?x=1`, state });
    expect(response.headers.location).toMatch(/^https:\/\/shop\.example\/cb\/sub\?x=1&code=/);
    expect(redirectParameters(response.headers.location).state).toBe(state);
  });

  // promise: oidcc-unknown-parameters
  test('may send unknown parameters, which change nothing', async () => {
    const unknown = { display: 'popup', acr_values: '3', claims_locales: 'nl', utm_source: 'x' };
    const response = await agent.get(`${authorizeUrl(unknown)}&utm_source=y&display=page&display=page`);
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
    expect(await codes()).toMatchObject([{ scopes: [], amr: ['pwd', 'otp'] }]);
  });

  test('asks for a hundred scopes that no one can have, which are left out', async () => {
    const odd = ["user:memberof:x' or 1=1 --", 'user:memberof:..', 'user:memberof:', 'user:admin', 'typo'];
    const many = Array.from({ length: 100 - odd.length }, (_, index) => `nothing:${index}`);
    const response = await send({ scope: [...odd, ...many].join(',') });
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
    expect(await codes()).toMatchObject([{ scopes: [] }]);
    const tooMany = await send({ scope: [...odd, ...many, 'user:name'].join(',') });
    expect(redirectParameters(tooMany.headers.location).error).toBe('invalid_scope');
  });

  // promise: see-other, oidcc-ensure-post-request-succeeds
  test('may send the request as a form, which gets 303', async () => {
    const fields = Object.fromEntries(new URLSearchParams(authorizeUrl({}).split('?')[1]));
    const response = await agent.postForm('/v1/oauth/authorize', fields);
    expect(response.status).toBe(303);
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
  });

  test('may not repeat a parameter in a form either', async () => {
    const form = `${authorizeUrl({}).split('?')[1]}&scope=a&scope=b`;
    const call = request(app.web).post('/v1/oauth/authorize').type('form').send(form);
    expect(redirectParameters((await call).headers.location).error).toBe('invalid_request');
  });

  // promise: offline-access
  test('an earlier consent without offline access is asked again when the client wants it', async () => {
    const response = await send({ scope: 'user:name offline_access' });
    expect(response.headers.location).toMatch(/^\/authorize\?request=/);
    const none = await send({ scope: 'user:name offline_access', prompt: 'none' });
    expect(redirectParameters(none.headers.location).error).toBe('consent_required');
    expect(await codes()).toEqual([]);
  });

  test('the code keeps what the token endpoint needs', async () => {
    await agreed(['user:name', 'offline_access']);
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    await send({
      scope: 'openid user:name offline_access',
      nonce: 'n-1',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const [code] = await codes();
    expect(code).toMatchObject({
      scopes: ['openid', 'user:name'],
      scope_style: 'space',
      wants_offline: true,
      nonce: 'n-1',
      code_challenge: challenge,
      state: 'xyz',
      amr: ['pwd', 'otp'],
      authenticated_at: app.clock.now(),
    });
    expect(code?.expires_at.getTime()).toBe(app.clock.now().getTime() + 10_000);
  });

  // promise: oidcc-id-token-hint
  test('is not asked with prompt=none and the ID token of before as a hint', async () => {
    const hint = await signClaims(app, { iss: testUrl, sub: 'bob', aud: 'shop' });
    const response = await send({ scope: 'openid', prompt: 'none', id_token_hint: hint });
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
  });

  // promise: oidcc-id-token-hint
  test('gets login_required with prompt=none and the ID token of another user or client', async () => {
    for (const change of [{ sub: 'eve' }, { aud: 'careful' }]) {
      const hint = await signClaims(app, { iss: testUrl, sub: 'bob', aud: 'shop', ...change });
      const response = await send({ scope: 'openid', prompt: 'none', id_token_hint: hint });
      expect(redirectParameters(response.headers.location).error).toBe('login_required');
    }
    expect(await codes()).toEqual([]);
  });

  test('may send a meaningless hint', async () => {
    const response = await send({ scope: 'openid', prompt: 'none', id_token_hint: 'a.b.c' });
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
  });

  test('is asked for more, and again with prompt=consent', async () => {
    for (const parameters of [{ scope: 'user:name,user:github' }, { prompt: 'consent' }]) {
      const response = await send(parameters);
      expect(response.headers.location).toMatch(/^\/authorize\?request=[\w-]{28}$/);
    }
    expect(await codes()).toEqual([]);
  });

  // promise: prompt-none
  test('is not asked with prompt=none: the client gets the code, or learns what is missing', async () => {
    const more = await send({ prompt: 'none', scope: 'user:github' });
    expect(redirectParameters(more.headers.location).error).toBe('consent_required');
    const same = await send({ prompt: 'none', scope: 'user:name' });
    expect(redirectParameters(same.headers.location).code).toHaveLength(28);
    expect(await app.database.db.selectFrom('authorization_requests').selectAll().execute()).toEqual([]);
  });
});

describe('a new sign-in', () => {
  const login = (location: string | undefined) => {
    const { pathname, searchParams } = new URL(location ?? '', testUrl);
    expect(pathname).toBe('/login');
    searchParams.delete('endpoint');
    return `/v1/oauth/authorize?${searchParams}`;
  };

  beforeEach(async () => {
    await signInAs(app, agent, 'bob');
    await agreed();
    app.clock.advance(60);
  });

  // promise: sign-in-age, oidcc-prompt-login, asvs-7.6.1
  test.each([{ prompt: 'login' }, { prompt: 'select_account' }, { max_age: '59' }, { max_age: '0' }])(
    'is required once by %j, and not skipped',
    async (parameters) => {
      const back = login((await send(parameters)).headers.location);
      expect(login((await agent.get(back)).headers.location)).toContain('reauthenticate_after=');
      await signInAs(app, agent, 'bob');
      app.clock.advance(5);
      expect(redirectParameters((await agent.get(back)).headers.location).code).toHaveLength(28);
    },
  );

  // promise: prompt-create
  test('or a new account is required once by prompt=create, and not skipped', async () => {
    const response = await send({ prompt: 'create' });
    const { pathname, searchParams } = new URL(response.headers.location ?? '', testUrl);
    expect(pathname).toBe('/register');
    searchParams.delete('endpoint');
    const back = `/v1/oauth/authorize?${searchParams}`;
    expect((await agent.get(back)).headers.location).toMatch(/^\/register\?/);
    expect(await codes()).toEqual([]);
    await signInAs(app, agent, 'bob');
    expect(redirectParameters((await agent.get(back)).headers.location).code).toHaveLength(28);
  });

  // promise: oidcc-max-age-10000
  test('is not required while the last one is recent enough', async () => {
    expect(redirectParameters((await send({ max_age: '60' })).headers.location).code).toHaveLength(28);
  });

  test('counts only by a moment that this server named, for this client, within the hour', async () => {
    const back = login((await send({ prompt: 'login' })).headers.location);
    const marker = new URL(back, testUrl).searchParams.get('reauthenticate_after') ?? '';
    await signInAs(app, agent, 'bob');
    const [since = '', hash = ''] = marker.split('.');
    const forged = [`${Number(since) - 1}.${hash}`, `0.${hash}`, `${since}.x`, since, ''];
    for (const reauthenticate_after of forged) {
      const response = await send({ prompt: 'login', reauthenticate_after });
      expect(response.headers.location).toMatch(/^\/login\?/);
    }
    const other = await send({
      prompt: 'login',
      reauthenticate_after: marker,
      client_id: 'careful',
      redirect_uri: 'https://careful.example/',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    expect(other.headers.location).toMatch(/^\/login\?/);
    app.clock.advance(3_601);
    await signInAs(app, agent, 'bob');
    const late = await send({ prompt: 'login', reauthenticate_after: marker });
    expect(late.headers.location).toMatch(/^\/login\?/);
  });

  test('cannot be required with prompt=none', async () => {
    const response = await send({ prompt: 'none', max_age: '1' });
    expect(redirectParameters(response.headers.location).error).toBe('login_required');
  });
});

describe('a session whose second factor was waived', () => {
  const protectedFor = (clientId: string) =>
    signInAs(app, agent, 'bob', { purpose: 'protected', clientId, amr: ['pwd'] });

  test('is valid for its own client', async () => {
    await protectedFor('shop');
    await agreed();
    expect(redirectParameters((await send()).headers.location).code).toHaveLength(28);
    expect(await codes()).toMatchObject([{ amr: ['pwd'] }]);
  });

  test('is not enough for a client that requests two factors: the second one is asked for', async () => {
    await protectedFor('shop');
    await agreed();
    for (const acr_values of ['1 2', '3', 'urn:mace:incommon:iap:silver'])
      expect(redirectParameters((await send({ acr_values })).headers.location).code).toHaveLength(28);
    const none = await send({ acr_values: '2', prompt: 'none' });
    expect(redirectParameters(none.headers.location).code).toHaveLength(28);
    expect((await send({ acr_values: '2 1' })).headers.location).toMatch(/^\/login\?/);
    await signInAs(app, agent, 'bob');
    expect(redirectParameters((await send({ acr_values: '2 1' })).headers.location).code).toHaveLength(28);
    const issued = await app.database.db
      .selectFrom('authorization_codes')
      .select('amr')
      .orderBy('authenticated_at')
      .execute();
    expect(issued.filter(({ amr }) => amr.length > 1)).toHaveLength(1);
  });

  test('is signed out for another client', async () => {
    await protectedFor('careful');
    await agreed();
    expect((await send()).headers.location).toMatch(/^\/login\?/);
    expect(await codes()).toEqual([]);
  });

  test('cannot consent: the second factor is forgotten and asked for', async () => {
    const { db } = app.database;
    const { sessionId: device_id } = await protectedFor('shop');
    const { hashToken } = await import('../../src/crypto/tokens.ts');
    agent.cookies.set('device', 'the cookie of this browser');
    const times = { created_at: app.clock.now(), last_used_at: app.clock.now(), expires_at: app.clock.now() };
    const secret_hash = hashToken('the cookie of this browser');
    await db
      .insertInto('trusted_devices')
      .values({ secret_hash, device_id, username: 'bob', ...times })
      .execute();
    const remembered = { username: 'bob', globalid: 'shop', device_id, remembered_at: app.clock.now() };
    await db.insertInto('remembered_second_factors').values(remembered).execute();
    const none = await send({ prompt: 'none' });
    expect(redirectParameters(none.headers.location).error).toBe('interaction_required');
    expect(await db.selectFrom('remembered_second_factors').selectAll().execute()).toHaveLength(1);
    expect((await send()).headers.location).toMatch(/^\/login\?/);
    expect(await db.selectFrom('remembered_second_factors').selectAll().execute()).toEqual([]);
    expect(agent.cookies.has('oauthsession')).toBe(false);
    expect(
      await db
        .selectFrom('sessions')
        .selectAll()
        .where('purpose', '=', 'protected')
        .where('client_id', '=', 'shop')
        .where('session_id', '=', device_id)
        .execute(),
    ).toEqual([]);
  });
});

test('OPTIONS names the methods, and no other site may read anything', async () => {
  const response = await request(app.web)
    .options('/v1/oauth/authorize')
    .set('Origin', 'https://x.example')
    .expect(200);
  expect(response.headers.allow).toContain('GET, POST');
  expect(response.headers['access-control-allow-origin']).toBeUndefined();
  await request(app.web).put('/v1/oauth/authorize').expect(405);
});
