import { randomInt, randomUUID } from 'node:crypto';

import { measure } from './load.ts';
import type { Plan } from './plan.ts';
import { baselineScenarios } from './scenarios.ts';
import { ourServer, type Server, withServers } from './servers.ts';
import type { Surroundings } from './surroundings.ts';

/** Many times what can be hashed, each for another name and from another network. */
const signInsPerSecond = 200;

/**
 * What an attacker's flood of passwords leaves to the rest of the API: the same list request with and without it, in
 * turn, and the responses to the surplus of sign-ins.
 */
export async function measureFlood(plan: Plan, { seed, effort, prefix, print }: Surroundings): Promise<void> {
  const [list] = baselineScenarios;
  if (!list) throw new Error('a scenario is needed');
  const ours = ourServer('ours', plan, 'info');
  const settings = { ...ours, environment: { ...ours.environment, IYO_TRUSTED_PROXIES: '127.0.0.1' } };
  await withServers([settings], prefix, async ([server]) => {
    if (!server) return;
    const requests = seed.users.map((user) => list.request(user));
    const load = { requests, connections: effort.connections };
    await measure(server, { ...load, until: { amount: effort.warmUpRequests } });
    print(`\n${list.title}, beside ${signInsPerSecond} sign-ins a second`);
    for (let round = 0; round < effort.rounds; round += 1) {
      const quiet = await measure(server, { ...load, until: { duration: effort.seconds } });
      const flood = startFlood(server);
      const flooded = await measure(server, { ...load, until: { duration: effort.seconds } });
      const statuses = await flood.stop();
      const ratio = (flooded.requestsPerSecond / quiet.requestsPerSecond).toFixed(2);
      const slowest = `p99 ${quiet.p99Ms.toFixed(1)} -> ${flooded.p99Ms.toFixed(1)} ms`;
      print(`round ${round + 1}: ${ratio} of the requests, ${slowest}; sign-ins answered: ${statuses}`);
    }
  });
}

/** @returns a function that stops the flood and returns how often each status occurred */
function startFlood(server: Server): { stop(): Promise<string> } {
  const counts = new Map<number, number>();
  const underWay = new Set<Promise<void>>();
  const send = () => {
    const sent = signIn(server).then((status) => {
      counts.set(status, (counts.get(status) ?? 0) + 1);
      underWay.delete(sent);
    });
    underWay.add(sent);
  };
  const timer = setInterval(send, 1000 / signInsPerSecond);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      return [...counts].map(([status, count]) => `${count} x ${status}`).join(', ');
    },
  };
}

async function signIn({ url }: Server): Promise<number> {
  const network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  const response = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': network },
    body: JSON.stringify({ login: randomUUID(), password: randomUUID() }),
  });
  await response.arrayBuffer();
  return response.status;
}
