import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventsOf } from '../audit/events.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import { callerWith } from './caller.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

interface Kind {
  readonly path: string;
  readonly prefix: string;
  readonly content: object;
}

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBpGOpt9iq/Vb5aLpjPbMF29oTm6cda2LA/z+jkZQvET';
const kinds: readonly Kind[] = [
  {
    path: 'addresses',
    prefix: 'address',
    content: { street: 'Main', nr: '1', postalcode: '9450', city: 'Town', country: 'Land' },
  },
  { path: 'banks', prefix: 'bank_account', content: { iban: 'TL12', bic: 'ABCDEFGH', country: 'Land' } },
  {
    path: 'digitalwallet',
    prefix: 'wallet_address',
    content: { address: 'x', currencysymbol: 'bb', noexpiration: true },
  },
  { path: 'publickeys', prefix: 'public_key', content: { publickey: key } },
];

async function caller() {
  const { username, token } = await newUser(app);
  return { username, me: callerWith(app, token), own: `/users/${username}` };
}

describe('the audit log of an account has', () => {
  test.each(kinds)('entries of $path, by their labels only', async ({ path, prefix, content }) => {
    const { username, me, own } = await caller();
    await me.post(`${own}/${path}`, { ...content, label: 'one' }).expect(201);
    await me.post(`${own}/${path}`, { ...content, label: 'one' }).expect(409);
    const { status } = await me.put(`${own}/${path}/one`, { ...content, label: 'two' });
    expect([200, 201]).toContain(status);
    await me.put(`${own}/${path}/one`, { ...content, label: 'three' }).expect(404);
    await me.delete(`${own}/${path}/two`).expect(204);
    await me.delete(`${own}/${path}/two`).expect(404);
    const names = ['added', 'changed', 'removed'].map((what) => `${prefix}.${what}`);
    expect(await eventsOf(app, username, ...names)).toEqual([
      { event: names[0], label: 'one' },
      { event: names[1], label: 'two' },
      { event: names[2], label: 'two' },
    ]);
  });

  test('avatars', async () => {
    const { username, me, own } = await caller();
    const source = 'https://example.com/face.png';
    await me.post(`${own}/avatar`, { label: 'face', source }).expect(201);
    await me.put(`${own}/avatar/face`, { label: 'mine', source }).expect(200);
    await me.delete(`${own}/avatar/mine`).expect(204);
    await me.delete(`${own}/avatar/mine`).expect(404);
    expect(await eventsOf(app, username, 'avatar.added', 'avatar.changed', 'avatar.removed')).toEqual([
      { event: 'avatar.added', label: 'face' },
      { event: 'avatar.changed', label: 'mine' },
      { event: 'avatar.removed', label: 'mine' },
    ]);
  });

  test('the registry, never its values', async () => {
    const { username, me, own } = await caller();
    await me.post(`${own}/registry`, { Key: 'colour', Value: 'green' }).expect(201);
    await me.delete(`${own}/registry/colour`).expect(204);
    await me.delete(`${own}/registry/colour`).expect(404);
    expect(await eventsOf(app, username, 'registry.set', 'registry.removed')).toEqual([
      { event: 'registry.set', key: 'colour' },
      { event: 'registry.removed', key: 'colour' },
    ]);
  });

  test('a changed name, a new identifier and a renamed key', async () => {
    const { username, me, own } = await caller();
    await me.put(`${own}/name`, { firstname: 'Ann', lastname: 'Other' }).expect(204);
    await me.post(`${own}/identifiers`).expect(201);
    await me.put(`${own}/apikeys/test`, { label: 'test' }).expect(204);
    await me.put(`${own}/apikeys/test`, { label: 'backup' }).expect(204);
    await me.put(`${own}/apikeys/test`, { label: 'gone' }).expect(404);
    expect(await eventsOf(app, username, 'name.changed', 'identifier.made', 'apikey.renamed')).toEqual([
      { event: 'name.changed' },
      { event: 'identifier.made', client: expect.any(String) },
      { event: 'apikey.renamed', label: 'backup' },
    ]);
  });

  test('preferences, if they change', async () => {
    const { username } = await newUser(app);
    const agent = openUserAgent(app);
    await signInAs(app, agent, username);
    const page = await agent.get('/account/preferences');
    const action = '/account/preferences';
    await agent.submit(page, { language: 'nl' }, action);
    await agent.submit(page, { language: 'nl' }, action);
    expect(await eventsOf(app, username, 'preferences.changed')).toEqual([{ event: 'preferences.changed' }]);
  });
});
