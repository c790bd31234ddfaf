import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';
import { emailKind, type LabelledKind, phoneKind, simpleKinds } from './labelled-kinds.ts';

let app: TestApp;
let organization: string;
let stranger: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  organization = await newOrganization(app.database.db, 'shop');
  stranger = await newUser(app, { username: 'stranger' });
});

afterAll(() => app.close());

describe.each([...simpleKinds, emailKind, phoneKind])('$name', (kind: LabelledKind) => {
  let user: TestUser;
  let me: Caller;
  let list: string;
  let first: object;
  let second: object;

  beforeEach(async () => {
    user = await newUser(app);
    me = callerWith(app, user.token);
    list = `/users/${user.username}/${kind.path}`;
    [first, second] = kind.contents(user.username);
  });

  const item = (label: string) => `${list}/${encodeURIComponent(label)}`;
  const add = (label: string, content = first) => me.post(list, { ...content, label });
  const stored = async () => (await me.get(list).expect(200)).body;

  /** All rows, to prove that a refusal changed nothing. */
  const table = async () => (await sql`select * from ${sql.table(kind.table)}`.execute(app.database.db)).rows;

  describe('adding', () => {
    test('returns what was stored', async () => {
      const response = await add('home').expect(201);
      expect(response.body).toEqual({ ...first, label: 'home' });
      expect(await stored()).toEqual([response.body]);
    });

    test('is refused for a label that is in use', async () => {
      await add('home').expect(201);
      const response = await add('home', second).expect(409);
      expect(response.body).toEqual({ error: 'duplicate_label' });
      expect(await stored()).toEqual([{ ...first, label: 'home' }]);
    });

    test('takes the same label from another user, and in another case', async () => {
      await add('home').expect(201);
      await add('Home').expect(201);
      const other = await newUser(app);
      await callerWith(app, other.token)
        .post(`/users/${other.username}/${kind.path}`, { ...first, label: 'home' })
        .expect(201);
    });

    test('succeeds exactly once when two requests race for a label', async () => {
      const responses = await Promise.all([add('home', first), add('home', second)]);
      expect(responses.map((response) => response.status).sort()).toEqual([201, 409]);
      expect(await stored()).toHaveLength(1);
    });

    test('is refused when there are a hundred', async () => {
      await add('number 1').expect(201);
      await copyEntries(kind, user.username, 99);
      const response = await add('number 101').expect(409);
      expect(response.body.error).toBe('too_many_entries');
      expect(await stored()).toHaveLength(100);
    });

    test.each(['', 'x', 'x'.repeat(51), 'a/b', 'a\u00a0b', 'é1'])(
      'is refused for the label %j',
      async (label) => {
        const response = await add(label).expect(400);
        expect(response.body).toEqual({
          error: 'bad_request',
          error_description: expect.stringContaining('body.label'),
        });
        expect(await stored()).toEqual([]);
      },
    );

    test.each(kind.broken)('is refused for %s', async (_what, body, word) => {
      const response = await me.post(list, body).expect(400);
      expect(response.body.error_description).toContain(word);
      expect(await stored()).toEqual([]);
    });

    test('is refused without a body', async () => {
      await me.post(list).expect(400);
    });
  });

  describe('listing', () => {
    test('returns an empty list when there is nothing', async () => {
      expect(await stored()).toEqual([]);
    });

    test('keeps the order of adding', async () => {
      for (const label of ['zz', 'bb', 'aa']) await add(label).expect(201);
      expect((await stored()).map((entry: { label: string }) => entry.label)).toEqual(['zz', 'bb', 'aa']);
    });

    test('takes one statement beside the one that finds the token', async () => {
      expect(await app.database.countStatements(() => me.get(list))).toBe(2);
    });
  });

  if (kind.canReadOne) {
    describe('reading one', () => {
      test('returns it', async () => {
        await add('my home').expect(201);
        const response = await me.get(item('my home')).expect(200);
        expect(response.body).toEqual({ ...first, label: 'my home' });
      });

      test.each(['away', 'x', 'Home'])('responds 404 for the label %j', async (label) => {
        await add('home').expect(201);
        expect((await me.get(item(label)).expect(404)).body).toEqual({ error: 'not_found' });
      });
    });
  }

  describe('changing', () => {
    test('replaces content and label, and keeps the place', async () => {
      for (const label of ['one', 'two', 'three']) await add(label).expect(201);
      const response = await me.put(item('two'), { ...second, label: 'deux' }).expect(kind.changed);
      expect(response.body).toEqual({ ...second, label: 'deux' });
      expect(await stored()).toEqual([
        { ...first, label: 'one' },
        { ...second, label: 'deux' },
        { ...first, label: 'three' },
      ]);
    });

    test('may leave the label as it is', async () => {
      await add('home').expect(201);
      await me.put(item('home'), { ...second, label: 'home' }).expect(kind.changed);
      expect(await stored()).toEqual([{ ...second, label: 'home' }]);
    });

    test('is refused for a label that is in use', async () => {
      await add('home').expect(201);
      await add('work').expect(201);
      const response = await me.put(item('work'), { ...first, label: 'home' }).expect(409);
      expect(response.body).toEqual({ error: 'duplicate_label' });
      expect(await stored()).toEqual([
        { ...first, label: 'home' },
        { ...first, label: 'work' },
      ]);
    });

    test('responds 404 for an unknown label and stores nothing', async () => {
      await me.put(item('away'), { ...first, label: 'home' }).expect(404);
      expect(await stored()).toEqual([]);
    });

    test.each(kind.broken)('is refused for %s', async (_what, body, word) => {
      await add('home').expect(201);
      const response = await me.put(item('home'), body).expect(400);
      expect(response.body.error_description).toContain(word);
      expect(await stored()).toEqual([{ ...first, label: 'home' }]);
    });
  });

  describe('removing', () => {
    test('takes away that one', async () => {
      await add('home').expect(201);
      await add('work', second).expect(201);
      await me.delete(item('home')).expect(204);
      expect(await stored()).toEqual([{ ...second, label: 'work' }]);
    });

    test('responds 404 for an unknown label', async () => {
      await add('home').expect(201);
      await me.delete(item('away')).expect(404);
      expect(await stored()).toHaveLength(1);
    });

    test('succeeds exactly once when two requests race', async () => {
      await add('home').expect(201);
      await add('work', second).expect(201);
      const responses = await Promise.all([me.delete(item('home')), me.delete(item('home'))]);
      expect(responses.map((response) => response.status).sort()).toEqual([204, 404]);
    });
  });

  describe('what organizations may see', () => {
    beforeEach(async () => {
      await add('home').expect(201);
      await add('work', second).expect(201);
      await share(user.username, kind.sharedAs);
    });

    test('follows a new label', async () => {
      await me.put(item('home'), { ...first, label: 'nest' }).expect(kind.changed);
      expect(await shared(user.username)).toEqual(kind.sharedAs.map((as) => `${as}: main is nest`));
    });

    test('stays when only the content changes', async () => {
      await me
        .put(item('home'), { ...kind.contents(`${user.username}x`)[0], label: 'home' })
        .expect(kind.changed);
      expect(await shared(user.username)).toEqual(kind.sharedAs.map((as) => `${as}: main is home`));
    });

    test('stays when a change is refused', async () => {
      await me.put(item('home'), { ...first, label: 'work' }).expect(409);
      expect(await shared(user.username)).toEqual(kind.sharedAs.map((as) => `${as}: main is home`));
    });

    // promise: labels
    test('ends with the entry, so that a later one under its label stays private', async () => {
      await me.delete(item('home')).expect(204);
      await add('home').expect(201);
      expect(await shared(user.username)).toEqual([]);
    });

    test('is not touched in the records of other users, and for other kinds', async () => {
      const other = await newUser(app);
      await share(other.username, kind.sharedAs);
      await share(user.username, ['avatars']);
      await me.delete(item('home')).expect(204);
      expect(await shared(other.username)).toHaveLength(kind.sharedAs.length);
      expect(await shared(user.username)).toEqual(['avatars: main is home']);
    });
  });

  describe('is closed', () => {
    const strangers: readonly (readonly [
      who: string,
      status: number,
      token: () => Promise<string | undefined>,
    ])[] = [
      ['nobody', 401, async () => undefined],
      ['a bad token', 401, async () => 'x'.repeat(28)],
      ['another user', 403, async () => stranger.token],
      ['an organization', 403, () => organizationToken(app, organization, user.username)],
      [
        'an application of the user',
        403,
        () => newThirdPartyToken(app, { username: user.username, client: organization }),
      ],
    ];

    test.each(strangers)('to %s', async (_who, status, token) => {
      await add('home').expect(201);
      const before = await table();
      const caller = callerWith(app, await token());
      const body = { ...second, label: 'work' };
      await caller.get(list).expect(status);
      await caller.post(list, body).expect(status);
      if (kind.canReadOne) await caller.get(item('home')).expect(status);
      await caller.put(item('home'), body).expect(status);
      await caller.delete(item('home')).expect(status);
      expect(await table()).toEqual(before);
    });
  });
});

