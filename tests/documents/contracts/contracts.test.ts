import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Contract } from '../../../generated/types.ts';
import { contractIdOf } from '../../../src/documents/contracts/contract-id.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { type Caller, callerWith } from '../../users/caller.ts';

let app: TestApp;
let made = 0;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'stranger' });
  await newOrganization(app.database.db, 'shop', { owner: 'stranger' });
});
afterAll(() => app.close());

/** A party under whose name contracts are stored. */
interface Side {
  readonly party: { readonly type: 'user' | 'org'; readonly name: string };
  readonly path: string;
  readonly me: Caller;
  /** Statements to list contracts, including authentication and access. */
  readonly statements: number;
}

async function userSide(): Promise<Side> {
  const { username, token } = await newUser(app);
  const path = `/users/${username}/contracts`;
  return { party: { type: 'user', name: username }, path, me: callerWith(app, token), statements: 2 };
}

async function organizationSide(): Promise<Side> {
  const { username, token } = await newUser(app);
  made += 1;
  const name = await newOrganization(app.database.db, `petshop${made}`, { owner: username });
  const path = `/organizations/${name}/contracts`;
  return { party: { type: 'org', name }, path, me: callerWith(app, token), statements: 3 };
}

const content = { content: 'Rent of a green car', contractType: 'rent' };
const bob = { type: 'user', name: 'bob' };

/** A valid contract with a unique id; `more` is what matters to the test. */
function contractWith(more: object = {}) {
  made += 1;
  return { ...content, expires: dateIn(3600), contractId: `contract ${made}`, ...more };
}

/** A time in the server's format. */
function dateIn(seconds: number): string {
  return new Date(app.clock.now().getTime() + seconds * 1000).toISOString().replace(/\.?0+Z$/, 'Z');
}

const contractTables = ['contracts', 'contract_parties', 'contract_signatures'] as const;

/** All rows about contracts, in any order, to prove that a refusal stored nothing. */
const stored = () => Promise.all(contractTables.map(async (table) => new Set(await rowsOf(table))));

const rowsOf = (table: (typeof contractTables)[number]) =>
  app.database.db.selectFrom(table).selectAll().execute();

