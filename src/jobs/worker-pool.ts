/** Does work that is found somewhere, several pieces at a time. */
export interface WorkerPool {
  /** Tells that there may be something to do. */
  wake(): void;
  /** Resolves when nothing was found any more and nothing is under way. */
  settled(): Promise<void>;
  /** Begins nothing new; resolves when what is under way is done. */
  close(): Promise<void>;
}

export interface WorkerPoolSettings {
  /** How many pieces may be under way at once. */
  readonly width: number;
  /** Looks for a piece; what it returns does it. */
  readonly findNext: () => Promise<(() => Promise<void>) | undefined>;
  /** Told of what is thrown; the rest of the work waits until the pool is woken again. */
  readonly onError: (error: unknown) => void;
}

export function createWorkerPool({ width, findNext, onError }: WorkerPoolSettings): WorkerPool {
  const runs = new Set<Promise<void>>();
  let running = 0;
  let wakes = 0;
  let isClosed = false;

  function begin(): void {
    if (isClosed || running >= width) return;
    running += 1;
    const run = work().catch(onError);
    runs.add(run);
    void run.then(() => runs.delete(run));
  }

  /** A worker woken while finding nothing looks again: a job may have come since. */
  async function work(): Promise<void> {
    try {
      for (let seen = -1; seen !== wakes && !isClosed; ) {
        seen = wakes;
        await doAll();
      }
    } finally {
      running -= 1;
    }
  }

  /** One piece is what it was woken for. Where there is a second one there may be many: that calls for help. */
  async function doAll(): Promise<void> {
    for (let found = 0, piece = await findNext(); piece; piece = isClosed ? undefined : await findNext()) {
      found += 1;
      if (found > 1) begin();
      await piece();
    }
  }

  async function settled(): Promise<void> {
    while (runs.size > 0) await Promise.all(runs);
  }

  return {
    wake() {
      wakes += 1;
      begin();
    },
    settled,
    close() {
      isClosed = true;
      return settled();
    },
  };
}
