import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { adminMenu } from '../../src/admin/menu.ts';
import { systemActor } from '../../src/base/actor.ts';
import { removeOperator } from '../../src/operators/acts.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { newOperator } from './operators.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const paths = adminMenu.map(({ href }) => href);

async function signedInUser(): Promise<UserAgent> {
  const agent = openUserAgent(app);
  await signInAs(app, agent, (await newUser(app)).username);
  return agent;
}

/** Removes what differs between responses: the path, and random values. */
function withoutNumbers(text: string, path: string): string {
  return text
    .replaceAll(/[\w-]{20,}/g, 'x')
    .replaceAll(path, '/x')
    .replaceAll(encodeURIComponent(path), '/x');
}

describe('the pages of operators', () => {
  test.each(paths)('%s is shown to an operator in the frame, small and in few statements', async (path) => {
    const { agent } = await newOperator(app);
    const before = app.database.statements().length;
    const { status, text } = await agent.get(path);
    expect(status).toBe(200);
    expect(app.database.statements().length - before).toBeLessThanOrEqual(8);
    expect(text).toContain(`<a href="${path}" aria-current="page">`);
    expect(text.length).toBeLessThan(30_000);
    expect(text).not.toMatch(/<style| style=|<script(?![^>]* src=)| on[a-z]+="/);
  });

  // promise: admin-gate
  test.each([...paths, '/admin/', '/admin/unknown'])(
    '%s returns 404 to other users and to visitors',
    async (path) => {
      for (const agent of [await signedInUser(), openUserAgent(app)]) {
        const unknown = await agent.get('/no-such-page');
        const responses = [await agent.get(path), await agent.postForm(path, { lock: '1' })];
        for (const response of responses) {
          expect(response.status).toBe(404);
          expect(withoutNumbers(response.text, path)).toBe(withoutNumbers(unknown.text, '/no-such-page'));
        }
      }
    },
  );

  test('return 404 to programs', async () => {
    const agent = await signedInUser();
    agent.headers.Accept = 'application/json';
    const [unknown, response] = [await agent.get('/no-such-page'), await agent.get('/admin')];
    expect([response.status, response.body]).toEqual([unknown.status, unknown.body]);
  });

  // promise: admin-gate
  test.each(paths)('%s asks an operator to reauthenticate first', async (path) => {
    const { agent } = await newOperator(app, {
      authenticatedAt: new Date(app.clock.now().getTime() - 601_000),
    });
    for (const response of [await agent.get(`${path}?q=1`), await agent.postForm(path, {})]) {
      expect(response.status).toBeGreaterThanOrEqual(302);
      expect(response.headers.location).toMatch(/^\/login\/confirm\?to=%2Fadmin/);
      expect(response.text).toBe('');
    }
  });

  // promise: admin-gate
  test('are closed from the moment the role is removed', async () => {
    const { username, agent } = await newOperator(app);
    expect((await agent.get('/admin')).status).toBe(200);
    await removeOperator(app.database, systemActor(app.clock.now()), username);
    expect((await agent.get('/admin')).status).toBe(404);
    expect((await agent.get('/account')).text).not.toContain('href="/admin"');
  });

  test('lead from the figures to the lists', async () => {
    const { text } = await (await newOperator(app)).agent.get('/admin');
    for (const list of ['users', 'organizations'])
      expect(text).toMatch(new RegExp(`<dd><a href="/admin/${list}">\\d+</a></dd>`));
  });

  test('are in the user menu of operators only', async () => {
    expect((await (await newOperator(app)).agent.get('/account')).text).toContain('<a href="/admin">');
    expect((await (await signedInUser()).get('/account')).text).not.toContain('/admin');
  });
});
