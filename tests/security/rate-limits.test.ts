import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { countAttempt, forgetAttempts } from '../../src/security/rate-limits.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let round = 0;
let key: string;
const limit = { name: 'guess', attempts: 3, seconds: 60 };

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

beforeEach(() => {
  round += 1;
  key = `user${round}`;
});

const attempt = (settings = limit, whose = key) => countAttempt(database.db, settings, whose);
const refused = expect.objectContaining({ status: 429, code: 'too_many_requests' });

async function use(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await attempt();
}

describe('countAttempt', () => {
  test('lets as many through as allowed, and no more', async () => {
    await use(3);
    await expect(attempt()).rejects.toEqual(refused);
  });

  test('says how long to wait', async () => {
    await use(3);
    const refusal = await attempt().catch((error: { headers: Record<string, string> }) => error);
    expect(Number(refusal?.headers['Retry-After'])).toBeGreaterThan(50);
    expect(Number(refusal?.headers['Retry-After'])).toBeLessThanOrEqual(60);
  });

  test('does not confuse keys or kinds', async () => {
    await use(3);
    await attempt(limit, `${key}x`);
    await attempt({ ...limit, name: 'other' });
  });

  test('begins anew when the window is over', async () => {
    await use(3);
    await database.db
      .updateTable('rate_limits')
      .set({ expire: Date.now() - 1 })
      .execute();
    await use(3);
    await expect(attempt()).rejects.toEqual(refused);
  });

  test('lets exactly as many of many through that come at once', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => attempt()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  test('does not count what is rolled back', async () => {
    await use(2);
    const failed = database.db.transaction().execute(async (trx) => {
      await countAttempt(trx, limit, key);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await attempt();
    await expect(attempt()).rejects.toEqual(refused);
  });

  test('passes on an error of the database', async () => {
    const broken = await openTestDatabase();
    await broken.db.schema.dropTable('rate_limits').execute();
    await expect(countAttempt(broken.db, limit, key)).rejects.toThrow('rate_limits');
    await broken.close();
  });
});

test('forgetAttempts gives all of them back', async () => {
  await use(3);
  await forgetAttempts(database.db, limit, key);
  await use(3);
});
