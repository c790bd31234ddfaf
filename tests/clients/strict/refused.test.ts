import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import { Passport } from 'passport';
import OpenIDConnectStrategy from 'passport-openidconnect';
import { type Listening, listen } from '../../support/listening.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { encode, type LegacySite, openLegacySite, organization } from '../legacy-site.ts';
import { memorySessions } from '../memory-sessions.ts';
import { testUnderStrict } from '../profile.ts';

/** Errors for clients that cannot meet the strict profile; `docs/sign-in-for-applications.md` names them. */

let site: LegacySite;
let listening: Listening;
let callback: string;

testUnderStrict();

beforeAll(async () => {
  listening = await listen();
  callback = `${listening.url}/callback`;
  site = await openLegacySite(callback);
});
afterAll(async () => {
  await listening.close();
  await site.close();
});

const needsPkce = 'code_challenge is required: this client must use PKCE with S256.';
const noBody = 'Content-Length: 0';

describe('under the strict profile', () => {
  // promise: clients-strict
  test('passport-openidconnect, which does not support PKCE, throws the error of the server', async () => {
    const passport = new Passport();
    const options = {
      issuer: site.url,
      authorizationURL: `${site.url}/v1/oauth/authorize`,
      tokenURL: `${site.url}/v1/oauth/access_token`,
      userInfoURL: `${site.url}/v1/oauth/userinfo`,
      clientID: organization,
      clientSecret: site.secret,
      callbackURL: callback,
    };
    const verify = (_issuer: string, profile: object, done: OpenIDConnectStrategy.VerifyCallback) =>
      done(null, profile);
    passport.use('iyo', new OpenIDConnectStrategy(options, verify));
    const showFailure: ErrorRequestHandler = ({ code, message }, _request, response, _next) =>
      void response.status(500).json({ code, message });
    const web = express().use(
      memorySessions(),
      passport.authenticate('iyo', { session: false }),
      showFailure,
    );
    listening.serve(web);
    const forum = openUserAgent({ web: listening.url });
    const { pathname, search } = await site.visitor.goTo(
      String((await forum.get('/login')).headers.location),
    );
    const { status, body } = await forum.get(`${pathname}${search}`);
    expect([status, body]).toEqual([500, { code: 'invalid_request', message: needsPkce }]);
  });

  // promise: clients-strict
  test.each(['the Node reference implementation', 'loginsrv'])('%s comes back without a code', async () => {
    const query = `client_id=${encode(organization)}&redirect_uri=${encode(callback)}&response_type=code&state=s`;
    const { searchParams } = await site.visitor.goTo(`${site.url}/v1/oauth/authorize?${query}`);
    expect(Object.fromEntries(searchParams)).toEqual({
      error: 'invalid_request',
      error_description: needsPkce,
      iss: site.url,
      state: 's',
    });
  });

  // promise: clients-strict
  test.each(['the Go client library', 'the Python client library'])(
    '%s is told not to send the secret in the query',
    async () => {
      const query = `grant_type=client_credentials&client_id=${encode(organization)}&client_secret=${site.ownSecret}`;
      const { status, body } = await site.send([`POST /v1/oauth/access_token?${query} HTTP/1.1`, noBody]);
      expect([status, JSON.parse(body)]).toEqual([
        400,
        { error: 'invalid_request', error_description: 'Send client_secret in the form.' },
      ]);
    },
  );
});
