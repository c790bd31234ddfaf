import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TooManyRequests } from '../../src/base/errors.ts';
import { type Count, countAttempts, forgetAttempts, passwordCounts } from '../../src/rate-limits/attempts.ts';
import { limits } from '../../src/rate-limits/limits.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let clock: TestClock;
let round = 0;
let key: string;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

beforeEach(() => {
  round += 1;
  key = `user${round}`;
  clock = createTestClock();
});

/** Ten in fifteen minutes. */
const name = 'wrongTotpSetups';
const count = (...counts: readonly Count[]) => countAttempts(database.db, clock.now(), counts);
const attempt = (whose = key) => count([name, whose]);
const refused = expect.objectContaining({ status: 429, code: 'too_many_requests' });

async function use(times: number, once: () => Promise<unknown> = attempt): Promise<void> {
  for (let time = 0; time < times; time += 1) await once();
}

const waitOf = (refusal: Promise<unknown>): Promise<number | undefined> =>
  refusal.then(
    () => undefined,
    (error: TooManyRequests) => error.retryAfterSeconds,
  );

describe('countAttempts', () => {
  test('admits as many as allowed, and no more', async () => {
    await use(10);
    await expect(attempt()).rejects.toEqual(refused);
  });

  test('says how long to wait', async () => {
    await attempt();
    clock.advance(300);
    await use(9);
    expect(await waitOf(attempt())).toBe(600);
  });

  test('says how many are left, and until when', async () => {
    const resetAt = new Date(clock.now().getTime() + 900_000);
    const [first] = await attempt();
    clock.advance(10);
    const [second] = await attempt();
    expect([first, second]).toEqual([
      { limit: name, attempts: 10, remaining: 9, resetAt, refusedUntil: undefined },
      { limit: name, attempts: 10, remaining: 8, resetAt, refusedUntil: undefined },
    ]);
  });

  test('does not confuse keys or limits', async () => {
    await use(10);
    await attempt(`${key}x`);
    await count(['wrongTotpCodes', key]);
  });

  test('starts again when the window is over, and not before', async () => {
    await use(10);
    clock.advance(899);
    await expect(attempt()).rejects.toEqual(refused);
    clock.advance(1);
    await use(10);
    await expect(attempt()).rejects.toEqual(refused);
  });

  test('admits exactly the allowed number of many at once', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 30 }, () => attempt()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  test('admits exactly the allowed number also after earlier ones', async () => {
    await use(3);
    const attempts = await Promise.allSettled(Array.from({ length: 30 }, () => attempt()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
  });

  test('uses the limit of a setting', async () => {
    await count(['smsOfServer', key, 1]);
    await expect(count(['smsOfServer', key, 1])).rejects.toEqual(refused);
    await count(['smsOfServer', key, 2]);
    await expect(count(['smsOfServer', `${key}x`, 0])).rejects.toEqual(refused);
  });

  test('does not count what is rolled back', async () => {
    await use(9);
    const failed = database.db.transaction().execute(async (trx) => {
      await countAttempts(trx, clock.now(), [[name, key]]);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await attempt();
    await expect(attempt()).rejects.toEqual(refused);
  });

  test('stores no key that can be read', async () => {
    await count([name, 'bob@company.com']);
    const rows = await database.db.selectFrom('rate_limits').select('key').execute();
    expect(JSON.stringify(rows)).not.toContain('bob');
  });

  test('passes on an error of the database', async () => {
    const broken = await openTestDatabase();
    await broken.db.schema.dropTable('rate_limits').execute();
    await expect(countAttempts(broken.db, clock.now(), [[name, key]])).rejects.toThrow('rate_limits');
    await broken.close();
  });
});

describe('several limits at once', () => {
  const countBoth = () => count([name, key], ['wrongTotpCodes', key]);

  test('take one statement', async () => {
    expect(await database.countStatements(countBoth)).toBe(1);
  });

  test('count nothing when one of them refuses', async () => {
    await use(10);
    await use(5, () => countBoth().catch(() => undefined));
    const [state] = await count(['wrongTotpCodes', key]);
    expect(state?.remaining).toBe(9);
  });

  test('refuse for as long as the longest', async () => {
    await use(10);
    clock.advance(100);
    await use(10, () => count(['recoveriesFromNetwork', key], ['wrongTotpCodes', key]));
    expect(await waitOf(countBoth())).toBe(900);
  });

  test('do not lock each other, whatever order they are named in', async () => {
    const pair: readonly Count[] = [
      ['recoveriesFromNetwork', key],
      ['wrongTotpCodes', key],
    ];
    const attempts = Array.from({ length: 20 }, (_, index) =>
      count(...(index % 2 === 0 ? pair : [...pair].reverse())),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toEqual(refused);
  });
});

describe('a limit that slows down', () => {
  const guess = () => count(['passwordsOfAccount', key]);

  // promise: guessing-one
  test('admits fifty, then doubles the wait each time, up to a maximum', async () => {
    await use(50, guess);
    const waits: (number | undefined)[] = [];
    for (let wait = 0; wait < 8; wait += 1) {
      const seconds = await waitOf(guess());
      waits.push(seconds);
      clock.advance(seconds ?? 0);
      await guess();
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  test('does not extend the wait for attempts while waiting', async () => {
    await use(50, guess);
    clock.advance(10);
    await use(5, () => guess().catch(() => undefined));
    expect(await waitOf(guess())).toBe(20);
  });

  test('forgets after a day without attempts', async () => {
    await use(55, async () => {
      clock.advance(901);
      await guess();
    });
    clock.advance(limits.passwordsOfAccount.seconds);
    await use(50, guess);
  });
});

describe('attempts with a password', () => {
  const attemptFrom = (network: string, whose = key) => count(...passwordCounts(whose, network).all);

  test('from one network at one account are limited; the owner signs in from elsewhere', async () => {
    await use(10, () => attemptFrom(`${key} network`));
    await expect(attemptFrom(`${key} network`)).rejects.toEqual(refused);
    await attemptFrom(`${key} home`);
  });

  test('from one network at many accounts are limited too', async () => {
    for (let account = 0; account < 100; account += 1) await attemptFrom(key, `${key} ${account}`);
    await expect(attemptFrom(key, `${key} another`)).rejects.toEqual(refused);
  });

  test('that are refused for their network do not slow the account down', async () => {
    for (let account = 0; account < 100; account += 1) await attemptFrom(key, `${key} ${account}`);
    await use(60, () => attemptFrom(key).catch(() => undefined));
    const [state] = await count(['passwordsOfAccount', key]);
    expect(state?.remaining).toBe(49);
  });
});

test('forgetAttempts resets them', async () => {
  await use(10);
  await forgetAttempts(database.db, [[name, key]]);
  await use(10);
});

test('every limit has a distinct name', () => {
  const names = Object.values(limits).map((limit) => limit.name);
  expect(new Set(names).size).toBe(names.length);
});
