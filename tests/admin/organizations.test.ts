import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newKey } from '../oauth/code-flow.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import { newOperator, type SignedInOperator } from './operators.ts';

let app: TestApp;
let operator: SignedInOperator;
let secret: string;

beforeAll(async () => {
  app = await openTestApp();
  operator = await newOperator(app);
  for (const username of ['owner', 'parent', 'member'])
    await newUser(app, { username, email: `${username}@company.com` });
  await newOrganization(app.database.db, 'petshop', { owner: 'owner' });
  await newOrganization(app.database.db, 'petshop.sales', { owner: 'owner' });
  ({ secret } = await newKey(app, 'petshop', { label: 'web shop' }));
});
afterAll(() => app.close());

const exists = async (globalid: string) =>
  (await app.database.db.selectFrom('organizations').where('globalid', '=', globalid).selectAll().execute())
    .length > 0;

describe('organizations for operators', () => {
  test('are found by the beginning of their names', async () => {
    const found = async (q: string) => {
      const { text } = await operator.agent.get(`/admin/organizations?${new URLSearchParams({ q })}`);
      return [...text.matchAll(/<a href="\/admin\/organizations\/([^"/]+)">/g)].map(([, name]) => name);
    };
    expect(await found('PET')).toEqual(['petshop', 'petshop.sales']);
    expect(await found('petshop.')).toEqual(['petshop.sales']);
    for (const q of ['shop', '%', '_etshop']) expect([q, await found(q)]).toEqual([q, []]);
  });

  // promise: operators-see-no-secret
  test('show owners, keys by label and suborganizations, and no secret', async () => {
    const before = app.database.statements().length;
    const { status, text } = await operator.agent.get('/admin/organizations/petshop');
    expect(app.database.statements().length - before).toBeLessThanOrEqual(8);
    expect(status).toBe(200);
    for (const part of ['/admin/users/owner', 'web shop', '/admin/organizations/petshop.sales'])
      expect(text).toContain(part);
    expect(text).not.toContain(secret);
    expect((await operator.agent.get('/admin/organizations/unknown')).status).toBe(404);
    expect((await operator.agent.get('/admin/organizations/unknown/delete')).status).toBe(404);
  });

  test('are not deleted by others, nor without typing the name', async () => {
    const path = '/admin/organizations/petshop/delete';
    const owner = openUserAgent(app);
    await signInAs(app, owner, 'owner');
    expect((await owner.get(path)).status).toBe(404);
    expect((await owner.postForm(path, { typed: 'petshop' })).status).toBe(404);
    expect((await operator.agent.postForm(path, { typed: 'petshop' })).status).toBe(403);
    const mistyped = await operator.agent.submit(await operator.agent.get(path), { typed: 'petshp' }, path);
    expect(mistyped.status).toBe(422);
    expect(await exists('petshop')).toBe(true);
  });

  test('are deleted with their suborganizations once the name is typed, with the operator as actor', async () => {
    await newOrganization(app.database.db, 'going', { owner: 'owner' });
    await newOrganization(app.database.db, 'going.below', { owner: 'owner' });
    const path = '/admin/organizations/going/delete';
    const page = await operator.agent.get(path);
    expect(page.text).toContain('going.below');
    const sent = await operator.agent.submit(page, { typed: 'going' }, path);
    expect([sent.status, sent.headers.location]).toEqual([303, '/admin/organizations']);
    expect([await exists('going'), await exists('going.below')]).toEqual([false, false]);
    const events = app.database.db.selectFrom('audit_events').select(['event', 'actor']);
    expect(await events.where('globalid', '=', 'going').execute()).toEqual([
      { event: 'organization.deleted', actor: operator.username },
    ]);
  });

  test('notify their owners and the owners above and below when deleted, not members or others', async () => {
    const { db } = app.database;
    await newUser(app, { username: 'neighbour', email: 'neighbour@company.com' });
    await newOrganization(db, 'root', { owner: 'parent' });
    await newOrganization(db, 'root.mid', { owner: 'owner', members: ['member'] });
    await newOrganization(db, 'root.middle', { owner: 'neighbour' });
    await newOrganization(db, 'root.mid.low', { owner: 'owner' });
    const before = app.senders.mails.length;
    const path = '/admin/organizations/root.mid/delete';
    await operator.agent.submit(await operator.agent.get(path), { typed: 'root.mid' }, path);
    const mails = app.senders.mails.slice(before);
    expect(mails.flatMap(({ to }) => to)).toEqual(['owner@company.com', 'parent@company.com']);
    expect(mails[0]).toMatchObject({ subject: 'The organization root.mid was deleted' });
    expect([await exists('root'), await exists('root.middle')]).toEqual([true, true]);
  });
});
