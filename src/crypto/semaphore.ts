import { Unavailable } from '../base/errors.ts';

export interface Semaphore {
  /**
   * Runs the task as soon as a place is free, in order of arrival.
   * @param longest the queue length up to which this task may wait; by default the whole queue
   * @throws Unavailable (503) at once when all places are taken and the queue has reached that length
   */
  run<T>(task: () => Promise<T>, longest?: number): Promise<T>;
  /** Call it before other work. @throws Unavailable when `run` would refuse now */
  checkRoom(): void;
  state(): SemaphoreState;
}

/** How many tasks are running, and how many wait. */
export interface SemaphoreState {
  readonly running: number;
  readonly waiting: number;
}

export interface SemaphoreSettings {
  /** What the places are for. Logged when the queue is full. */
  readonly name: string;
  /** How many tasks may run at once. */
  readonly width: number;
  /** How many more may wait. */
  readonly maxQueue: number;
}

/** Limits how many tasks use something scarce (cores, connections) at once, and how many may wait for it. */
export function createSemaphore({ name, width, maxQueue }: SemaphoreSettings): Semaphore {
  const waiting: (() => void)[] = [];
  let running = 0;

  function checkRoom(longest = maxQueue): void {
    if (running < width || waiting.length < longest) return;
    const detail = `${name}: ${running} running, ${waiting.length} waiting`;
    throw new Unavailable('temporarily_unavailable', { detail });
  }

  async function enter(longest?: number): Promise<void> {
    checkRoom(longest);
    if (running < width) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** A finished task passes its place directly to the next in the queue, so that no new task can get in between. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    checkRoom: () => checkRoom(),
    state: () => ({ running, waiting: waiting.length }),
    async run(task, longest) {
      await enter(longest);
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
