import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createMutex } from '../../src/db/mutex.ts';
import { DatabaseUnavailable } from '../../src/db/pg-errors.ts';

describe('turns', () => {
  test('are given in the order of asking', async () => {
    const turns = createMutex(1_000);
    const order: number[] = [];
    const release = await turns.take();
    const others = [1, 2, 3].map(async (number) => {
      const releaseOwn = await turns.take();
      order.push(number);
      releaseOwn();
    });
    expect(order).toEqual([]);
    release();
    await Promise.all(others);
    expect(order).toEqual([1, 2, 3]);
  });

  test('are given to one at a time', async () => {
    const turns = createMutex(1_000);
    let inside = 0;
    let most = 0;
    const work = async () => {
      const release = await turns.take();
      inside += 1;
      most = Math.max(most, inside);
      await sleep(1);
      inside -= 1;
      release();
    };
    await Promise.all(Array.from({ length: 20 }, work));
    expect(most).toBe(1);
  });

  test('are refused after waiting for the limit, and those behind still get theirs', async () => {
    const turns = createMutex(20);
    const release = await turns.take();
    await expect(turns.take()).rejects.toThrow(new DatabaseUnavailable('the database was busy for 20 ms'));
    const next = turns.take();
    release();
    expect(typeof (await next)).toBe('function');
  });

  test('given on twice count once', async () => {
    const turns = createMutex(1_000);
    const release = await turns.take();
    const second = turns.take();
    let isThirdIn = false;
    const third = turns.take().then(() => {
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

  test('are refused to those who wait behind the end, and ever after', async () => {
    const turns = createMutex(1_000);
    const release = await turns.take();
    const closed = turns.close();
    const late = expect(turns.take()).rejects.toThrow('the database is closed');
    release();
    await closed;
    await late;
    await expect(turns.take()).rejects.toThrow('the database is closed');
    await turns.close();
  });
});
