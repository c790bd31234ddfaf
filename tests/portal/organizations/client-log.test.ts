import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { cleanUp } from '../../../src/jobs/cleanup.ts';
import { createClientLog, withoutValues } from '../../../src/organizations/client-log/client-log.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { authorizeUrl, redirectParameters, storeRecord } from '../../support/authorize.ts';
import { newApiKey } from '../../support/organizations.ts';
import { untilOneWaits } from '../../support/waiting.ts';
import { newCallers } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const callback = 'https://shop.example/callback';

async function newShop() {
  const callers = await newCallers(app);
  const key = { globalid: callers.globalid, label: 'site', callbackUrl: callback, matchesExactly: true };
  const secret = await newApiKey(app.database.db, key);
  return { ...callers, secret, log: `${callers.path}/clients/log` };
}

const authorize = (fields: Readonly<Record<string, string>>) =>
  request(app.web)
    .get(`/v1/oauth/authorize?${new URLSearchParams({ response_type: 'code', ...fields })}`)
    .set('Accept', 'text/html');

const rowsOf = (globalid: string) =>
  app.database.db.selectFrom('client_log').selectAll().where('globalid', '=', globalid).execute();

describe('a refused authorization request', () => {
  test('leads the developer to its cause, and reveals nothing registered to strangers', async () => {
    const { owner, globalid, log } = await newShop();
    const page = await authorize({ client_id: globalid, redirect_uri: `${callback}/?user=bob` });
    expect(page.status).toBe(400);
    const requestId = page.headers['x-request-id'] ?? '';
    expect(page.text).toContain(requestId);
    expect(page.text).toContain(`href="${log}?q=${requestId}"`);
    expect(page.text).not.toContain(callback);
    const { text } = await owner.agent.get(`${log}?q=${requestId}`);
    expect(text).toContain('The redirect_uri is not registered for this client.');
    expect(text).toContain(`<code>${callback}/?user=…</code>`);
    expect(text).toContain(`<code>${callback}</code>`);
    expect(text).toContain('One path ends with a slash');
    expect(text).toContain(requestId);
    expect(text).not.toContain('bob');
    const nothing = await owner.agent.get(`${log}?q=another`);
    expect(nothing.text).toContain('Nothing found for “another”.');
    expect(nothing.text).not.toContain('No request has come in.');
  });

  test.each([
    ['nl', 'De redirect_uri is niet geregistreerd voor deze client.', 'Het verzoek is onvolledig'],
    ['ru', 'Этот redirect_uri не зарегистрирован для данного клиента.', 'Запрос неполный'],
  ])('is explained in the language of the user: %s', async (language, unregistered, incomplete) => {
    const { owner, globalid, log } = await newShop();
    const parameters = { client_id: globalid, redirect_uri: callback };
    const page = await authorize({ ...parameters, redirect_uri: `${callback}/other`, ui_locales: language });
    expect(page.text).toContain(unregistered);
    expect(page.text).not.toContain('not registered');
    await authorize({ ...parameters, code_challenge: 'short', code_challenge_method: 'plain' });
    owner.agent.cookies.set('language', language);
    const { text } = await owner.agent.get(log);
    for (const words of [unregistered, incomplete]) expect(text).toContain(`<strong>${words}`);
    expect(text).toContain('<span lang="en">Use code_challenge_method=S256.</span>');
  });

  test('is compared with the client whose address it has, among many', async () => {
    const { owner, globalid, log } = await newShop();
    for (const label of ['a1', 'a2', 'a3'])
      await newApiKey(app.database.db, { globalid, label, callbackUrl: `https://${label}.example/callback` });
    await authorize({ client_id: globalid, redirect_uri: `${callback}2` });
    const unregistered = (await owner.agent.get(log)).text;
    expect(unregistered).toContain('Registered (site):');
    expect(unregistered.indexOf('Registered (site):')).toBeLessThan(unregistered.indexOf('Registered (a1):'));
    expect(unregistered).not.toContain('Registered (a3):');
    await app.database.db.deleteFrom('client_log').where('globalid', '=', globalid).execute();
    await authorize({ client_id: globalid, redirect_uri: callback, code_challenge: 'short' });
    const registered = (await owner.agent.get(log)).text;
    expect(registered).toContain('Registered (site):');
    expect(registered).not.toContain('Registered (a1):');
    expect(registered).not.toContain('The host differs.');
  });

  test('of an unknown client is not redirected and not kept', async () => {
    const page = await authorize({ client_id: 'no-such-shop', redirect_uri: callback });
    expect(page.text).not.toContain('/clients/log');
    expect(await rowsOf('no-such-shop')).toEqual([]);
  });

  test('of a client that is deleted at the same moment is not kept, and does not fail', async () => {
    const { globalid } = await newShop();
    const { db } = app.database;
    const log = createClientLog(db);
    const refused = {
      step: 'authorize',
      clientId: globalid,
      error: 'x',
      reason: 'x',
      requestId: 'x',
    } as const;
    let recording = Promise.resolve();
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('organizations').where('globalid', '=', globalid).execute();
      recording = log.recordRefused(refused, app.clock.now());
      await untilOneWaits(trx);
    });
    await recording;
    expect(await rowsOf(globalid)).toEqual([]);
  });

  test('is kept too when it goes back to the client, but not when the user is merely not signed in', async () => {
    const { globalid } = await newShop();
    const parameters = { client_id: globalid, redirect_uri: callback };
    await authorize({ ...parameters, code_challenge: 'short', code_challenge_method: 'plain' });
    await authorize({ ...parameters, prompt: 'none' });
    const rows = await rowsOf(globalid);
    expect(rows).toMatchObject([
      { step: 'authorize', error: 'invalid_request', reason: 'Use code_challenge_method=S256.' },
    ]);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual([
      'entry_id',
      'error',
      'globalid',
      'occurred_at',
      'reason',
      'redirect_uri',
      'request_id',
      'step',
    ]);
  });
});

