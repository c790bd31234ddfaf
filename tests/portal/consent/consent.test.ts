import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { findAuthorization } from '../../../src/consents/queries.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import {
  authorizeUrl,
  callback,
  newClient,
  redirectParameters,
  storeRecord,
} from '../../support/authorize.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newInvitation, newOrganization } from '../../support/organizations.ts';
import { openUserAgent, pressLink, signInAs, type UserAgent } from '../../support/user-agent.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
  await newClient(app, 'shop');
  await newOrganization(app.database.db, 'club');
});
afterAll(() => app.close());

/** A new user for each test. */
beforeEach(async () => {
  people += 1;
  const contacts = { email: `bob${people}@company.com`, phone: `+3247500${1000 + people}` };
  bob = await newUser(app, { username: `bob${people}`, ...contacts });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});
afterEach(() => app.database.db.deleteFrom('authorization_requests').execute());

const { username: _, ...api } = {
  username: '',
  post: (path: string, body: object) =>
    request(app.web)
      .post(`/api/users/${bob.username}${path}`)
      .set('Authorization', `token ${bob.token}`)
      .send(body)
      .expect(201),
};

const record = () => findAuthorization(app.database.db, bob.username, 'shop');
const codes = () =>
  app.database.db
    .selectFrom('authorization_codes')
    .selectAll()
    .where('username', '=', bob.username)
    .execute();

/** The consent page. */
async function openConsent(scope: string, more: Record<string, string> = {}): Promise<Response> {
  const response = await agent.get(authorizeUrl({ scope, ...more }));
  expect(response.headers.location).toMatch(/^\/authorize\?request=/);
  return agent.get(response.headers.location ?? '');
}

const choose = (page: Response, fields: Record<string, string>) => agent.submit(page, fields, '/authorize');
const allow = (page: Response, fields: Record<string, string> = {}) =>
  choose(page, { do: 'allow', ...fields });

const address = (label: string) => ({
  label,
  street: 'Main street',
  nr: '1',
  postalcode: '9000',
  city: 'Gent',
  country: 'Belgium',
});

async function addEntries(): Promise<void> {
  await api.post('/addresses', address('home'));
  await api.post('/addresses', address('motherinlaw'));
  await api.post('/emailaddresses', { label: 'work', emailaddress: `work${people}@company.com` });
}

