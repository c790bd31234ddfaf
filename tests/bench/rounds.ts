import type { Request as LoadRequest } from 'autocannon';
import { type Measurement, measure } from './load.ts';
import type { Series } from './report.ts';
import type { Server } from './servers.ts';

/** How much is measured. */
export interface Effort {
  readonly rounds: number;
  /** Duration of each turn in a round. */
  readonly seconds: number;
  /** A number, not a duration: even on a slow machine the runtime has then compiled its hot code. */
  readonly warmUpRequests: number;
  readonly connections: number;
}

/** A participant: a server under load, or pgbench. */
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

/** @param tidy runs before each turn */
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

/** Each round begins with another contestant; every second round goes backwards. */
function turned<One>(all: readonly One[], round: number): One[] {
  const start = round % all.length;
  const order = [...all.slice(start), ...all.slice(0, start)];
  return round % 2 === 0 ? order : order.reverse();
}