describe.each([
  ['user', userSide],
  ['organization', organizationSide],
])('contracts of a %s', (_kind, newSide) => {
  let side: Side;
  beforeEach(async () => {
    side = await newSide();
  });

  const add = (body: object) => side.me.post(side.path, body);
  const list = async (query = ''): Promise<Contract[]> =>
    (await side.me.get(`${side.path}${query}`).expect(200)).body;
  const ids = async (query?: string) => (await list(query)).map(({ contractId }) => contractId);

  describe('storing', () => {
    test('returns the whole contract, and the list has it', async () => {
      const signature = { signedBy: 'bob', date: dateIn(-5), publicKey: 'ssh-rsa AA', signature: 'c2ln' };
      const sent = contractWith({
        parties: [bob, side.party],
        invalidates: ['older', 'oldest'],
        extends: ['frame'],
        signatures: [signature, { ...signature, signedBy: 'ann' }],
      });
      const { body } = await add(sent).expect(201);
      expect(body).toEqual(sent);
      expect(await list()).toEqual([sent]);
    });

    test('adds the caller as the last party when missing', async () => {
      const { body } = await add(contractWith({ parties: [bob] })).expect(201);
      expect(body.parties).toEqual([bob, side.party]);
      expect((await list())[0]?.parties).toEqual([bob, side.party]);
    });

    test('fills missing lists with empty ones', async () => {
      const { body } = await add(contractWith()).expect(201);
      expect(body).toMatchObject({ parties: [side.party], invalidates: [], extends: [], signatures: [] });
    });

    test('a party of the same name and another type is another party', async () => {
      const type = side.party.type === 'user' ? 'org' : 'user';
      const { body } = await add(contractWith({ parties: [{ type, name: side.party.name }] })).expect(201);
      expect(body.parties).toEqual([{ type, name: side.party.name }, side.party]);
    });

    test('reads type and name in any letter case and writes them in lower case', async () => {
      const parties = [
        { Type: 'user', Name: 'bob' },
        { TYPE: side.party.type, name: side.party.name },
      ];
      const { body } = await add(contractWith({ parties })).expect(201);
      expect(body.parties).toEqual([bob, side.party]);
    });

    test('accepts dates of any zone and returns them in UTC', async () => {
      const signature = { signedBy: 'bob', publicKey: '', signature: '' };
      const sent = contractWith({
        expires: '2999-06-01T00:30:00.120+02:00',
        signatures: [{ ...signature, date: '1890-01-01T00:00:00.5-03:00' }],
      });
      const { body } = await add(sent).expect(201);
      expect(body.expires).toBe('2999-05-31T22:30:00.12Z');
      expect(body.signatures[0].date).toBe('1890-01-01T03:00:00.5Z');
      expect(await list()).toEqual([body]);
    });

    test('takes many signatures, and keeps their order', async () => {
      const signatures = Array.from({ length: 12_000 }, (_, index) => {
        return { signedBy: `${index}`, date: '2020-01-01T00:00:00Z', publicKey: '', signature: '' };
      });
      const { body } = await add(contractWith({ signatures })).expect(201);
      expect(body.signatures).toEqual(signatures);
      expect((await list())[0]?.signatures).toEqual(signatures);
      // Other tests compare whole tables.
      await app.database.db.deleteFrom('contracts').where('contract_id', '=', body.contractId).execute();
    });

    test('has at most twenty parties, the caller included', async () => {
      const others = Array.from({ length: 20 }, (_, index) => ({ type: 'user', name: `user ${index}` }));
      const { body } = await add(contractWith({ parties: others.slice(1) })).expect(201);
      expect(body.parties).toHaveLength(20);
      await add(contractWith({ parties: [...others.slice(1), side.party] })).expect(201);
      const before = await stored();
      const response = await add(contractWith({ parties: others })).expect(400);
      expect(response.body.error_description).toContain('body.parties: at most 20');
      expect(await stored()).toEqual(before);
    });

    const eleven = Array.from({ length: 11 }, (_, index) => `id ${index}`);
    test.each([
      ['a party twice', { parties: [bob, bob] }, 'body.parties'],
      ['a party twice in different letters', { parties: [bob, { Type: 'user', Name: 'bob' }] }, 'parties'],
      ['a party without a name', { parties: [{ type: 'user' }] }, 'body.parties'],
      ['a party whose name is endless', { parties: [{ type: 'org', name: 'x'.repeat(251) }] }, 'name'],
      ['an empty id', { contractId: '' }, 'body.contractId'],
      ['an id of 65 characters', { contractId: 'x'.repeat(65) }, 'body.contractId'],
      ['a type of 41 characters', { contractType: 'x'.repeat(41) }, 'body.contractType'],
      ['eleven invalidated contracts', { invalidates: eleven }, 'body.invalidates'],
      ['eleven extended contracts', { extends: eleven }, 'body.extends'],
      ['no content', { content: undefined }, 'body'],
      ['a date that is none', { expires: 'soon' }, 'body.expires'],
      ['a date that does not exist', { expires: '2016-12-31T23:59:60Z' }, 'body.expires'],
      ['a signature without a date', { signatures: [{ signedBy: 'bob' }] }, 'body.signatures'],
    ])('is refused for %s', async (_what, more, field) => {
      const before = await stored();
      const { body } = await add(contractWith(more)).expect(400);
      expect(body).toEqual({ error: 'bad_request', error_description: expect.stringContaining(field) });
      expect(await stored()).toEqual(before);
    });

    test('is refused for an id that anyone used, and changes nothing', async () => {
      const other = await userSide();
      const first = contractWith();
      await other.me.post(other.path, first).expect(201);
      const before = await stored();
      const { body } = await add({ ...contractWith(), contractId: first.contractId }).expect(409);
      expect(body).toEqual({ error: 'contract_exists' });
      expect(await stored()).toEqual(before);
    });

    test('succeeds exactly once when requests race for an id', async () => {
      const same = contractWith();
      const responses = await Promise.all([1, 2, 3].map((n) => add({ ...same, content: `${n}` })));
      expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const winner = responses.find(({ status }) => status === 201);
      expect(await list()).toEqual([winner?.body]);
    });
  });

  describe('listing', () => {
    test('returns an empty list when there is nothing', async () => {
      expect(await list()).toEqual([]);
    });

    test('is sorted newest first, then by id', async () => {
      for (const contractId of [`${side.path} b`, `${side.path} a`])
        await add(contractWith({ contractId })).expect(201);
      app.clock.advance(1);
      await add(contractWith({ contractId: `${side.path} c` })).expect(201);
      expect(await ids()).toEqual(['c', 'a', 'b'].map((letter) => `${side.path} ${letter}`));
    });

    test('leaves out what has expired, unless asked for', async () => {
      const [now, before] = [dateIn(0), dateIn(-1)];
      const last = (await add(contractWith({ expires: now })).expect(201)).body.contractId;
      const past = (await add(contractWith({ expires: before })).expect(201)).body.contractId;
      for (const query of ['', '?includeExpired=false']) expect(await ids(query)).toEqual([last]);
      expect((await ids('?includeExpired=true')).sort()).toEqual([last, past].sort());
    });

    test('is paged', async () => {
      const names = ['1', '2', '3', '4'].map((name) => `${side.path} ${name}`);
      for (const contractId of names) await add(contractWith({ contractId })).expect(201);
      expect(await ids('?max=2')).toEqual(names.slice(0, 2));
      expect(await ids('?start=2&max=2')).toEqual(names.slice(2));
      expect(await ids('?start=3&max=250')).toEqual(names.slice(3));
      expect(await ids('?start=4')).toEqual([]);
      expect(await ids('?start=99999999999999999999999')).toEqual([]);
    });

    test('returns fifty by default', async () => {
      await copyContract((await add(contractWith()).expect(201)).body.contractId, 50);
      expect(await list()).toHaveLength(50);
      expect(await list('?max=250')).toHaveLength(51);
    });

    test.each([
      'start=-1',
      'start=x',
      'start=1.5',
      'max=0',
      'max=251',
      'max=-1',
      'max=ten',
      'includeExpired=maybe',
    ])('is refused for %s', async (query) => {
      const { body } = await side.me.get(`${side.path}?${query}`).expect(400);
      expect(body.error).toBe('bad_request');
    });

    test('shows a contract to every party, and to no one else', async () => {
      const [partner, outsider] = [await userSide(), await organizationSide()];
      const sent = contractWith({ parties: [partner.party, { type: 'user', name: outsider.party.name }] });
      const { body } = await add(sent).expect(201);
      expect((await partner.me.get(partner.path).expect(200)).body).toEqual([body]);
      expect((await outsider.me.get(outsider.path).expect(200)).body).toEqual([]);
    });

    test('takes one statement besides those of the access check, however many there are', async () => {
      const signatures = [{ signedBy: 'bob', date: dateIn(0), publicKey: '', signature: '' }];
      for (let count = 0; count < 3; count += 1) await add(contractWith({ signatures })).expect(201);
      expect(await app.database.countStatements(() => list())).toBe(side.statements);
    });
  });

  test('an id made as documented can be checked against the response', async () => {
    const { name, type } = side.party;
    const text = `{ "parties": [{ "type": "${type}", "name": "${name}" }], "content": "Zwölf \\"Sätze\\"",
      "contractType": "", "invalidates": [], "extends": [], "expires": "2999-01-31T12:00:00Z" }`;
    await add({ ...JSON.parse(text), contractId: contractIdOf(text) }).expect(201);
    const [answered] = await list();
    expect(contractIdOf(JSON.stringify(answered))).toBe(answered?.contractId);
  });

  test('is closed to strangers, and refusals store nothing', async () => {
    await add(contractWith({ parties: [bob] })).expect(201);
    const before = await stored();
    const callers: readonly (readonly [number, string | undefined])[] = [
      [401, undefined],
      [401, 'x'.repeat(28)],
      [403, (await newUser(app)).token],
      [403, await organizationToken(app, 'shop', side.path.slice(-20))],
      [403, await newThirdParty()],
    ];
    for (const [status, token] of callers) {
      const caller = callerWith(app, token);
      await caller.get(side.path).expect(status);
      await caller.post(side.path, contractWith()).expect(status);
    }
    expect(await stored()).toEqual(before);
  });

  /** An application to which the user, or the owner, grants everything that needs no label. */
  const newThirdParty = async () => {
    const username = side.party.type === 'user' ? side.party.name : await ownerOf(side.party.name);
    return newThirdPartyToken(app, {
      username,
      client: 'shop',
      scopes: ['user:name', 'user:see', 'user:keystore'],
    });
  };
});

