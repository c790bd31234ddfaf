/** Does work from some source, several pieces at a time. */
export interface WorkerPool {
  /** Signals that there may be work. */
  wake(): void;
  /** Resolves when no more work is found and none is running. */
  settled(): Promise<void>;
  /** Starts nothing new, and resolves when running work is done. */
  close(): Promise<void>;
}

export interface WorkerPoolSettings {
  /** How many pieces may run at once. */
  readonly width: number;
  /** Looks for a piece and returns a function that does it. */
  readonly findNext: () => Promise<(() => Promise<void>) | undefined>;
  /** Called with any error. The remaining work waits until the pool is woken again. */
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

  /** A worker that was woken while it looked for work looks again, because more may have arrived since. */
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

  /** One piece is expected per wake-up. When there is a second, there may be many, so another worker starts. */
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
