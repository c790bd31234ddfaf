import { beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { testUrl } from '../support/app.ts';
import { authorizeUrl, callback, redirectParameters, storeRecord } from '../support/authorize.ts';
import { signClaims } from '../support/jwts.ts';
import { formsOf, signInAs } from '../support/user-agent.ts';
import { authorizationVisitor } from './authorization-visitor.ts';
import { challenge, newKey } from './code-flow.ts';

const { app, agent, codes, send, agreed } = authorizationVisitor();

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
    await signInAs(app(), agent(), 'bob');
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
    const posted = await request(app().web).post('/v1/oauth/authorize').type('form').send(form);
    expect(redirectParameters(posted.headers.location).error).toBe('invalid_request');
    const fitting = await send({ state: 'x'.repeat(6500) });
    const page = await agent().get(fitting.headers.location ?? '');
    expect([page.status, page.text.includes('x'.repeat(6500))]).toEqual([200, true]);
  });

  // promise: repeated-parameter, oidcc-unknown-parameters
  test('a repeated parameter; a repeated state is not sent back', async () => {
    for (const name of ['scope', 'state', 'nonce', 'claims']) {
      const response = await agent().get(`${authorizeUrl({ scope: 'user:name', [name]: 'a' })}&${name}=y`);
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
    const page = await agent().follow(response);
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
    expect((await agent().follow(response)).text).toContain('name="firstname"');
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
    const form = request(app().web)
      .post('/v1/oauth/authorize')
      .type('form')
      .set('Sec-Fetch-Site', 'cross-site');
    const response = await form.send(authorizeUrl({}).split('?')[1]);
    expect([response.status, response.headers.location]).toEqual([303, authorizeUrl({})]);
  });
});

describe('a user who has consented before', () => {
  beforeEach(async () => {
    await signInAs(app(), agent(), 'bob');
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
    await storeRecord(app(), 'bob', { grantedTo: 'phone app', flags: new Set(['user:name']) });
    const program = { client_id: 'phone app', code_challenge: challenge, code_challenge_method: 'S256' };
    const response = await send({ ...program, redirect_uri: 'com.example.shop:/cb' });
    expect(response.headers.location).toMatch(/^\/authorize\?request=/);
    const none = await send({ ...program, redirect_uri: 'com.example.shop:/cb', prompt: 'none' });
    expect(redirectParameters(none.headers.location).error).toBe('consent_required');
    expect(await codes()).toEqual([]);
    await newKey(app(), 'phone app', { callbackUrl: 'https://phone.example/cb', isPublic: true });
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
    const response = await agent().get(`${authorizeUrl(unknown)}&utm_source=y&display=page&display=page`);
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
    const response = await agent().postForm('/v1/oauth/authorize', fields);
    expect(response.status).toBe(303);
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
  });

  test('may not repeat a parameter in a form either', async () => {
    const form = `${authorizeUrl({}).split('?')[1]}&scope=a&scope=b`;
    const call = request(app().web).post('/v1/oauth/authorize').type('form').send(form);
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
      authenticated_at: app().clock.now(),
    });
    expect(code?.expires_at.getTime()).toBe(app().clock.now().getTime() + 10_000);
  });

  // promise: oidcc-id-token-hint
  test('is not asked with prompt=none and the ID token of before as a hint', async () => {
    const hint = await signClaims(app(), { iss: testUrl, sub: 'bob', aud: 'shop' });
    const response = await send({ scope: 'openid', prompt: 'none', id_token_hint: hint });
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
  });

  // promise: oidcc-id-token-hint
  test('gets login_required with prompt=none and the ID token of another user or client', async () => {
    for (const change of [{ sub: 'eve' }, { aud: 'careful' }]) {
      const hint = await signClaims(app(), { iss: testUrl, sub: 'bob', aud: 'shop', ...change });
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
    expect(await app().database.db.selectFrom('authorization_requests').selectAll().execute()).toEqual([]);
  });
});

test('OPTIONS names the methods, and no other site may read anything', async () => {
  const response = await request(app().web)
    .options('/v1/oauth/authorize')
    .set('Origin', 'https://x.example')
    .expect(200);
  expect(response.headers.allow).toContain('GET, POST');
  expect(response.headers['access-control-allow-origin']).toBeUndefined();
  await request(app().web).put('/v1/oauth/authorize').expect(405);
});
