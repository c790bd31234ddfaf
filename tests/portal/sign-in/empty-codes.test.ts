import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { storeRecoveryCodes } from '../../../src/authentication/recovery-codes/acts.ts';
import { createSealing } from '../../../src/crypto/sealing.ts';
import { inTransaction } from '../../../src/db/pg-errors.ts';
import { openTestApp, type TestApp, testKey } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import type { UserAgent } from '../../support/user-agent.ts';
import { codeOf, newNumber, setUpTotp } from '../../users/factors.ts';
import { afterPassword, lastText } from './signing-in.ts';

let app: TestApp;
let user: TestUser;
let secret: string;
let agent: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  user = await newUser(app, { phone: newNumber() });
  secret = await setUpTotp(app, user);
  app.clock.advance(60);
  agent = await afterPassword(app, user);
});

/** All counters of attempts for this sign-in. */
async function attempts() {
  const { db } = app.database;
  return {
    limits: await db.selectFrom('rate_limits').selectAll().orderBy('key').execute(),
    codes: await db.selectFrom('login_sms_codes').select(['session_id', 'wrong_codes']).execute(),
    failures: await db
      .selectFrom('audit_events')
      .selectAll()
      .where('username', '=', user.username)
      .where('event', '=', 'factor.failed')
      .execute(),
  };
}

interface CodeField {
  readonly name: string;
  readonly page: string;
  readonly action: string;
  /** Prepares the sign-in. @returns the correct code */
  prepare(): Promise<string>;
}

const fields: readonly (readonly [string, CodeField])[] = [
  [
    'of the authenticator app',
    {
      name: 'totpcode',
      page: '/login/2fa/app',
      action: '/login/totpconfirmation',
      prepare: async () => codeOf(app, secret),
    },
  ],
  [
    'of an SMS',
    {
      name: 'smscode',
      page: '/login/2fa/sms',
      action: '/login/smsconfirmation',
      prepare: async () => {
        await agent.postJson('/login/smscode/main', {});
        return lastText(app).code;
      },
    },
  ],
  [
    'of a recovery code',
    {
      name: 'code',
      page: '/login/2fa/recovery',
      action: '/login/2fa/recovery',
      prepare: async () => {
        const { username } = user;
        const sealing = createSealing([testKey]);
        const codes = await inTransaction(app.database.db, (trx) =>
          storeRecoveryCodes(trx, sealing, username, app.clock.now()),
        );
        return codes[0] ?? '';
      },
    },
  ],
];

describe.each(fields)('an empty field %s', (_what, { name, page, action, prepare }) => {
  test('is asked for again, and costs no attempt', async () => {
    const code = await prepare();
    const shown = await agent.get(page);
    const before = await attempts();
    for (const empty of ['', ' \t']) {
      const refused = await agent.submit(shown, { [name]: empty }, action);
      expect(refused.status).toBe(422);
      expect(refused.text).toContain(`id="${name}-error">Enter the code.`);
      const response = await agent.postJson(action, { [name]: empty });
      expect([response.status, response.text]).toEqual([422, '']);
    }
    expect((await agent.postJson(action, {})).status).toBe(422);
    expect(await attempts()).toEqual(before);
    expect((await agent.submit(shown, { [name]: code }, action)).status).toBe(303);
  });

  test('is distinguished from a wrong code, which counts', async () => {
    await prepare();
    const before = await attempts();
    const refused = await agent.submit(await agent.get(page), { [name]: 'x' }, action);
    expect(refused.status).toBe(422);
    expect(refused.text).not.toContain('Enter the code.');
    const { failures } = await attempts();
    expect(failures).toHaveLength(before.failures.length + 1);
  });
});