describe('contracts of an organization', () => {
  test('are read and stored by its own token and by one of an organization above it', async () => {
    const above = await newOrganization(app.database.db, 'holding');
    const name = await newOrganization(app.database.db, 'holding.rent');
    for (const globalid of [above, name]) {
      const caller = callerWith(app, await organizationToken(app, globalid));
      await caller.post(`/organizations/${name}/contracts`, contractWith()).expect(201);
      const { body } = await caller.get(`/organizations/${name}/contracts`).expect(200);
      expect(body.length).toBeGreaterThan(0);
    }
    const parent = callerWith(app, await organizationToken(app, above, 'second'));
    expect((await parent.get(`/organizations/${above}/contracts`).expect(200)).body).toEqual([]);
  });

  test('are closed to members', async () => {
    const member = await newUser(app);
    const name = await newOrganization(app.database.db, 'club', { members: [member.username] });
    const caller = callerWith(app, member.token);
    await caller.get(`/organizations/${name}/contracts`).expect(403);
    await caller.post(`/organizations/${name}/contracts`, contractWith()).expect(403);
  });

  test('stay with the other parties when it is deleted', async () => {
    const { me, path, party } = await organizationSide();
    const partner = await userSide();
    const { body } = await me.post(path, contractWith({ parties: [partner.party] })).expect(201);
    await me.delete(`/organizations/${party.name}`).expect(204);
    expect((await partner.me.get(partner.path).expect(200)).body).toEqual([body]);
  });
});

async function ownerOf(globalid: string): Promise<string> {
  const { db } = app.database;
  const query = db.selectFrom('organization_users').select('username').where('globalid', '=', globalid);
  return (await query.executeTakeFirstOrThrow()).username;
}

/** Copies of a contract, inserted into the tables. */
async function copyContract(contractId: string, count: number): Promise<void> {
  const { db } = app.database;
  const one = await db
    .selectFrom('contracts')
    .selectAll()
    .where('contract_id', '=', contractId)
    .executeTakeFirstOrThrow();
  const parties = await db
    .selectFrom('contract_parties')
    .selectAll()
    .where('contract_id', '=', contractId)
    .execute();
  const copies = Array.from({ length: count }, (_, index) => `${contractId} copy ${index}`);
  await db
    .insertInto('contracts')
    .values(copies.map((id) => ({ ...one, contract_id: id })))
    .execute();
  await db
    .insertInto('contract_parties')
    .values(copies.flatMap((id) => parties.map((party) => ({ ...party, contract_id: id }))))
    .execute();
}