describe('the page', () => {
  // promise: consent-page, memberof, asvs-10.7.2
  test('names the application, its address, the signed-in user and what would be shared', async () => {
    await request(app.web)
      .post('/api/organizations/shop/description')
      .set('Authorization', `token ${bob.token}`)
      .send({ langkey: 'en', text: 'x' });
    const page = await openConsent('user:name,user:email,user:phone:mobile:write,user:memberof:club,openid');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Share your data with shop?');
    expect(page.text).toContain('shop.example');
    expect(page.text).toContain(`You are signed in as ${bob.username}.`);
    expect(page.text).toContain('Bob Johnson');
    expect(page.text).toContain(`bob${people}@company.com`);
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
    const eve = openUserAgent(app);
    expect((await eve.get(address)).status).toBe(410);
    await newUser(app, { username: `eve${people}` });
    await signInAs(app, eve, `eve${people}`);
    expect((await eve.get(address)).status).toBe(410);
    const other = openUserAgent(app);
    await signInAs(app, other, bob.username);
    expect((await other.get(address)).status).toBe(410);
    expect((await agent.get('/authorize?request=x')).status).toBe(410);
    expect((await agent.get('/authorize')).status).toBe(410);
  });

  test('waits for ten minutes, then offers to start again', async () => {
    const page = await openConsent('user:name');
    app.clock.advance(601);
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
    const silent = await agent.get(authorizeUrl({ scope }));
    expect(redirectParameters(silent.headers.location).code).toHaveLength(28);

    await request(app.web)
      .delete(`/api/users/${bob.username}/addresses/home`)
      .set('Authorization', `token ${bob.token}`)
      .expect(204);
    await allow(await openConsent(scope), { 'entry addresses billing': 'motherinlaw' });
    const after = (await record())?.labels.filter((entry) => entry.requestedLabel === 'billing');
    expect(after).toMatchObject([{ realLabel: 'motherinlaw' }]);
  });

  test('of a linked account shows whose it is, with its picture', async () => {
    const { username } = bob;
    const now = app.clock.now();
    const account = {
      github_id: '1',
      login: 'octocat',
      name: 'Mona',
      avatar_url: '',
      html_url: '',
      linked_at: now,
    };
    const picture = { image_id: 'face', media_type: 'image/png', content: Buffer.from('x'), created_at: now };
    const { db } = app.database;
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
    await storeRecord(app, bob.username, {
      flags: new Set(['user:github']),
      ownedEmails: [`bob${people}@company.com`],
    });
    await allow(await openConsent('user:name'));
    const { flags, ownedEmails } = (await record()) ?? {};
    expect([...(flags ?? [])].sort()).toEqual(['user:github', 'user:name']);
    expect(ownedEmails).toEqual([`bob${people}@company.com`]);
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
    const silent = await agent.get(authorizeUrl({ scope: 'user:name,offline_access' }));
    expect(redirectParameters(silent.headers.location).code).toHaveLength(28);
  });

  test('gives no offline access when the user unticks it, or when it was not asked for', async () => {
    const { action, values } = await keptBoxes(await openConsent('user:name,offline_access'), {
      'give offline_access': '',
    });
    await agent.postForm(action, { ...values, do: 'allow' });
    expect((await record())?.flags).toEqual(new Set(['user:name']));
    await agent.get(authorizeUrl({ scope: 'user:name' }));
    expect((await codes()).map((code) => code.wants_offline)).toEqual([false, false]);
  });

  test('leaves out what the user unticks, even if it was shared before', async () => {
    await storeRecord(app, bob.username, { flags: new Set(['user:github']) });
    const page = await openConsent('user:name,user:github,user:email,user:phone');
    const form = { 'entry emailaddresses main': '', 'give user:github': '' };
    const fields = await keptBoxes(page, form);
    await agent.postForm(fields.action, { ...fields.values, do: 'allow' });
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
    const events = app.database.db.selectFrom('audit_events').select(['event', 'client_id', 'actor']);
    const given = await events
      .where('username', '=', bob.username)
      .where('event', 'like', 'authorization.%')
      .orderBy('event_id')
      .execute();
    const by = { client_id: 'shop', actor: bob.username };
    expect(given).toEqual([
      { event: 'authorization.given', ...by },
      { event: 'authorization.changed', ...by },
    ]);
  });
});

/** The values of the form, without the boxes and choices that `emptied` names. */
async function keptBoxes(page: Response, emptied: Record<string, string>) {
  const { formsOf } = await import('../../support/user-agent.ts');
  const form = formsOf(page.text).find(({ action }) => action.startsWith('/authorize'));
  const values = { ...form?.values };
  for (const name of Object.keys(emptied)) {
    if (name.startsWith('give ')) delete values[name];
    else values[name] = '';
  }
  return { action: form?.action ?? '', values };
}

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

describe('the stored request counts', () => {
  const nothingShared = async () => expect([await record(), await codes()]).toEqual([undefined, []]);

  // promise: consent-stored
  test('scopes added by a form are ignored', async () => {
    const added = {
      'give user:github': 'on',
      'entry phonenumbers main': 'main',
      'give memberof club': 'on',
      scope: 'user:admin',
    };
    await allow(await openConsent('user:name'), added);
    expect(await codes()).toMatchObject([{ scopes: ['user:name'] }]);
    expect(await record()).toMatchObject({ flags: new Set(['user:name']), labels: [], memberOf: [] });
  });

  test.each([
    // promise: consent-entries
    ['a label that no one has', 'nowhere'],
    // promise: consent-entries
    ['the label of another user', 'secret'],
    ['an unvalidated entry where a validated one is asked for', 'work'],
  ])('%s is refused', async (_what, label) => {
    await addEntries();
    const eve = await newUser(app, { username: `eve${people}` });
    await request(app.web)
      .post(`/api/users/${eve.username}/emailaddresses`)
      .set('Authorization', `token ${eve.token}`)
      .send({ label: 'secret', emailaddress: `eve${people}@company.com` })
      .expect(201);
    const response = await allow(await openConsent('user:validated:email'), {
      'entry validatedemailaddresses main': label,
    });
    expect([response.status, response.headers.location]).toEqual([422, undefined]);
    expect(response.text).toContain('Choose one of your entries.');
    expect(response.text).toContain('href="#item-1"');
    await nothingShared();
  });

  test('an entry that was deleted while the question waited is refused', async () => {
    await addEntries();
    const page = await openConsent('user:address');
    await request(app.web)
      .delete(`/api/users/${bob.username}/addresses/home`)
      .set('Authorization', `token ${bob.token}`)
      .expect(204);
    expect((await allow(page)).status).toBe(422);
    await nothingShared();
  });

  // promise: csrf
  test('a form without its token, or with the token of another browser, is refused', async () => {
    const page = await openConsent('user:name');
    const eve = openUserAgent(app);
    await signInAs(app, eve, bob.username);
    const foreign = /name="csrf_token" value="([^"]+)"/.exec((await eve.get('/authorize')).text)?.[1] ?? '';
    for (const csrf_token of ['', foreign]) expect((await allow(page, { csrf_token })).status).toBe(403);
    await nothingShared();
  });

  test('a form that another site sends is refused', async () => {
    const page = await openConsent('user:name');
    agent.headers.origin = 'https://evil.example';
    expect((await allow(page)).status).toBe(403);
    await nothingShared();
  });

  test('a user who signed out in between has not consented', async () => {
    const page = await openConsent('user:name');
    await app.database.db.deleteFrom('sessions').where('username', '=', bob.username).execute();
    expect((await allow(page)).status).toBe(410);
    await nothingShared();
  });
});

