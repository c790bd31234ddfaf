import { pinChildren, settle } from './cores.ts';
import type { Plan } from './plan.ts';
import { type Contestant, type Effort, runRounds, underLoad } from './rounds.ts';
import { ourServer, type Server, startServer, withWorkers } from './servers.ts';
import type { Surroundings } from './surroundings.ts';
import { tokenScenarios } from './token-scenarios.ts';

/** A token looked up in the database, and one that has to be signed. */
const compared = ['ccOpaque', 'ccEs384'];

/** Our server in one process and with two workers: on one core for the cost of a worker, on two for the gain. */
export async function compareWorkers(plan: Plan, around: Surroundings): Promise<void> {
  const { seed, effort, prefix, print, table } = around;
  const one = ourServer('one process', plan, 'info');
  const servers: Server[] = [];
  try {
    servers.push(await startServer(one, prefix));
    servers.push(await startServer(withWorkers({ ...one, name: 'two workers on its core' }, 2), prefix));
    const apart = await startServer(withWorkers({ ...one, name: 'two workers, a core each' }, 2), prefix);
    servers.push(apart);
    if (!pinChildren(apart.pid)) print('workers could not be pinned to cores');
    for (const { pid } of servers) await settle(pid);
    for (const scenario of tokenScenarios.filter(({ name }) => compared.includes(name))) {
      const requests = seed.users.map((user) => scenario.request(user));
      const load = (server: Server, its: Effort) => underLoad(server, requests, its, seed.databaseName);
      const contestants = [
        ...servers.map((server) => load(server, server.name === one.name ? effort : forTwo(effort))),
        ...twiceConnected(servers, effort, load),
      ];
      const all = await runRounds(contestants, effort, seed.tidy);
      const [first] = all;
      const references = first ? [{ label: 'one', series: first }] : [];
      print(`\nworkers: ${scenario.title}\n${table(all, references)}`);
    }
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** Each of the two workers needs the warm-up of a process. */
function forTwo(effort: Effort): Effort {
  return { ...effort, warmUpRequests: 2 * effort.warmUpRequests };
}

/**
 * Workers on one core, each with as many requests in flight as the single process, so that each batches as many
 * statements.
 */
function twiceConnected(
  [, workers]: readonly Server[],
  effort: Effort,
  load: (server: Server, its: Effort) => Contestant,
): Contestant[] {
  if (!workers) return [];
  const connections = 2 * effort.connections;
  const name = `${workers.name}, ${connections} connections`;
  return [load({ ...workers, name }, { ...effort, connections })];
}
