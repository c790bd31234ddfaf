import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { afterPassword, lastText, purposesOf, signedIn } from './signing-in.ts';

/** Headers of browsers without `Sec-Fetch-Site`, on pages that hide their address or are sandboxed. */
const hidden = { Origin: 'null' };

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const newPerson = () => newUser(app, { phone: newNumber() });

function withCookiesOf(agent: UserAgent): UserAgent {
  const framed = openUserAgent(app, hidden);
  for (const [name, value] of agent.cookies) framed.cookies.set(name, value);
  return framed;
}

describe('a browser that hides the origin and says nothing about the site', () => {
  test('approves a sign-in by the button of the link', async () => {
    const waiting = await afterPassword(app, await newPerson());
    await waiting.postJson('/login/smscode/main', {});
    const phone = openUserAgent(app, hidden);
    expect((await phone.submit(await phone.get(lastText(app).link), {}, '/sc')).status).toBe(200);
    expect((await waiting.get('/login/smsconfirmed')).body).toEqual({ confirmed: true });
  });

  test('signs no one out from within a frame of another site, whose forms lack the token or have another', async () => {
    const user = await newPerson();
    const framed = withCookiesOf(await signedIn(app, user));
    const foreign = openUserAgent(app);
    const [, token = ''] = /name="csrf_token" value="([^"]+)"/.exec((await foreign.get('/login')).text) ?? [];
    for (const fields of [{}, { csrf_token: '' }, { csrf_token: token }])
      expect((await framed.postForm('/logout', fields as Record<string, string>)).status).toBe(403);
    expect(await purposesOf(app, user.username)).toEqual(['interactive']);
    expect((await framed.submit(await framed.get('/logout'), {}, '/logout')).status).toBe(303);
  });

  test('posts no JSON, which has no token', async () => {
    const user = await newPerson();
    const framed = withCookiesOf(await afterPassword(app, user));
    const texts = app.senders.texts.length;
    expect((await framed.postJson('/login/smscode/main', {})).status).toBe(403);
    expect(app.senders.texts.length).toBe(texts);
    const { username: login, password } = user;
    expect((await openUserAgent(app, hidden).postJson('/login', { login, password })).status).toBe(403);
    expect(await purposesOf(app, user.username)).toEqual(['pending_login']);
  });
});
