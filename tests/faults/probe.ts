import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from './people.ts';

/** Reads the same thing ten times a second, to see when the service was away. */
export interface Probe {
  /** How long after a moment (by `Date.now()`) the first request that began later was answered, in milliseconds. */
  backAfter(moment: number): number;
  /** The longest time between two good answers, in milliseconds. */
  longestGap(): number;
  stop(): Promise<void>;
}

interface Sample {
  readonly at: number;
  readonly isFine: boolean;
}

export function startProbe(address: string, { username, token }: Person): Probe {
  const samples: Sample[] = [];
  const flying = new Set<Promise<void>>();
  let isOver = false;
  async function look(): Promise<void> {
    const headers = { Authorization: `token ${token}`, Connection: 'close' };
    const answer = await fetch(`${address}/api/users/${username}`, { headers }).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    samples.push({ at: Date.now(), isFine: answer?.status === 200 });
  }
  const looking = (async () => {
    while (!isOver) {
      const one: Promise<void> = look().finally(() => flying.delete(one));
      flying.add(one);
      await sleep(100);
    }
    // Where nothing was away, the load may end before the next look begins.
    await Promise.all([...flying, look()]);
  })();
  const fine = () => samples.filter(({ isFine }) => isFine).map(({ at }) => at);
  return {
    backAfter: (moment) => Math.min(...fine().filter((at) => at >= moment)) - moment,
    longestGap: () => {
      const times = fine().sort((a, b) => a - b);
      return Math.max(0, ...times.slice(1).map((at, index) => at - (times[index] ?? at)));
    },
    async stop() {
      isOver = true;
      await looking;
    },
  };
}