describe('memberships and invitations', () => {
  const invite = (globalid: string, role: 'owner' | 'member' = 'member') =>
    newInvitation(app.database.db, globalid, { username: bob.username, role });
  const roles = () =>
    app.database.db
      .selectFrom('organization_users')
      .select(['globalid', 'role'])
      .where('username', '=', bob.username)
      .execute();

  test('agreeing accepts the invitation that the page names, and no other', async () => {
    await newOrganization(app.database.db, `team${people}`);
    await invite('club', 'owner');
    await invite(`team${people}`);
    const page = await openConsent('user:memberof:club');
    expect(page.text).toContain('If you allow this, you become an owner.');
    await allow(page);
    expect(await roles()).toEqual([{ globalid: 'club', role: 'owner' }]);
    expect(await codes()).toMatchObject([{ scopes: ['user:memberof:club'] }]);
  });

  test('an unticked box accepts nothing and shares nothing', async () => {
    await invite('club');
    const { action, values } = await keptBoxes(await openConsent('user:name,user:memberof:club'), {
      'give memberof club': '',
    });
    await agent.postForm(action, { ...values, do: 'allow' });
    expect(await roles()).toEqual([]);
    expect(await codes()).toMatchObject([{ scopes: ['user:name'] }]);
    expect((await record())?.memberOf).toEqual([]);
  });

  test('an invitation withdrawn in between gives no membership', async () => {
    await invite('club');
    const page = await openConsent('user:memberof:club');
    await app.database.db
      .deleteFrom('organization_invitations')
      .where('username', '=', bob.username)
      .execute();
    await allow(page);
    expect(await roles()).toEqual([]);
    expect(await codes()).toMatchObject([{ scopes: [] }]);
  });

  test('a member of a suborganization of the client may share that', async () => {
    const { db } = app.database;
    await newClient(app, `chain${people}`);
    await newOrganization(db, `chain${people}.store`, { members: [bob.username] });
    const client = { client_id: `chain${people}` };
    await allow(await openConsent(`user:memberof:chain${people}`, client));
    expect(await codes()).toMatchObject([{ scopes: [`user:memberof:chain${people}`] }]);
    const silent = await agent.get(authorizeUrl({ ...client, scope: `user:memberof:chain${people}` }));
    expect(redirectParameters(silent.headers.location).code).toHaveLength(28);
  });

  test('the list of organizations is asked for, and remembered', async () => {
    await allow(await openConsent('user:organizations:club'));
    expect((await record())?.organizationTrees).toEqual(['club']);
  });
});

