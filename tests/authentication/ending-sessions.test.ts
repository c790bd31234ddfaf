import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventsOf } from '../audit/events.ts';
import { send } from '../portal/organizations/owners.ts';
import { purposesOf, signedIn } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { newGrant, newThirdPartyToken } from '../support/third-party.ts';
import type { UserAgent } from '../support/user-agent.ts';
import { type Caller, callerWith } from '../users/caller.ts';
import { newNumber, setUpTotp } from '../users/factors.ts';

let app: TestApp;
let user: TestUser;
let me: Caller;
let agent: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});
afterAll(() => app.close());
beforeEach(async () => {
  user = await newUser(app, { phone: newNumber() });
  me = callerWith(app, user.token);
  agent = await signedIn(app, user);
});

const endedEvents = () => eventsOf(app, user.username, 'session.ended');

/** A grant that a client got through the user's session. */
async function grantOfSession(): Promise<string> {
  await newThirdPartyToken(app, { username: user.username, client: 'shop' });
  const { session_id } = await app.database.db
    .selectFrom('sessions')
    .select('session_id')
    .where('username', '=', user.username)
    .executeTakeFirstOrThrow();
  return newGrant(app, user.username, 'shop', session_id);
}

const grantsOf = () =>
  app.database.db
    .selectFrom('authorization_grants')
    .select('grant_id')
    .where('username', '=', user.username)
    .execute();

describe('an act that ends the other sessions', () => {
  test('removing the authenticator by a program signs the user out of every browser', async () => {
    await setUpTotp(app, user);
    await me.delete(`/users/${user.username}/totp`).expect(204);
    expect(await purposesOf(app, user.username)).toEqual([]);
    expect(await endedEvents()).toEqual([{ event: 'session.ended', sessions: 'all' }]);
    expect((await agent.get('/account/sessions')).status).toBe(302);
  });

  test('removing an authenticator that is not there ends nothing', async () => {
    await me.delete(`/users/${user.username}/totp`).expect(204);
    expect(await purposesOf(app, user.username)).toEqual(['interactive']);
    expect(await endedEvents()).toEqual([]);
  });

  test('a changed password revokes what clients got through the ended sessions', async () => {
    const ended = await grantOfSession();
    expect((await grantsOf()).map((row) => row.grant_id)).toContain(ended);
    const passwords = { currentpassword: user.password, newpassword: 'another long password' };
    await me.put(`/users/${user.username}/password`, passwords).expect(204);
    expect((await grantsOf()).map((row) => row.grant_id)).not.toContain(ended);
  });

  test('a refused change of the password ends nothing', async () => {
    const kept = await grantOfSession();
    const passwords = { currentpassword: 'not the password', newpassword: 'another long password' };
    await me.put(`/users/${user.username}/password`, passwords).expect(422);
    expect(await purposesOf(app, user.username)).toEqual(['interactive']);
    expect((await grantsOf()).map((row) => row.grant_id)).toContain(kept);
  });

  test('forgetting a browser is recorded; a browser of another user is not forgotten', async () => {
    const other = await newUser(app, { phone: newNumber() });
    const stranger = await signedIn(app, other);
    const devices = app.database.db.selectFrom('trusted_devices').select('device_id');
    const { device_id } = await devices.where('username', '=', user.username).executeTakeFirstOrThrow();
    const forget = async (browser: UserAgent) =>
      send({ username: user.username, agent: browser }, '/account', '/account/sessions/end', {
        what: 'device',
        id: device_id,
      });
    await forget(stranger);
    expect(await eventsOf(app, user.username, 'device.forgotten')).toEqual([]);
    expect(await devices.where('device_id', '=', device_id).execute()).toHaveLength(1);
    await forget(agent);
    expect(await eventsOf(app, user.username, 'device.forgotten')).toEqual([{ event: 'device.forgotten' }]);
    expect(await devices.where('device_id', '=', device_id).execute()).toEqual([]);
  });
});
