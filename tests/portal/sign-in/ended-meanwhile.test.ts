import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { untilOneWaits } from '../../support/waiting.ts';
import { newNumber } from '../../users/factors.ts';
import { linkingVisitor } from '../account/linking-visitor.ts';
import { afterPassword } from './signing-in.ts';

/** A session ends while a request is being answered that stores something for this session. */

let app: TestApp;
let user: TestUser;
const linking = linkingVisitor();

beforeAll(async () => {
  app = await openTestApp();
  user = await newUser(app, { phone: newNumber() });
});
afterAll(() => app.close());

async function endedDuring<Result>({ database }: TestApp, act: () => Promise<Result>): Promise<Result> {
  let result: Promise<Result> | undefined;
  await database.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('sessions').execute();
    result = act();
    await untilOneWaits(trx);
  });
  return result as Promise<Result>;
}

// On the embedded database, the request begins when the session has ended.
test.each([
  ['a text message', '/login/smscode/main', 401],
  ['a challenge for a passkey', '/login/passkey/options', 200],
])('%s is not sent for a sign-in that has ended', async (_what, path, otherwise) => {
  const agent = await afterPassword(app, user);
  const { status, body } = await endedDuring(app, () => agent.postJson(path, { langkey: 'en' }));
  if (status !== otherwise) expect([status, body]).toEqual([403, { error: 'form_expired' }]);
  expect(app.senders.texts).toEqual([]);
});

test('an account is not linked in a session that has ended', async () => {
  const page = await linking.agent().get('/account/linked');
  const linked = () => linking.agent().submit(page, { connect: 'github' }, '/account/linked');
  const { status, text, headers } = await endedDuring(linking.app(), linked);
  if (status === 303) expect(headers.location).toMatch(/^\/login/);
  else expect([status, text]).toEqual([403, expect.stringContaining('Nothing has been changed.')]);
});
