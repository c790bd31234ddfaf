import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { authorizeUrl, newClient, redirectParameters } from '../../support/authorize.ts';
import { newUser } from '../../support/factories.ts';
import { newInvitation, newOrganization } from '../../support/organizations.ts';
import { openUserAgent, pressLink, signInAs } from '../../support/user-agent.ts';
import { consentVisitor, keptBoxes } from './consent-visitor.ts';

const { app, agent, user, number, openConsent, choose, allow, record, codes, addEntries, removeAddress } =
  consentVisitor();

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
    const eve = await newUser(app(), { username: `eve${number()}` });
    await request(app().web)
      .post(`/api/users/${eve.username}/emailaddresses`)
      .set('Authorization', `token ${eve.token}`)
      .send({ label: 'secret', emailaddress: `eve${number()}@company.com` })
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
    await removeAddress('home');
    expect((await allow(page)).status).toBe(422);
    await nothingShared();
  });

  // promise: csrf
  test('a form without its token, or with the token of another browser, is refused', async () => {
    const page = await openConsent('user:name');
    const eve = openUserAgent(app());
    await signInAs(app(), eve, user().username);
    const foreign = /name="csrf_token" value="([^"]+)"/.exec((await eve.get('/authorize')).text)?.[1] ?? '';
    for (const csrf_token of ['', foreign]) expect((await allow(page, { csrf_token })).status).toBe(403);
    await nothingShared();
  });

  test('a form that another site sends is refused', async () => {
    const page = await openConsent('user:name');
    agent().headers.origin = 'https://evil.example';
    expect((await allow(page)).status).toBe(403);
    await nothingShared();
  });

  test('a user who signed out in between has not consented', async () => {
    const page = await openConsent('user:name');
    await app().database.db.deleteFrom('sessions').where('username', '=', user().username).execute();
    expect((await allow(page)).status).toBe(410);
    await nothingShared();
  });
});

describe('memberships and invitations', () => {
  const invite = (globalid: string, role: 'owner' | 'member' = 'member') =>
    newInvitation(app().database.db, globalid, { username: user().username, role });
  const roles = () =>
    app()
      .database.db.selectFrom('organization_users')
      .select(['globalid', 'role'])
      .where('username', '=', user().username)
      .execute();

  test('agreeing accepts the invitation that the page names, and no other', async () => {
    await newOrganization(app().database.db, `team${number()}`);
    await invite('club', 'owner');
    await invite(`team${number()}`);
    const page = await openConsent('user:memberof:club');
    expect(page.text).toContain('If you allow this, you become an owner.');
    await allow(page);
    expect(await roles()).toEqual([{ globalid: 'club', role: 'owner' }]);
    expect(await codes()).toMatchObject([{ scopes: ['user:memberof:club'] }]);
  });

  test('an unticked box accepts nothing and shares nothing', async () => {
    await invite('club');
    const { action, values } = keptBoxes(await openConsent('user:name,user:memberof:club'), {
      'give memberof club': '',
    });
    await agent().postForm(action, { ...values, do: 'allow' });
    expect(await roles()).toEqual([]);
    expect(await codes()).toMatchObject([{ scopes: ['user:name'] }]);
    expect((await record())?.memberOf).toEqual([]);
  });

  test('an invitation withdrawn in between gives no membership', async () => {
    await invite('club');
    const page = await openConsent('user:memberof:club');
    await app()
      .database.db.deleteFrom('organization_invitations')
      .where('username', '=', user().username)
      .execute();
    await allow(page);
    expect(await roles()).toEqual([]);
    expect(await codes()).toMatchObject([{ scopes: [] }]);
  });

  test('a member of a suborganization of the client may share that', async () => {
    const { db } = app().database;
    await newClient(app(), `chain${number()}`);
    await newOrganization(db, `chain${number()}.store`, { members: [user().username] });
    const client = { client_id: `chain${number()}` };
    await allow(await openConsent(`user:memberof:chain${number()}`, client));
    expect(await codes()).toMatchObject([{ scopes: [`user:memberof:chain${number()}`] }]);
    const silent = await agent().get(authorizeUrl({ ...client, scope: `user:memberof:chain${number()}` }));
    expect(redirectParameters(silent.headers.location).code).toHaveLength(28);
  });

  test('the list of organizations is asked for, and remembered', async () => {
    await allow(await openConsent('user:organizations:club'));
    expect((await record())?.organizationTrees).toEqual(['club']);
  });
});

describe('ownership of an address', () => {
  test('that the user has proved is shared', async () => {
    const scope = `user:ownerof:email:Bob${number()}@company.com`;
    await allow(await openConsent(scope));
    expect((await record())?.ownedEmails).toEqual([`bob${number()}@company.com`]);
    expect(
      redirectParameters((await agent().get(authorizeUrl({ scope }))).headers.location).code,
    ).toHaveLength(28);
  });

  test('that is not proved stops the consent; the page adds the address and sends a message', async () => {
    const owned = `new${number()}@company.com`;
    const page = await openConsent(`user:ownerof:email:${owned}`);
    expect((await allow(page)).status).toBe(422);
    const sent = await agent().follow(await choose(page, { do: `own|${owned}` }));
    expect(sent.text).toContain(`We sent a message to ${owned}.`);
    const link =
      app()
        .senders.mails.at(-1)
        ?.text.match(/http:\/\/iyo\.test(\/emailvalidation\S+)/)?.[1] ?? '';
    await pressLink(openUserAgent(app()), link);
    const checked = await agent().follow(await choose(sent, { do: 'check' }));
    expect(checked.text).toContain('Confirmed.');
    await allow(checked);
    expect((await record())?.ownedEmails).toEqual([owned]);
  });

  test('of an address that the request does not name is not added by the page', async () => {
    const page = await openConsent('user:name');
    await choose(page, { do: 'own|other@company.com' });
    const rows = app().database.db.selectFrom('user_email_addresses').select('label');
    expect(await rows.where('username', '=', user().username).execute()).toEqual([{ label: 'main' }]);
  });
});
