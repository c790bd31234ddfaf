import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordEvent } from '../../../src/audit/record-event.ts';
import { systemActor } from '../../../src/base/actor.ts';
import { inTransaction } from '../../../src/db/pg-errors.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newApiKey } from '../../support/organizations.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { type Callers, newCallers, send } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

/** Creates events of several kinds, the last one by an owner in the browser. */
async function live({ owner, member, globalid, path }: Callers) {
  await newApiKey(app.database.db, { globalid, label: 'site' }, app.clock.now());
  app.clock.advance(1);
  await send(owner, path, `${path}/people/act`, { act: 'makeOwner', who: member.username });
}

describe('the audit log of an organization', () => {
  test('lists what happened and who did it, without networks', async () => {
    const callers = await newCallers(app);
    await live(callers);
    const { owner, globalid, path } = callers;
    const { text } = await owner.agent.get(`${path}/audit`);
    expect(text).toContain(`API key “site” of ${globalid} created`);
    expect(text).toContain(`by ${owner.username}`);
    expect(text).not.toContain('127.0.0');
  });

  test('is narrowed down by kind and by who', async () => {
    const callers = await newCallers(app);
    await live(callers);
    const { owner, member, path } = callers;
    const people = (await owner.agent.get(`${path}/audit?show=people`)).text;
    expect([people.includes(member.username), people.includes('“site”')]).toEqual([true, false]);
    const ofMember = (await owner.agent.get(`${path}/audit?who=${member.username}`)).text;
    expect(ofMember).not.toContain('“site”');
    expect((await owner.agent.get(`${path}/audit?who=noone&show=all`)).text).toContain('No events match.');
  });

  test('has pages', async () => {
    const { owner, globalid, path } = await newCallers(app);
    await inTransaction(app.database.db, async (trx) => {
      for (let index = 0; index < 31; index += 1) {
        const fields = { globalid, key: `entry${index}e` };
        await recordEvent(trx, systemActor(app.clock.now()), 'organization.registry_entry_changed', fields);
      }
    });
    const first = await owner.agent.get(`${path}/audit`);
    expect([first.text.includes('entry30e'), first.text.includes('entry0e')]).toEqual([true, false]);
    const [, older = ''] = /rel="next" href="([^"]+)"/.exec(first.text) ?? [];
    const next = await owner.agent.get(older.replaceAll('&amp;', '&'));
    expect([next.text.includes('entry0e'), next.text.includes('entry1e')]).toEqual([true, false]);
    expect(Buffer.byteLength(first.text)).toBeLessThan(30_000);
    const count = await app.database.countStatements(() => owner.agent.get(`${path}/audit`));
    expect(count).toBeLessThanOrEqual(8);
  });

  test('can be downloaded as CSV and as JSON, without networks', async () => {
    const callers = await newCallers(app);
    await live(callers);
    const { owner, member, path } = callers;
    const csv = await owner.agent.get(`${path}/audit/csv?show=people`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = csv.text.split('\r\n');
    expect(lines[0]).toBe('time,event,actor,client,username,details');
    expect(lines[1]).toContain(`organization.role_changed,${owner.username},,${member.username},"{""role""`);
    const json = await owner.agent.get(`${path}/audit/json`);
    expect(json.body).toHaveLength(2);
    expect(Object.keys(json.body[0])).toEqual(['time', 'event', 'actor', 'client', 'username', 'details']);
  });

  test('writes no formulas into CSV', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const actor = { ...systemActor(app.clock.now()), name: '=cmd|calc' };
    await inTransaction(app.database.db, (trx) =>
      recordEvent(trx, actor, 'organization.logo_removed', { globalid }),
    );
    expect((await owner.agent.get(`${path}/audit/csv`)).text).toContain(",'=cmd|calc,");
  });

  test.each(['', '/csv', '/json'])('%s is for owners only', async (file) => {
    const { member, stranger, path } = await newCallers(app);
    expect((await member.agent.get(`${path}/audit${file}`)).status).toBe(403);
    expect((await stranger.agent.get(`${path}/audit${file}`)).status).toBe(404);
    expect((await openUserAgent(app).get(`${path}/audit${file}`)).headers.location).toMatch(/^\/login\?/);
  });
});
