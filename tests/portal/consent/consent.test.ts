import { describe, expect, test } from '@jest/globals';
import { testUrl } from '../../support/app.ts';
import {
  authorizeUrl,
  callback,
  newClient,
  redirectParameters,
  storeRecord,
} from '../../support/authorize.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { consentVisitor, keptBoxes } from './consent-visitor.ts';

const { app, agent, user, number, openConsent, choose, allow, record, codes, addEntries, removeAddress } =
  consentVisitor();

describe('the page', () => {
  // promise: consent-page, memberof, asvs-10.7.2
  test('names the application, its address, the signed-in user and what would be shared', async () => {
    const page = await openConsent('user:name,user:email,user:phone:mobile:write,user:memberof:club,openid');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Share your data with shop?');
    expect(page.text).toContain('shop.example');
    expect(page.text).toContain(`You are signed in as ${user().username}.`);
    expect(page.text).toContain('Bob Johnson');
    expect(page.text).toContain(`bob${number()}@company.com`);
    expect(page.text).toContain('used as “mobile”');
    expect(page.text).toContain('shop can also change and remove this number.');
    expect(page.text).not.toContain('Your membership in');
    expect(page.text).toMatch(/href="\/login\?[^"]*reauthenticate_after=/);
  });

  // promise: page-headers
  test('cannot be framed or kept, and its form leads here and to the client only', async () => {
    const page = await openConsent('');
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("form-action 'self' https://shop.example;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers['x-frame-options']).toBe('DENY');
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['nl', 'Je naam'],
    ['ru', 'Ваше имя'],
  ])('speaks the language of the request: %s', async (lang, text) => {
    expect((await openConsent('user:name', { lang })).text).toContain(text);
  });

  test('asks even when the client wants nothing', async () => {
    const response = await allow(await openConsent(''));
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
    expect(await codes()).toMatchObject([{ scopes: [] }]);
  });

  test('belongs to the session in which it was asked', async () => {
    const page = await openConsent('user:name');
    const address = page.request.url.replace(/^.*?\/authorize/, '/authorize');
    const eve = openUserAgent(app());
    expect((await eve.get(address)).status).toBe(410);
    await newUser(app(), { username: `eve${number()}` });
    await signInAs(app(), eve, `eve${number()}`);
    expect((await eve.get(address)).status).toBe(410);
    const other = openUserAgent(app());
    await signInAs(app(), other, user().username);
    expect((await other.get(address)).status).toBe(410);
    const unknown = await agent().get('/authorize?request=x');
    expect([unknown.status, unknown.text.includes('<a href="/">Go to the home page</a>')]).toEqual([
      410,
      true,
    ]);
    expect((await agent().get('/authorize')).status).toBe(410);
  });

  test('waits for ten minutes, then offers to start again', async () => {
    const page = await openConsent('user:name');
    app().clock.advance(601);
    const late = await allow(page);
    expect([late.status, late.headers.location]).toEqual([410, undefined]);
    expect(late.text).toContain('href="/v1/oauth/authorize?');
    expect([await record(), await codes()]).toEqual([undefined, []]);
  });
});

