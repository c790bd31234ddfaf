import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import {
  type UntrustedReason,
  untrustedReasons,
} from '../../src/authorization-requests/untrusted-request.ts';
import { translatorFor } from '../../src/i18n/catalogue.ts';
import { authorizeUrl, callback, newClient } from '../support/authorize.ts';
import { signInAs } from '../support/user-agent.ts';
import { authorizationVisitor } from './authorization-visitor.ts';
import { newKey } from './code-flow.ts';

const { app, agent, codes, send, agreed } = authorizationVisitor();

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
    await signInAs(app(), agent(), 'bob');
    await agreed();
    const response = await send(parameters);
    expect([response.status, response.headers.location]).toEqual([400, undefined]);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(await codes()).toEqual([]);
  });

  // promise: redirect-needed
  test('no redirect URI, also where the client has several to choose from, or only one', async () => {
    await newClient(app(), 'double');
    const keys = app().database.db.selectFrom('organization_api_keys').where('globalid', '=', 'double');
    for (const only of [true, false]) {
      const response = await send({ client_id: 'double', redirect_uri: undefined });
      expect([response.status, response.headers.location]).toEqual([400, undefined]);
      if (only) await newKey(app(), 'double', { callbackUrl: 'https://double.example/' });
    }
    expect(await keys.selectAll().execute()).toHaveLength(2);
  });

  // promise: repeated-parameter
  test('two clients, or two redirect URIs', async () => {
    for (const name of ['client_id', 'redirect_uri']) {
      const response = await agent().get(`${authorizeUrl({})}&${name}=shop`);
      expect([response.status, response.headers.location]).toEqual([400, undefined]);
    }
  });

  test('damaged percent-encoding', async () => {
    const response = await agent().get(`${authorizeUrl({})}&x=%zz`);
    expect([response.status, response.headers.location]).toEqual([400, undefined]);
    const form = `${authorizeUrl({}).split('?')[1]}&x=%ff`;
    const posted = await request(app().web).post('/v1/oauth/authorize').type('form').send(form);
    expect([posted.status, posted.headers.location]).toEqual([400, undefined]);
  });

  // promise: unknown-client, state
  test('in JSON for programs, and without a word of the request in the page', async () => {
    const url = authorizeUrl({ client_id: '<b>evil', state: '"><script>' });
    const { body } = await request(app().web).get(url).set('Accept', 'application/json').expect(400);
    expect(body).toEqual({ error: 'invalid_request', error_description: 'Unknown client.' });
    const page = await agent().get(url);
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
      const { status, text } = await agent().get(`${url}&ui_locales=${language}`);
      const words = translatorFor(language)(`authorize.refused.${reason}`);
      expect([reason, status, text.includes(words)]).toEqual([reason, 400, true]);
      for (const english of Object.values(untrustedReasons)) expect(text).not.toContain(english);
    }
  },
);

// promise: unknown-client
test('an unknown client, one without a key, and this service itself get the same response', async () => {
  await newClient(app(), 'gone');
  await app().database.db.deleteFrom('organization_api_keys').where('globalid', '=', 'gone').execute();
  const responses = [];
  for (const client_id of ['nobody', 'gone', 'itsyouonline']) {
    const { status, body } = await request(app().web)
      .get(authorizeUrl({ client_id }))
      .set('Accept', 'application/json');
    responses.push([status, body]);
  }
  const words = { error: 'invalid_request', error_description: 'Unknown client.' };
  expect(responses).toEqual(Array(3).fill([400, words]));
});
