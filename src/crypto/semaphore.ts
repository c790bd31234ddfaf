import { Unavailable } from '../base/errors.ts';

export interface Semaphore {
  /**
   * Runs the task as soon as a place is free, in order of arrival.
   * @param longest how long the queue may be for this task, which leaves the rest to others; the whole queue if left out
   * @throws Unavailable (503) at once when all places are taken and the queue is that long
   */
  run<T>(task: () => Promise<T>, longest?: number): Promise<T>;
  /** To be called before other work: @throws Unavailable when `run` would refuse now */
  checkRoom(): void;
  state(): SemaphoreState;
}

/** How many tasks run, and how many wait. */
export interface SemaphoreState {
  readonly running: number;
  readonly waiting: number;
}

export interface SemaphoreSettings {
  /** What the places are for; appears in the log when the queue is full. */
  readonly name: string;
  /** How many tasks may run at once. */
  readonly width: number;
  /** How many more may wait. */
  readonly maxQueue: number;
}

/** Bounds how much of something scarce (cores, connections) is used at once, and how long a queue may grow. */
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

  /** A finished task hands its place straight to the next in line, so that no newcomer slips in between. */
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
