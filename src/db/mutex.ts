import { DatabaseUnavailable } from './pg-errors.ts';

/** Lets callers use something one at a time, in order of arrival. */
export interface Mutex {
  /**
   * Waits for its turn.
   * @returns a function that ends the turn; calling it twice is harmless
   * @throws DatabaseUnavailable after the time limit, or when closed
   */
  take(): Promise<() => void>;
  /** Waits for its turn like every caller, then refuses all callers that are waiting or come later. */
  close(): Promise<void>;
}

interface Waiter {
  readonly start: () => void;
  readonly refuse: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export function createMutex(limitMs: number): Mutex {
  const waiting = new Set<Waiter>();
  let isTaken = false;
  let isClosed = false;

  function passOn(): void {
    const [next] = waiting;
    if (!next) {
      isTaken = false;
      return;
    }
    forget(next);
    next.start();
  }

  function forget(waiter: Waiter): void {
    clearTimeout(waiter.timer);
    waiting.delete(waiter);
  }

  function once(): () => void {
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      passOn();
    };
  }

  function wait(): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        start: () => resolve(once()),
        refuse: reject,
        timer: setTimeout(() => {
          waiting.delete(waiter);
          reject(new DatabaseUnavailable(`the database was busy for ${limitMs} ms`));
        }, limitMs),
      };
      waiting.add(waiter);
    });
  }

  async function take(): Promise<() => void> {
    if (isClosed) throw new DatabaseUnavailable('the database is closed');
    if (isTaken) return wait();
    isTaken = true;
    return once();
  }

  async function close(): Promise<void> {
    if (isClosed) return;
    await take().catch(() => undefined);
    isClosed = true;
    for (const waiter of [...waiting]) {
      forget(waiter);
      waiter.refuse(new DatabaseUnavailable('the database is closed'));
    }
  }

  return { take, close };
}
