import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { authorizeUrl, callback, newClient, redirectParameters, storeRecord } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

/** OAuth 2.0 Form Post Response Mode: the response is a form that the browser posts to the redirect URI. */

let app: TestApp;
let agent: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'bob' });
  await newClient(app, 'shop');
  await newClient(app, 'phone app', { callbackUrl: 'com.example.shop:/cb', isPublic: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.db.deleteFrom('authorization_codes').execute();
  agent = openUserAgent(app);
  await signInAs(app, agent, 'bob');
});

const codes = () => app.database.db.selectFrom('authorization_codes').selectAll().execute();
const send = (parameters: Record<string, string> = {}) =>
  agent.get(authorizeUrl({ response_mode: 'form_post', ...parameters }));

/** The form of a page that posts to the client. */
function posted(page: Awaited<ReturnType<typeof send>>, action = callback) {
  expect([page.status, page.headers.location]).toEqual([200, undefined]);
  return formsOf(page.text).find((form) => form.action === action)?.values;
}

describe('a response by form', () => {
  beforeEach(() => storeRecord(app, 'bob', { flags: new Set(['user:name']) }));

  // promise: form-post
  test('has the code, the state and the issuer, and none of them in an address', async () => {
    const state = 'a b+c%20&é"<\u{1f600}';
    const page = await send({ state });
    expect(posted(page)).toEqual({ code: expect.stringMatching(/^[\w-]{28}$/), iss: testUrl, state });
    expect(await codes()).toMatchObject([{ redirect_uri: callback, used_at: null }]);
  });

  // promise: response-mode
  test('may lead to the client only, is not cached, and sends its origin', async () => {
    const { headers } = await send();
    expect(headers['content-security-policy']).toContain("form-action 'self' https://shop.example;");
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('strict-origin');
  });

  // promise: form-post
  test('has a script that sends it, and a button for browsers without', async () => {
    const { text } = await send();
    expect(text).toMatch(/<script type="module" src="\/assets\/form-post-[\w-]+\.js">/);
    expect(text).toMatch(/data-send-at-once.*<button type="submit"/s);
  });

  test('goes to the redirect URI with its own query', async () => {
    const redirect_uri = `${callback}/sub?x=1&y="2"`;
    expect(posted(await send({ redirect_uri }), redirect_uri)).toMatchObject({ state: 'xyz' });
  });
});

// promise: form-post
test('a refusal is sent by form too, with prompt=none and for errors in the request', async () => {
  const none = posted(await send({ prompt: 'none', scope: 'user:github' }));
  expect(none).toMatchObject({ error: 'consent_required', state: 'xyz', iss: testUrl });
  expect(posted(await send({ prompt: 'please' }))).toMatchObject({ error: 'invalid_request' });
  expect(await codes()).toEqual([]);
});

describe('the page that asks', () => {
  const decide = async (decision: string) => {
    const question = await agent.follow(await send({ scope: 'user:github', prompt: 'consent' }));
    return agent.submit(question, { do: decision }, '/authorize?request=');
  };

  test('responds by form when the user allows', async () => {
    expect(posted(await decide('allow'))).toEqual({
      code: expect.any(String),
      iss: testUrl,
      state: 'xyz',
    });
    expect(await codes()).toHaveLength(1);
  });

  test('responds by form when the user refuses, and issues nothing', async () => {
    expect(posted(await decide('cancel'))).toMatchObject({ error: 'access_denied', state: 'xyz' });
    expect(await codes()).toEqual([]);
  });
});

describe('the mode', () => {
  // promise: response-mode
  test.each(['fragment', 'query.jwt', 'web_message', 'FORM_POST', 'form_post query'])(
    '%s is unknown: the query has the error',
    async (response_mode) => {
      const parameters = redirectParameters((await send({ response_mode })).headers.location);
      expect(parameters).toMatchObject({ error: 'invalid_request', state: 'xyz' });
      expect(await codes()).toEqual([]);
    },
  );

  test('given twice is refused in the query', async () => {
    const response = await agent.get(`${authorizeUrl({ response_mode: 'form_post' })}&response_mode=query`);
    expect(redirectParameters(response.headers.location).error).toBe('invalid_request');
  });

  test('query is the default', async () => {
    await storeRecord(app, 'bob');
    expect(redirectParameters((await send({ response_mode: 'query' })).headers.location).code).toHaveLength(
      28,
    );
  });

  test('form_post is refused for the URI scheme of an app, to which no browser posts', async () => {
    const pkce = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
    const response = await send({ client_id: 'phone app', redirect_uri: 'com.example.shop:/cb', ...pkce });
    expect(response.headers.location).toMatch(/^com\.example\.shop:\/cb\?error=invalid_request/);
  });
});