/** Copies of the first entry, inserted into the table. */
async function copyEntries({ table }: LabelledKind, username: string, count: number): Promise<void> {
  const { rows } = await sql<object>`
    select * from ${sql.table(table)} where username = ${username}`.execute(app.database.db);
  for (let index = 2; index < count + 2; index += 1) {
    const row = { ...rows[0], label: `number ${index}`, position: index };
    const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
    await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(
      app.database.db,
    );
  }
}

/** The organization may see the entry `home` under the name `main`. */
async function share(username: string, kinds: LabelledKind['sharedAs']): Promise<void> {
  const now = app.clock.now();
  const record = { username, granted_to: organization };
  await app.database.db
    .insertInto('user_authorizations')
    .values({ ...record, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const rows = kinds.map((kind, position) => ({
    ...record,
    kind,
    requested_label: 'main',
    real_label: 'home',
    position,
  }));
  await app.database.db.insertInto('user_authorization_labels').values(rows).execute();
}

async function shared(username: string): Promise<string[]> {
  const rows = await app.database.db
    .selectFrom('user_authorization_labels')
    .selectAll()
    .where('username', '=', username)
    .orderBy('kind')
    .execute();
  return rows.map((row) => `${row.kind}: ${row.requested_label} is ${row.real_label}`);
}
