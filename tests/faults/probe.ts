import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from './people.ts';

/** Reads the same resource ten times a second, to measure how long the service is away. */
export interface Probe {
  /** Milliseconds from a moment (by `Date.now()`) to the first success of a later request. */
  backAfter(moment: number): number;
  /** The longest time between two successful responses, in milliseconds. */
  longestGap(): number;
  stop(): Promise<void>;
}

interface Sample {
  readonly at: number;
  readonly isSuccess: boolean;
}

export function startProbe(address: string, { username, token }: Person): Probe {
  const samples: Sample[] = [];
  const flying = new Set<Promise<void>>();
  let isOver = false;
  async function look(): Promise<void> {
    const headers = { Authorization: `token ${token}`, Connection: 'close' };
    const response = await fetch(`${address}/api/users/${username}`, { headers }).catch(() => undefined);
    await response?.arrayBuffer().catch(() => undefined);
    samples.push({ at: Date.now(), isSuccess: response?.status === 200 });
  }
  const looking = (async () => {
    while (!isOver) {
      const one: Promise<void> = look().finally(() => flying.delete(one));
      flying.add(one);
      await sleep(100);
    }
    // Without an outage, the load may end before the next read begins.
    await Promise.all([...flying, look()]);
  })();
  const successes = () => samples.filter(({ isSuccess }) => isSuccess).map(({ at }) => at);
  return {
    backAfter: (moment) => Math.min(...successes().filter((at) => at >= moment)) - moment,
    longestGap: () => {
      const times = successes().sort((a, b) => a - b);
      return Math.max(0, ...times.slice(1).map((at, index) => at - (times[index] ?? at)));
    },
    async stop() {
      isOver = true;
      await looking;
    },
  };
}