describe('a refused token request', () => {
  test('is kept with the reason that the caller does not see', async () => {
    const { owner, globalid, secret, log } = await newShop();
    const form = { grant_type: 'authorization_code', client_id: globalid, redirect_uri: callback, code: 'x' };
    const response = await request(app.web)
      .post('/v1/oauth/access_token')
      .type('form')
      .send({ ...form, client_secret: secret });
    expect(response.text).not.toContain('unknown code');
    await request(app.web).post('/v1/oauth/access_token').type('form').auth(globalid, 'wrong').send(form);
    const { text } = await owner.agent.get(log);
    expect(text).toContain('unknown code');
    expect(text).toContain('invalid_client');
    expect(text).not.toContain(secret);
  });
});

describe('a successful authorization request', () => {
  test('is kept as an example, once a minute, without the user', async () => {
    const { owner, member, globalid, log } = await newShop();
    await storeRecord(app, member.username, { grantedTo: globalid, flags: new Set(['user:name']) });
    app.clock.advance(60);
    const url = authorizeUrl({ client_id: globalid, redirect_uri: callback, scope: 'user:name' });
    for (let time = 0; time < 3; time += 1)
      expect(redirectParameters((await member.agent.get(url)).headers.location)).toMatchObject({
        state: 'xyz',
      });
    const [row, ...others] = await rowsOf(globalid);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ step: 'authorize', error: '', reason: '', redirect_uri: callback });
    expect(JSON.stringify(row)).not.toContain(member.username);
    expect((await owner.agent.get(log)).text).toContain('The user came back with a code.');
    app.clock.advance(60);
    await member.agent.get(url);
    expect(await rowsOf(globalid)).toHaveLength(2);
  });

  test('is kept when the user agreed', async () => {
    const { member, globalid } = await newShop();
    app.clock.advance(60);
    const url = authorizeUrl({ client_id: globalid, redirect_uri: callback, scope: 'user:name' });
    const question = await member.agent.follow(await member.agent.get(url));
    await member.agent.submit(question, { do: 'allow' }, '/authorize');
    expect(await rowsOf(globalid)).toMatchObject([{ error: '' }]);
  });

  test('leaves room for refused ones, and costs a busy client no statement', async () => {
    const { globalid } = await newShop();
    const { recordAnswered, recordRefused } = createClientLog(app.database.db);
    const request = { clientId: globalid, redirectUri: callback, requestId: 'r' };
    const at = (minute: number) => new Date(app.clock.now().getTime() + minute * 60_000);
    await recordRefused({ ...request, step: 'token', error: 'invalid_grant', reason: 'x' }, at(0));
    for (let minute = 1; minute <= 60; minute += 1) await recordAnswered(request, at(minute));
    expect(await app.database.countStatements(() => recordAnswered(request, at(60)))).toBe(0);
    const rows = await rowsOf(globalid);
    expect(rows.filter(({ error }) => error === '')).toHaveLength(50);
    expect(rows.filter(({ error }) => error !== '')).toHaveLength(1);
  });
});

describe('the log', () => {
  test('is for owners only', async () => {
    const { member, stranger, log } = await newShop();
    expect((await member.agent.get(log)).status).toBe(403);
    expect((await stranger.agent.get(log)).status).toBe(404);
  });

  test('is bounded', async () => {
    const { owner, globalid, log } = await newShop();
    for (let index = 0; index < 215; index += 1) {
      if (index % 50 === 0) app.clock.advance(60);
      await authorize({ client_id: globalid, redirect_uri: `https://other.example/${index}` });
    }
    const rows = await rowsOf(globalid);
    expect(rows).toHaveLength(200);
    const { text } = await owner.agent.get(log);
    expect(text).toContain('Page 1 of 10');
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
    expect(await app.database.countStatements(() => owner.agent.get(log))).toBeLessThanOrEqual(8);
  }, 60_000);

  test('takes at most sixty a minute of one client', async () => {
    const { globalid } = await newShop();
    app.clock.advance(60);
    for (let index = 0; index < 65; index += 1) await authorize({ client_id: globalid, redirect_uri: 'x:y' });
    expect(await rowsOf(globalid)).toHaveLength(60);
  }, 60_000);

  test('is deleted after a week', async () => {
    const { owner, globalid, log } = await newShop();
    app.clock.advance(60);
    await authorize({ client_id: globalid, redirect_uri: 'https://old.example/' });
    app.clock.advance(7 * 86_400 - 3600);
    await owner.agent.get('/');
    expect(await rowsOf(globalid)).toHaveLength(1);
    app.clock.advance(3601);
    await cleanUp({ db: app.database.db }, app.clock.now());
    expect(await rowsOf(globalid)).toEqual([]);
    expect(log).toContain(globalid);
  });

  test.each([
    ['https://a@b.example/x?y=z&w#f', 'https://…@b.example/x?y=…&w#…'],
    ['com.example:/cb?code=1', 'com.example:/cb?code=…'],
    ['no address', 'no address'],
    ['x'.repeat(400), 'x'.repeat(300)],
  ])('keeps of %s only %s', (sent, kept) => {
    expect(withoutValues(sent)).toBe(kept);
  });
});
