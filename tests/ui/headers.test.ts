import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { afterPassword } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { newNumber } from '../users/factors.ts';

let app: TestApp;
let stranger: UserAgent;
let pending: UserAgent;
let signedIn: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
  const user = await newUser(app, { phone: newNumber() });
  stranger = openUserAgent(app);
  pending = await afterPassword(app, user);
  signedIn = openUserAgent(app);
  await signInAs(app, signedIn, user.username);
});
afterAll(() => app.close());

const pages: readonly [path: string, status: number, agent: () => UserAgent][] = [
  ['/', 200, () => stranger],
  ['/login', 200, () => stranger],
  ['/login?prompt=login', 200, () => signedIn],
  ['/login/2fa', 200, () => pending],
  ['/login/2fa/recovery', 200, () => pending],
  ['/login/forgotpassword', 200, () => stranger],
  ['/login/resetpassword/unknown', 404, () => stranger],
  ['/login/validateemail', 200, () => stranger],
  ['/login/invitation/unknown', 404, () => stranger],
  ['/register', 200, () => stranger],
  ['/sc?c=1&k=2', 404, () => stranger],
  ['/phonevalidation?c=1&k=2', 200, () => stranger],
  ['/emailvalidation?c=1&k=2', 200, () => stranger],
  ['/authorize?request=unknown', 410, () => signedIn],
  ['/v1/oauth/authorize', 400, () => signedIn],
  ['/logout', 200, () => signedIn],
  ['/login/confirm', 200, () => signedIn],
  ['/account/sessions', 200, () => signedIn],
  ['/no/such/page', 404, () => stranger],
];

describe('every page', () => {
  // promise: page-headers
  test.each(pages)(
    '%s (%i) runs, loads and frames nothing of others, and is not kept',
    async (path, status, agent) => {
      const { headers, text, ...response } = await agent().get(path);
      expect([response.status, headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'referrer-policy': expect.stringMatching(/^(no-referrer|same-origin)$/),
      });
      const policy = String(headers['content-security-policy']);
      for (const rule of [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "script-src 'self'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers['x-powered-by']).toBeUndefined();
      const loaded = [...text.matchAll(/<(?:script|link|img|iframe|object)[^>]*?(?:src|href)="([^"]*)"/g)];
      expect(loaded.length).toBeGreaterThan(0);
      for (const [, address] of loaded) expect(address).toMatch(/^(\/(?!\/)|data:image\/)/);
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+="|style="/i);
    },
  );
});
