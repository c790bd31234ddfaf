import { beforeEach, describe, expect, test } from '@jest/globals';
import { hashToken } from '../../src/crypto/tokens.ts';
import { testUrl } from '../support/app.ts';
import { redirectParameters } from '../support/authorize.ts';
import { signInAs } from '../support/user-agent.ts';
import { authorizationVisitor } from './authorization-visitor.ts';

const { app, agent, codes, send, agreed } = authorizationVisitor();

describe('a new sign-in', () => {
  const login = (location: string | undefined) => {
    const { pathname, searchParams } = new URL(location ?? '', testUrl);
    expect(pathname).toBe('/login');
    searchParams.delete('endpoint');
    return `/v1/oauth/authorize?${searchParams}`;
  };

  beforeEach(async () => {
    await signInAs(app(), agent(), 'bob');
    await agreed();
    app().clock.advance(60);
  });

  // promise: sign-in-age, oidcc-prompt-login, asvs-7.6.1
  test.each([{ prompt: 'login' }, { prompt: 'select_account' }, { max_age: '59' }, { max_age: '0' }])(
    'is required once by %j, and not skipped',
    async (parameters) => {
      const back = login((await send(parameters)).headers.location);
      expect(login((await agent().get(back)).headers.location)).toContain('reauthenticate_after=');
      await signInAs(app(), agent(), 'bob');
      app().clock.advance(5);
      expect(redirectParameters((await agent().get(back)).headers.location).code).toHaveLength(28);
    },
  );

  // promise: prompt-create
  test('or a new account is required once by prompt=create, and not skipped', async () => {
    const response = await send({ prompt: 'create' });
    const { pathname, searchParams } = new URL(response.headers.location ?? '', testUrl);
    expect(pathname).toBe('/register');
    searchParams.delete('endpoint');
    const back = `/v1/oauth/authorize?${searchParams}`;
    expect((await agent().get(back)).headers.location).toMatch(/^\/register\?/);
    expect(await codes()).toEqual([]);
    await signInAs(app(), agent(), 'bob');
    expect(redirectParameters((await agent().get(back)).headers.location).code).toHaveLength(28);
  });

  // promise: oidcc-max-age-10000
  test('is not required while the last one is recent enough', async () => {
    expect(redirectParameters((await send({ max_age: '60' })).headers.location).code).toHaveLength(28);
  });

  test('counts only by a moment that this server named, for this client, within the hour', async () => {
    const back = login((await send({ prompt: 'login' })).headers.location);
    const marker = new URL(back, testUrl).searchParams.get('reauthenticate_after') ?? '';
    await signInAs(app(), agent(), 'bob');
    const [since = '', hash = ''] = marker.split('.');
    const forged = [`${Number(since) - 1}.${hash}`, `0.${hash}`, `${since}.x`, since, ''];
    for (const reauthenticate_after of forged) {
      const response = await send({ prompt: 'login', reauthenticate_after });
      expect(response.headers.location).toMatch(/^\/login\?/);
    }
    const other = await send({
      prompt: 'login',
      reauthenticate_after: marker,
      client_id: 'careful',
      redirect_uri: 'https://careful.example/',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    expect(other.headers.location).toMatch(/^\/login\?/);
    app().clock.advance(3_601);
    await signInAs(app(), agent(), 'bob');
    const late = await send({ prompt: 'login', reauthenticate_after: marker });
    expect(late.headers.location).toMatch(/^\/login\?/);
  });

  test('cannot be required with prompt=none', async () => {
    const response = await send({ prompt: 'none', max_age: '1' });
    expect(redirectParameters(response.headers.location).error).toBe('login_required');
  });
});

describe('a session whose second factor was waived', () => {
  const protectedFor = (clientId: string) =>
    signInAs(app(), agent(), 'bob', { purpose: 'protected', clientId, amr: ['pwd'] });

  test('is valid for its own client', async () => {
    await protectedFor('shop');
    await agreed();
    expect(redirectParameters((await send()).headers.location).code).toHaveLength(28);
    expect(await codes()).toMatchObject([{ amr: ['pwd'] }]);
  });

  test('is not enough for a client that requests two factors: the second one is asked for', async () => {
    await protectedFor('shop');
    await agreed();
    for (const acr_values of ['1 2', '3', 'urn:mace:incommon:iap:silver'])
      expect(redirectParameters((await send({ acr_values })).headers.location).code).toHaveLength(28);
    const none = await send({ acr_values: '2', prompt: 'none' });
    expect(redirectParameters(none.headers.location).code).toHaveLength(28);
    expect((await send({ acr_values: '2 1' })).headers.location).toMatch(/^\/login\?/);
    await signInAs(app(), agent(), 'bob');
    expect(redirectParameters((await send({ acr_values: '2 1' })).headers.location).code).toHaveLength(28);
    const issued = await app()
      .database.db.selectFrom('authorization_codes')
      .select('amr')
      .orderBy('authenticated_at')
      .execute();
    expect(issued.filter(({ amr }) => amr.length > 1)).toHaveLength(1);
  });

  test('is signed out for another client', async () => {
    await protectedFor('careful');
    await agreed();
    expect((await send()).headers.location).toMatch(/^\/login\?/);
    expect(await codes()).toEqual([]);
  });

  test('cannot consent: the second factor is forgotten and asked for', async () => {
    const { db } = app().database;
    const { sessionId: device_id } = await protectedFor('shop');
    agent().cookies.set('device', 'the cookie of this browser');
    const times = {
      created_at: app().clock.now(),
      last_used_at: app().clock.now(),
      expires_at: app().clock.now(),
    };
    const secret_hash = hashToken('the cookie of this browser');
    await db
      .insertInto('trusted_devices')
      .values({ secret_hash, device_id, username: 'bob', ...times })
      .execute();
    const remembered = { username: 'bob', globalid: 'shop', device_id, remembered_at: app().clock.now() };
    await db.insertInto('remembered_second_factors').values(remembered).execute();
    const none = await send({ prompt: 'none' });
    expect(redirectParameters(none.headers.location).error).toBe('interaction_required');
    expect(await db.selectFrom('remembered_second_factors').selectAll().execute()).toHaveLength(1);
    expect((await send()).headers.location).toMatch(/^\/login\?/);
    expect(await db.selectFrom('remembered_second_factors').selectAll().execute()).toEqual([]);
    expect(agent().cookies.has('oauthsession')).toBe(false);
    expect(
      await db
        .selectFrom('sessions')
        .selectAll()
        .where('purpose', '=', 'protected')
        .where('client_id', '=', 'shop')
        .where('session_id', '=', device_id)
        .execute(),
    ).toEqual([]);
  });
});
