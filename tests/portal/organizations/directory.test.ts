import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newApiKey } from '../../support/organizations.ts';
import { type Callers, eventsOf, expectRefusals, newCallers, send } from './owners.ts';

let app: TestApp;
let callers: Callers;
let page: string;

beforeAll(async () => {
  app = await openTestApp();
  callers = await newCallers(app);
  page = `${callers.path}/directory`;
});
afterAll(() => app.close());

const submit = (act: string) => send(callers.owner, callers.path, page, { act });
const users = (token: string) =>
  request(app.web)
    .get(`/scim/v2/organizations/${callers.globalid}/Users`)
    .set('Authorization', `Bearer ${token}`);
const tokenIn = (html: string) => /<code>([A-Za-z0-9_-]{28})<\/code>/.exec(html)?.[1] ?? '';

describe('the directory of an organization', () => {
  test('is switched on, gets a token that is shown once, and is switched off by an owner', async () => {
    const on = await submit('on');
    expect((await callers.owner.agent.follow(on)).text).toContain('The directory has been switched on.');
    const made = await submit('token');
    const token = tokenIn(made.text);
    expect(token).not.toBe('');
    expect(made.text).toContain(`http://iyo.test/scim/v2/organizations/${callers.globalid}`);
    expect((await users(token)).status).toBe(200);
    const { text } = await callers.owner.agent.get(page);
    expect(text).not.toContain(token);

    const newer = tokenIn((await submit('token')).text);
    expect([(await users(token)).status, (await users(newer)).status]).toEqual([401, 200]);
    expect((await submit('off')).status).toBe(303);
    expect((await users(newer)).status).toBe(403);
    expect((await submit('on')).status).toBe(303);
    const { owner, path } = callers;
    expect((await send(owner, path, `${path}/remove`, { what: 'directoryToken' })).status).toBe(303);
    expect((await users(newer)).status).toBe(401);
    const events = (await eventsOf(app, callers.globalid)).filter((event) => event !== 'call.refused');
    expect(events).toEqual([
      'organization.directory_switched_on',
      'organization.key_made',
      'organization.directory_token_made',
      'organization.directory_token_made',
      'organization.directory_switched_off',
      'organization.directory_switched_on',
      'organization.directory_token_removed',
    ]);
  });

  test('shows what was refused', async () => {
    await submit('on');
    const token = tokenIn((await submit('token')).text);
    const refused = await request(app.web)
      .get(`/scim/v2/organizations/${callers.globalid}/Users?filter=nonsense`)
      .set('Authorization', `Bearer ${token}`);
    expect(refused.status).toBe(400);
    const { text } = await callers.owner.agent.get(page);
    expect(text).toContain('invalidFilter');
    expect(text).toContain(refused.headers['x-request-id']);
  });

  test('has no token while its API key is used for something else', async () => {
    const other = await newCallers(app);
    await newApiKey(app.database.db, { globalid: other.globalid, label: 'directory' });
    const answer = await send(other.owner, other.path, `${other.path}/directory`, { act: 'token' });
    expect(answer.status).toBe(422);
    expect(tokenIn(answer.text)).toBe('');
  });

  test('is for owners only', async () => {
    const other = await newCallers(app);
    const action = `${other.path}/directory`;
    expect((await other.member.agent.get(action)).status).toBe(403);
    await expectRefusals({ app, callers: other, action, fields: { act: 'on' }, isFresh: true });
    const rows = await app.database.db
      .selectFrom('scim_directories')
      .select('is_on')
      .where('globalid', '=', other.globalid)
      .execute();
    expect(rows).toEqual([]);
  });
});
