import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountMenu } from '../../src/portal/menu.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

let app: TestApp;
let agent: UserAgent;
beforeAll(async () => {
  app = await openTestApp();
  agent = openUserAgent(app);
  await signInAs(app, agent, (await newUser(app)).username);
});
afterAll(() => app.close());

describe('the frame of the pages of an account', () => {
  test.each(accountMenu.map(({ href }) => href))('surrounds %s, and marks its entry', async (href) => {
    const { status, text } = await agent.get(href);
    expect(status).toBe(200);
    expect(text).toContain(`<a href="${href}" aria-current="page">`);
    expect(text.match(/aria-current="page"/g)).toHaveLength(2);
    expect(text).toContain('<a href="/logout">Sign out</a>');
    expect(text.match(/<h1/g)).toHaveLength(1);
    expect(text).toMatch(/<main id="main" class="portal">(<div class="alert.*?<\/div>)?<h1>/);
    expect(text.length).toBeLessThan(30_000);
  });

  test('marks the part of the site on pages below an entry, and shows the way back', async () => {
    const { text } = await agent.get('/account/security/passkeys');
    expect(text).toContain('<a href="/account/security" aria-current="true">');
    expect(text).toMatch(
      /<ol><li><a href="\/account\/security">Security<\/a><\/li><li aria-current="page">Passkeys/,
    );
  });

  test('has the title above a confirmation too', async () => {
    const form = '/account/apikeys/new';
    await agent.submit(await agent.get(form), { label: 'backup' }, form);
    const { text } = await agent.get('/account/apikeys/remove/backup');
    expect(text).toMatch(/<\/nav><h1>[^<]+<\/h1><section class="card danger"><p>/);
  });

  test('has no style or script of its own in the page', async () => {
    const { text } = await agent.get('/account');
    expect(text).not.toMatch(/<style| style=|<script(?![^>]* src=)| on[a-z]+="/);
  });
});

describe('the notice after a redirect', () => {
  const path = '/account/preferences';

  test('is shown once', async () => {
    const response = await agent.submit(await agent.get(path), { language: 'en' }, path);
    expect((await agent.follow(response)).text).toContain('Your preferences have been saved.');
    expect((await agent.get(path)).text).not.toContain('have been saved');
  });

  test.each([
    ['no JSON', 'x'],
    ['a text that is no notice', '["layout.skip",{}]'],
    ['an unknown text', '["notice.unknown",{}]'],
    ['no list', '{}'],
    ['nothing', 'null'],
  ])('shows nothing for %s in the cookie', async (_name, value) => {
    agent.cookies.set('notice', encodeURIComponent(value));
    const { status, text } = await agent.get(path);
    expect(status).toBe(200);
    expect(text).not.toContain('class="alert');
    expect(agent.cookies.has('notice')).toBe(false);
  });

  test('never becomes part of the page as HTML', async () => {
    agent.cookies.set('notice', encodeURIComponent('["notice.passkeyAdded",{"label":"<b>x</b>"}]'));
    expect((await agent.get(path)).text).toContain('&lt;b>x&lt;/b>');
  });
});
