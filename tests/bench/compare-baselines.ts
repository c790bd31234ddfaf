import { isDeepStrictEqual } from 'node:util';
import { settle } from './cores.ts';
import type { Plan } from './plan.ts';
import { runRounds, underLoad } from './rounds.ts';
import { type BaselineScenario, send } from './scenarios.ts';
import type { Seed } from './seed.ts';
import { baseline, ourServer, type Server, withServers } from './servers.ts';
import type { Surroundings } from './surroundings.ts';

/** Our server, twice to show the noise of a run, and three that send the same statements without any checks. */
export async function compareBaselines(
  chosen: readonly BaselineScenario[],
  plan: Plan,
  around: Surroundings,
): Promise<void> {
  if (chosen.length === 0) return;
  const settings = [
    ourServer('ours', plan, 'info'),
    ourServer('ours once more', plan, 'info'),
    ourServer('ours, log silent', plan, 'silent'),
    baseline('express', '(a) Express + pg', plan),
    baseline('node', '(b) node:http + pg', plan),
    baseline('fastify', '(d) Fastify + pg', plan),
  ];
  await withServers(settings, around.prefix, async (servers) => {
    for (const server of servers) await settle(server.pid);
    for (const scenario of chosen) await compareScenario(scenario, around, servers);
  });
}

async function compareScenario(
  scenario: BaselineScenario,
  { seed, effort, pgbench, print, table }: Surroundings,
  servers: readonly Server[],
): Promise<void> {
  await checkResponses(scenario, seed, servers);
  const requests = seed.users.map((user) => scenario.request(user));
  const contestants = servers.map((server) => underLoad(server, requests, effort, seed.databaseName));
  const database = pgbench?.contestantFor(scenario);
  const all = await runRounds(database ? [...contestants, database] : contestants, effort, seed.tidy);
  const labels = ['(a)', '(b)', '(d)', 'pgbench'];
  const references = all.slice(3).map((series, index) => ({ label: labels[index] ?? '', series }));
  print(`\n${scenario.title}\n${table(all, references)}`);
}

/** @throws Error unless all servers give the same response */
async function checkResponses(
  scenario: BaselineScenario,
  seed: Seed,
  servers: readonly Server[],
): Promise<void> {
  for (const user of seed.users.slice(0, 3)) {
    const responses = await Promise.all(servers.map(({ url }) => send(url, scenario.request(user))));
    const [first] = responses;
    const isSame = responses.every(
      ({ status, body }) =>
        status === 200 && isDeepStrictEqual(scenario.comparable(body), scenario.comparable(first?.body)),
    );
    if (!isSame) throw new Error(`${scenario.title}: the responses differ: ${JSON.stringify(responses)}`);
  }
}
