import type { Request as LoadRequest } from 'autocannon';
import { type Measurement, measure } from './load.ts';
import type { Series } from './report.ts';
import type { Server } from './servers.ts';

/** How much is measured. */
export interface Effort {
  readonly rounds: number;
  /** Of each turn in a round. */
  readonly seconds: number;
  /** Counted, not timed: on a slow machine, too, the runtime has compiled what is used often. */
  readonly warmUpRequests: number;
  readonly connections: number;
}

/** Who takes turns: a server under load, or pgbench. */
export interface Contestant {
  readonly name: string;
  warmUp(): Promise<void>;
  measure(): Promise<Measurement>;
}

export function underLoad(
  server: Server,
  requests: readonly LoadRequest[],
  { connections, seconds, warmUpRequests }: Effort,
  databaseName: string,
): Contestant {
  const load = { requests, connections, databaseName };
  return {
    name: server.name,
    async warmUp() {
      await measure(server, { ...load, until: { amount: warmUpRequests } });
    },
    measure: () => measure(server, { ...load, until: { duration: seconds } }),
  };
}

/** @param tidy is done before each turn */
export async function runRounds(
  contestants: readonly Contestant[],
  { rounds }: Effort,
  tidy: () => Promise<void>,
): Promise<Series[]> {
  for (const contestant of contestants) await contestant.warmUp();
  const results = new Map<Contestant, Measurement[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of turned(contestants, round)) {
      await tidy();
      results.get(contestant)?.push(await contestant.measure());
    }
  }
  return contestants.map((contestant) => ({
    name: contestant.name,
    rounds: results.get(contestant) ?? [],
  }));
}

/** Another one begins each round, and every second round goes backwards. */
function turned<One>(all: readonly One[], round: number): One[] {
  const start = round % all.length;
  const order = [...all.slice(start), ...all.slice(0, start)];
  return round % 2 === 0 ? order : order.reverse();
}
