import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import { newOperator, type SignedInOperator } from './operators.ts';

let app: TestApp;
let operator: SignedInOperator;

beforeAll(async () => {
  app = await openTestApp();
  operator = await newOperator(app);
  for (const username of ['anna', 'bert']) await newUser(app, { username });
  await newOrganization(app.database.db, 'club');
  for (const name of ['anna', 'bert', 'anna']) {
    const path = `/admin/users/${name}/sign-out`;
    await signInAs(app, openUserAgent(app), name);
    await operator.agent.submit(await operator.agent.get(path), {}, path);
    app.clock.advance(60);
  }
});
afterAll(() => app.close());

const send = (filter: Readonly<Record<string, string>>, file = '') =>
  operator.agent.get(`/admin/audit${file}?${new URLSearchParams(filter)}`);

async function records(filter: Readonly<Record<string, string>>) {
  const { body, headers } = await send(filter, '/json');
  expect(headers['content-disposition']).toBe('attachment; filename="audit.json"');
  return body as Readonly<Record<string, string>>[];
}

const titles = ({ text }: Response) => [...text.matchAll(/<li class="row">/g)].length;

describe('the audit log of operators', () => {
  test('is narrowed down by user, actor, event and day', async () => {
    expect((await records({ user: 'ANNA' })).map(({ username }) => username)).toEqual(['anna', 'anna']);
    expect(await records({ actor: operator.username })).toHaveLength(3);
    expect((await records({ event: 'session.*', user: 'bert' })).map(({ event }) => event)).toEqual([
      'session.ended',
    ]);
    expect(await records({ event: 'session_ended' })).toEqual([]);
    const day = app.clock.now().toISOString().slice(0, 10);
    expect((await records({ from: day, to: day, event: 'session.*' })).length).toBe(3);
    expect(await records({ to: '2001-01-01' })).toEqual([]);
    expect(await records({ organization: 'club', event: 'session.*' })).toEqual([]);
  });

  test('ignores a malformed day, cursor or name', async () => {
    for (const [name, value] of [
      ['from', 'yesterday'],
      ['before', 'x'],
      ['to', '2026-13-45'],
    ] as const)
      expect((await send({ [name]: value })).status).toBe(200);
    expect((await send({ user: '\0' })).status).toBe(404);
    expect(await records({ event: '%' })).toEqual([]);
  });

  test('is available as CSV with the same events', async () => {
    const { text, headers } = await send({ user: 'anna' }, '/csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [heading, ...lines] = text.trimEnd().split('\r\n');
    expect(heading).toContain('time,event,username,organization,actor');
    expect(lines).toHaveLength(2);
  });

  test('is paged, shows each event once, and keeps the filter', async () => {
    const { db } = app.database;
    const rows = Array.from({ length: 40 }, (_, index) => ({
      event_id: `00000000-${String(index).padStart(4, '0')}`,
      occurred_at: app.clock.now(),
      event: 'name.changed',
      username: 'bert',
    }));
    await db.insertInto('audit_events').values(rows).execute();
    const first = await send({ user: 'bert', event: 'name.*' });
    const [, next = ''] = /<a rel="next" href="([^"]+)"/.exec(first.text) ?? [];
    expect(next).toContain('user=bert');
    const second = await operator.agent.get(next.replaceAll('&amp;', '&'));
    expect([titles(first), titles(second)]).toEqual([25, 15]);
    expect(first.text.length).toBeLessThan(30_000);
  });

  test('returns 404 for its files to other users', async () => {
    const eve = openUserAgent(app);
    await signInAs(app, eve, 'anna');
    for (const file of ['', '/csv', '/json']) {
      const { status, text, headers } = await eve.get(`/admin/audit${file}?user=bert`);
      expect([status, headers['content-disposition']]).toEqual([404, undefined]);
      expect(text).not.toContain('session.ended');
    }
  });

  test('requires recent authentication for its files too', async () => {
    const late = await newOperator(app, {
      authenticatedAt: new Date(app.clock.now().getTime() - 601_000),
    });
    for (const file of ['/csv', '/json'])
      expect((await late.agent.get(`/admin/audit${file}`)).headers.location).toMatch(/^\/login\/confirm/);
  });
});