describe('ownership of an address', () => {
  test('that the user has proved is shared', async () => {
    const scope = `user:ownerof:email:Bob${people}@company.com`;
    await allow(await openConsent(scope));
    expect((await record())?.ownedEmails).toEqual([`bob${people}@company.com`]);
    expect(redirectParameters((await agent.get(authorizeUrl({ scope }))).headers.location).code).toHaveLength(
      28,
    );
  });

  test('that is not proved stops the consent; the page adds the address and sends a message', async () => {
    const owned = `new${people}@company.com`;
    const page = await openConsent(`user:ownerof:email:${owned}`);
    expect((await allow(page)).status).toBe(422);
    const sent = await agent.follow(await choose(page, { do: `own|${owned}` }));
    expect(sent.text).toContain(`We sent a message to ${owned}.`);
    const link = app.senders.mails.at(-1)?.text.match(/http:\/\/iyo\.test(\/emailvalidation\S+)/)?.[1] ?? '';
    await pressLink(openUserAgent(app), link);
    const checked = await agent.follow(await choose(sent, { do: 'check' }));
    expect(checked.text).toContain('Confirmed.');
    await allow(checked);
    expect((await record())?.ownedEmails).toEqual([owned]);
  });

  test('of an address that the request does not name is not added by the page', async () => {
    const page = await openConsent('user:name');
    await choose(page, { do: 'own|other@company.com' });
    const rows = app.database.db.selectFrom('user_email_addresses').select('label');
    expect(await rows.where('username', '=', bob.username).execute()).toEqual([{ label: 'main' }]);
  });
});