describe('Allow', () => {
  test('shares what was asked for and sends a code to the client', async () => {
    const response = await allow(await openConsent('user:name,user:email'));
    expect(response.status).toBe(303);
    expect(response.headers.location).toMatch(
      /^https:\/\/shop\.example\/cb\?code=[\w-]{28}&iss=[^&]+&state=xyz$/,
    );
    expect(await record()).toMatchObject({
      flags: new Set(['user:name']),
      labels: [{ kind: 'emailaddresses', requestedLabel: 'main', realLabel: 'main' }],
    });
    expect(await codes()).toMatchObject([{ scopes: ['user:name', 'user:email'], redirect_uri: callback }]);
  });

  test('maps labels of the client to labels of the user', async () => {
    await addEntries();
    const scope = 'user:address:billing,user:address:shipping,user:email';
    const chosen = {
      'entry addresses billing': 'home',
      'entry addresses shipping': 'motherinlaw',
      'entry emailaddresses main': 'work',
    };
    await allow(await openConsent(scope), chosen);
    const labels = (await record())?.labels.map((entry) => [
      entry.kind,
      entry.requestedLabel,
      entry.realLabel,
    ]);
    expect(labels).toEqual([
      ['emailaddresses', 'main', 'work'],
      ['addresses', 'billing', 'home'],
      ['addresses', 'shipping', 'motherinlaw'],
    ]);
    const silent = await agent().get(authorizeUrl({ scope }));
    expect(redirectParameters(silent.headers.location).code).toHaveLength(28);

    await removeAddress('home');
    await allow(await openConsent(scope), { 'entry addresses billing': 'motherinlaw' });
    const after = (await record())?.labels.filter((entry) => entry.requestedLabel === 'billing');
    expect(after).toMatchObject([{ realLabel: 'motherinlaw' }]);
  });

  test('of a linked account shows whose it is, with its picture', async () => {
    const { username } = user();
    const now = app().clock.now();
    const account = {
      github_id: '1',
      login: 'octocat',
      name: 'Mona',
      avatar_url: '',
      html_url: '',
      linked_at: now,
    };
    const picture = { image_id: 'face', media_type: 'image/png', content: Buffer.from('x'), created_at: now };
    const { db } = app().database;
    await db
      .insertInto('user_github_accounts')
      .values({ username, ...account })
      .execute();
    await db
      .insertInto('linked_account_pictures')
      .values({ username, provider: 'github', ...picture })
      .execute();
    const { text } = await openConsent('user:github,user:facebook');
    expect(text).toMatch(/octocat<\/p><\/div><img class="portrait" src="\/api\/users\/avatar\/img\/face"/);
    expect(text.match(/<img class="portrait"/g)).toHaveLength(1);
  });

  test('adds to what was shared before', async () => {
    await storeRecord(app(), user().username, {
      flags: new Set(['user:github']),
      ownedEmails: [`bob${number()}@company.com`],
    });
    await allow(await openConsent('user:name'));
    const { flags, ownedEmails } = (await record()) ?? {};
    expect([...(flags ?? [])].sort()).toEqual(['user:github', 'user:name']);
    expect(ownedEmails).toEqual([`bob${number()}@company.com`]);
  });

  test('gives the aliases of OpenID Connect by their names', async () => {
    await allow(await openConsent('openid profile email'));
    expect(await codes()).toMatchObject([{ scopes: ['openid', 'profile', 'email'], scope_style: 'space' }]);
    expect(await record()).toMatchObject({ flags: new Set(['user:name']) });
  });

  // promise: asvs-10.7.2
  test('gives offline access when the user leaves it ticked, and remembers it', async () => {
    const page = await openConsent('user:name,offline_access');
    expect(page.text).toContain('Access while you are away');
    await allow(page);
    expect((await record())?.flags).toEqual(new Set(['user:name', 'offline_access']));
    expect(await codes()).toMatchObject([{ scopes: ['user:name'], wants_offline: true }]);
    const silent = await agent().get(authorizeUrl({ scope: 'user:name,offline_access' }));
    expect(redirectParameters(silent.headers.location).code).toHaveLength(28);
  });

  test('gives no offline access when the user unticks it, or when it was not asked for', async () => {
    const { action, values } = keptBoxes(await openConsent('user:name,offline_access'), {
      'give offline_access': '',
    });
    await agent().postForm(action, { ...values, do: 'allow' });
    expect((await record())?.flags).toEqual(new Set(['user:name']));
    await agent().get(authorizeUrl({ scope: 'user:name' }));
    expect((await codes()).map((code) => code.wants_offline)).toEqual([false, false]);
  });

  test('leaves out what the user unticks, even if it was shared before', async () => {
    await storeRecord(app(), user().username, { flags: new Set(['user:github']) });
    const page = await openConsent('user:name,user:github,user:email,user:phone');
    const form = { 'entry emailaddresses main': '', 'give user:github': '' };
    const fields = keptBoxes(page, form);
    await agent().postForm(fields.action, { ...fields.values, do: 'allow' });
    expect(await codes()).toMatchObject([{ scopes: ['user:name', 'user:phone'] }]);
    expect((await record())?.labels.map((entry) => entry.kind)).toEqual(['phonenumbers']);
  });

  test('of a request answered twice at once gives one code', async () => {
    const page = await openConsent('user:name');
    const responses = await Promise.all(Array.from({ length: 8 }, () => allow(page)));
    const statuses = responses.map((response) => response.status).sort();
    expect(statuses).toEqual([303, 409, 409, 409, 409, 409, 409, 409]);
    expect(await codes()).toHaveLength(1);
    const again = await allow(page);
    expect([again.status, again.headers.location]).toEqual([409, undefined]);
    expect(await codes()).toHaveLength(1);
  });

  test('of two requests at once loses nothing', async () => {
    const pages = [
      await openConsent('user:name'),
      await openConsent('user:github'),
      await openConsent('user:keystore'),
    ];
    const responses = await Promise.all(pages.map((page) => allow(page)));
    expect(responses.map((response) => response.status)).toEqual([303, 303, 303]);
    expect([...((await record())?.flags ?? [])].sort()).toEqual([
      'user:github',
      'user:keystore',
      'user:name',
    ]);
  });

  test('is recorded: what is given, and later what changes', async () => {
    for (const scope of ['user:name', 'user:name,user:email']) await allow(await openConsent(scope));
    const events = app().database.db.selectFrom('audit_events').select(['event', 'client_id', 'actor']);
    const given = await events
      .where('username', '=', user().username)
      .where('event', 'like', 'authorization.%')
      .orderBy('event_id')
      .execute();
    const by = { client_id: 'shop', actor: user().username };
    expect(given).toEqual([
      { event: 'authorization.given', ...by },
      { event: 'authorization.changed', ...by },
    ]);
  });
});

describe('Cancel', () => {
  // promise: consent-page
  test('tells the client, with state and issuer, and shares nothing', async () => {
    const page = await openConsent('user:name');
    const response = await choose(page, { do: 'cancel' });
    expect(response.status).toBe(303);
    expect(redirectParameters(response.headers.location)).toMatchObject({
      error: 'access_denied',
      state: 'xyz',
      iss: testUrl,
    });
    expect([await record(), await codes()]).toEqual([undefined, []]);
    expect((await allow(page)).status).toBe(409);
    expect([await record(), await codes()]).toEqual([undefined, []]);
  });
});

test('the choice for another client is selected for the next one', async () => {
  await addEntries();
  await newClient(app(), `bakery${number()}`);
  await allow(await openConsent('user:address', { client_id: `bakery${number()}` }), {
    'entry addresses main': 'motherinlaw',
  });
  expect((await openConsent('user:address:shipping')).text).toMatch(/<option value="motherinlaw" selected/);
});
