import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createMutex } from '../../src/db/mutex.ts';
import { DatabaseUnavailable } from '../../src/db/pg-errors.ts';

describe('a mutex', () => {
  test('is granted in the order of requests', async () => {
    const mutex = createMutex(1_000);
    const order: number[] = [];
    const release = await mutex.take();
    const others = [1, 2, 3].map(async (number) => {
      const releaseOwn = await mutex.take();
      order.push(number);
      releaseOwn();
    });
    expect(order).toEqual([]);
    release();
    await Promise.all(others);
    expect(order).toEqual([1, 2, 3]);
  });

  test('is held by one caller at a time', async () => {
    const mutex = createMutex(1_000);
    let inside = 0;
    let most = 0;
    const work = async () => {
      const release = await mutex.take();
      inside += 1;
      most = Math.max(most, inside);
      await sleep(1);
      inside -= 1;
      release();
    };
    await Promise.all(Array.from({ length: 20 }, work));
    expect(most).toBe(1);
  });

  test('refuses a caller that has waited for the limit, and still serves those behind it', async () => {
    const mutex = createMutex(20);
    const release = await mutex.take();
    await expect(mutex.take()).rejects.toThrow(new DatabaseUnavailable('the database was busy for 20 ms'));
    const next = mutex.take();
    release();
    expect(typeof (await next)).toBe('function');
  });

  test('counts a double release once', async () => {
    const mutex = createMutex(1_000);
    const release = await mutex.take();
    const second = mutex.take();
    let isThirdIn = false;
    const third = mutex.take().then(() => {
      isThirdIn = true;
    });
    release();
    release();
    const releaseSecond = await second;
    await sleep(5);
    expect(isThirdIn).toBe(false);
    releaseSecond();
    await third;
  });

  test('refuses callers that wait when it closes, and all later ones', async () => {
    const mutex = createMutex(1_000);
    const release = await mutex.take();
    const closed = mutex.close();
    const late = expect(mutex.take()).rejects.toThrow('the database is closed');
    release();
    await closed;
    await late;
    await expect(mutex.take()).rejects.toThrow('the database is closed');
    await mutex.close();
  });
});