describe('an entry that the user does not have yet', () => {
  test.each([
    [
      'user:address',
      'addresses',
      { street: 'High', nr: '2', postalcode: '1', city: 'Lier', country: 'Belgium' },
    ],
    ['user:email', 'emailaddresses', { emailaddress: 'new@company.com' }],
    ['user:phone', 'phonenumbers', { phonenumber: '+32475999999' }],
    ['user:bankaccount', 'bankaccounts', { iban: 'BE71096123456769', bic: 'GKCCBEBB', country: 'Belgium' }],
    [
      'user:digitalwalletaddress:main:BTC',
      'digitalwallet',
      { address: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT', currencysymbol: 'BTC' },
    ],
    [
      'user:publickey',
      'publicKeys',
      { publickey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f' },
    ],
  ])('is added in between and then selected: %s', async (scope, kind, fields) => {
    const page = await openConsent(`${scope},user:name`);
    const form = await agent.follow(await choose(page, { do: `add|${kind} main` }));
    const back = await agent.submit(form, { label: 'fresh one', ...fields }, '/authorize/add/');
    expect(back.status).toBe(303);
    const again = await agent.follow(back);
    expect(again.text).toMatch(/<option value="fresh one" selected/);
    await allow(again);
    expect((await record())?.labels).toMatchObject([
      { kind, requestedLabel: 'main', realLabel: 'fresh one' },
    ]);
    expect((await record())?.flags).toEqual(new Set(['user:name']));
  });

  test('is checked by the rules of the API, and what was typed stays', async () => {
    const page = await openConsent('user:address');
    const form = await agent.follow(await choose(page, { do: 'add|addresses main' }));
    const response = await agent.submit(form, { ...address('home'), city: '', nr: ' ' }, '/authorize/add/');
    expect(response.status).toBe(422);
    expect(response.text).toContain('Main street');
    expect(response.text).toContain('href="#city"');
    expect(response.text).toContain('href="#nr"');
    const short = await agent.submit(form, address('x'), '/authorize/add/');
    expect([short.status, short.text.includes('href="#label"')]).toEqual([422, true]);
    const rows = app.database.db.selectFrom('user_addresses').select('label');
    expect(await rows.where('username', '=', bob.username).execute()).toEqual([]);
    await agent.submit(form, address('home'), '/authorize/add/');
    const twice = await agent.submit(form, address('home'), '/authorize/add/');
    expect(twice.text).toContain('You already have an entry with this label.');
  });

  test('keeps what was ticked and chosen before', async () => {
    const page = await openConsent('user:name,user:github,user:address');
    const { action, values } = await keptBoxes(page, { 'give user:github': '' });
    const form = await agent.follow(await agent.postForm(action, { ...values, do: 'add|addresses main' }));
    const back = await agent.follow(await agent.submit(form, address('home'), '/authorize/add/'));
    await allow(back);
    expect(await codes()).toMatchObject([{ scopes: ['user:name', 'user:address'] }]);
  });

  test('has no form of another kind, without a request, or for strangers', async () => {
    const page = await openConsent('user:address');
    const id = /request=([\w-]{28})/.exec(page.text)?.[1] ?? '';
    expect((await agent.get(`/authorize/add/avatar?request=${id}`)).status).toBe(404);
    expect((await agent.get('/authorize/add/address')).status).toBe(410);
    expect((await openUserAgent(app).get(`/authorize/add/address?request=${id}`)).status).toBe(410);
  });

  test('a number to confirm gets an SMS', async () => {
    const page = await openConsent('user:validated:phone');
    const form = await agent.follow(await choose(page, { do: 'add|validatedphonenumbers main' }));
    const back = await agent.follow(
      await agent.submit(form, { label: 'second', phonenumber: '+32475888888' }, '/authorize/add/'),
    );
    const sent = await agent.follow(await choose(back, { do: 'confirm|validatedphonenumbers|second' }));
    expect(sent.text).toContain('We sent a message to +32475888888.');
    expect(app.senders.texts.at(-1)).toMatchObject({ to: '+32475888888' });
  });
});

describe('a number that is confirmed while the question waits', () => {
  const numbers = { label: 'second', phonenumber: '' };

  /** The page after a code was sent to another number of the user. */
  async function codeSent(): Promise<Response> {
    numbers.phonenumber = `+3247600${1000 + people}`;
    await api.post('/phonenumbers', numbers);
    const page = await openConsent('user:validated:phone,user:name');
    const { action, values } = await keptBoxes(page, { 'give user:name': '' });
    const sent = { ...values, do: 'confirm|validatedphonenumbers|second' };
    return agent.follow(await agent.postForm(action, sent));
  }

  const codeOfText = () => /code (\d{6})/.exec(app.senders.texts.at(-1)?.text ?? '')?.[1] ?? '';
  const ownerOf = async () => {
    const rows = app.database.db.selectFrom('validated_phone_numbers').select('username');
    return (await rows.where('phone_number', '=', numbers.phonenumber).executeTakeFirst())?.username;
  };

  test('accepts the code of the SMS on the page, and keeps what was ticked', async () => {
    const page = await codeSent();
    const back = await agent.follow(await choose(page, { smscode: codeOfText() }));
    expect(await ownerOf()).toBe(bob.username);
    expect(back.text).not.toContain('name="smscode"');
    await allow(back, { 'entry validatedphonenumbers main': 'second' });
    const mapping = { kind: 'validatedphonenumbers', requestedLabel: 'main', realLabel: 'second' };
    expect((await record())?.labels).toMatchObject([mapping]);
    expect((await record())?.flags.size).toBe(0);
  });

  test('says so when the code is wrong, and then accepts the right one', async () => {
    const page = await codeSent();
    const wrong = String((Number(codeOfText()) + 1) % 1e6).padStart(6, '0');
    for (const smscode of [wrong, 'x']) {
      const response = await choose(page, { smscode });
      expect([response.status, await ownerOf()]).toEqual([422, undefined]);
      expect(response.text).toContain('Incorrect code');
    }
    expect((await choose(page, { smscode: codeOfText() })).status).toBe(303);
    expect(await ownerOf()).toBe(bob.username);
  });

  test('asks for the code when the field is empty, which is no attempt', async () => {
    const page = await codeSent();
    const attempts = () =>
      app.database.db
        .selectFrom('pending_phone_validations')
        .select(['phone_number', 'wrong_codes'])
        .orderBy('phone_number')
        .execute();
    const before = await attempts();
    for (const smscode of ['', '  ']) {
      const response = await choose(page, { smscode });
      expect(response.status).toBe(422);
      expect(response.text).toMatch(/id="smscode-error">Enter the code\./);
    }
    expect(await attempts()).toEqual(before);
    expect((await choose(page, { smscode: codeOfText() })).status).toBe(303);
  });

  test('is not confirmed after five wrong codes', async () => {
    const page = await codeSent();
    const wrong = String((Number(codeOfText()) + 1) % 1e6).padStart(6, '0');
    for (let entry = 0; entry < 5; entry += 1) await choose(page, { smscode: wrong });
    expect((await choose(page, { smscode: codeOfText() })).status).toBe(422);
    expect(await ownerOf()).toBeUndefined();
  });

  test('is not confirmed in the browser of someone else', async () => {
    const page = await codeSent();
    const thief = openUserAgent(app);
    await signInAs(app, thief, (await newUser(app)).username);
    expect((await thief.submit(page, { smscode: codeOfText() }, '/authorize')).status).not.toBe(303);
    expect(await ownerOf()).toBeUndefined();
  });
});

test('the choice for another client is selected for the next one', async () => {
  await addEntries();
  await newClient(app, `bakery${people}`);
  await allow(await openConsent('user:address', { client_id: `bakery${people}` }), {
    'entry addresses main': 'motherinlaw',
  });
  expect((await openConsent('user:address:shipping')).text).toMatch(/<option value="motherinlaw" selected/);
});
