import { describe, expect, test } from '@jest/globals';
import { Unavailable } from '../../src/base/errors.ts';
import { createSemaphore } from '../../src/crypto/semaphore.ts';

/** Tasks that end on request, and a count of the running ones. */
function createWork() {
  const endings: (() => void)[] = [];
  const work = { running: 0, most: 0, started: [] as string[] };
  const task = (name: string) => async () => {
    work.started.push(name);
    work.running += 1;
    work.most = Math.max(work.most, work.running);
    await new Promise<void>((resolve) => endings.push(resolve));
    work.running -= 1;
    return name;
  };
  return { work, task, endOne: () => endings.shift()?.() };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('semaphore', () => {
  test('runs up to its limit of tasks at once, and the rest in order of arrival', async () => {
    const { work, task, endOne } = createWork();
    const places = createSemaphore({ name: 'test', width: 2, maxQueue: 10 });
    const results = ['a', 'b', 'c', 'd', 'e'].map((name) => places.run(task(name)));
    for (let ended = 0; ended < 5; ended += 1) {
      await turn();
      endOne();
    }
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(work.most).toBe(2);
    expect(work.started).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('reports in advance that it would refuse, and accepts again once a task has ended', async () => {
    const { task, endOne } = createWork();
    const places = createSemaphore({ name: 'test', width: 1, maxQueue: 1 });
    const first = places.run(task('a'));
    expect(() => places.checkRoom()).not.toThrow();
    const second = places.run(task('b'));
    expect(() => places.checkRoom()).toThrow(Unavailable);
    await turn();
    endOne();
    await first;
    expect(() => places.checkRoom()).not.toThrow();
    await turn();
    endOne();
    await second;
  });

  test('refuses with 503 and Retry-After when the queue is full, without starting the task', async () => {
    const { work, task, endOne } = createWork();
    const places = createSemaphore({ name: 'test', width: 1, maxQueue: 1 });
    const accepted = [places.run(task('runs')), places.run(task('waits'))];
    await expect(places.run(task('too many'))).rejects.toMatchObject({
      status: 503,
      headers: { 'Retry-After': '1' },
      detail: 'test: 1 running, 1 waiting',
    });
    await expect(places.run(task('too many'))).rejects.toBeInstanceOf(Unavailable);
    await turn();
    endOne();
    await turn();
    endOne();
    await Promise.all(accepted);
    expect(work.started).toEqual(['runs', 'waits']);
  });

  test('a failing task frees its place', async () => {
    const places = createSemaphore({ name: 'test', width: 1, maxQueue: 1 });
    const failing = places.run(() => Promise.reject(new Error('broken')));
    const next = places.run(async () => 'done');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
    expect(await places.run(async () => 'again')).toBe('again');
  });

  test('a new task does not overtake a waiting one', async () => {
    const { work, task, endOne } = createWork();
    const places = createSemaphore({ name: 'test', width: 1, maxQueue: 5 });
    const first = places.run(task('first'));
    const second = places.run(task('second'));
    await turn();
    endOne();
    const third = places.run(task('third'));
    for (let ended = 0; ended < 2; ended += 1) {
      await turn();
      endOne();
    }
    await Promise.all([first, second, third]);
    expect(work.started).toEqual(['first', 'second', 'third']);
    expect(work.most).toBe(1);
  });
});
