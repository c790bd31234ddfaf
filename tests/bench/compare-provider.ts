import type { Request as LoadRequest } from 'autocannon';
import { settle } from './cores.ts';
import type { Plan } from './plan.ts';
import { makeProviderKeys } from './provider-seed.ts';
import { type Contestant, runRounds, underLoad } from './rounds.ts';
import { type Scenario, send } from './scenarios.ts';
import type { SeededUser } from './seed.ts';
import { baseline, ourServer, providerServer, type Server, withServers } from './servers.ts';
import type { Surroundings } from './surroundings.ts';
import { checkJwt, type TokenScenario } from './token-scenarios.ts';

/** Our server, and node-oidc-provider on the same database. */
export async function compareProvider(
  chosen: readonly TokenScenario[],
  plan: Plan,
  around: Surroundings,
): Promise<void> {
  if (chosen.length === 0) return;
  const { databaseUrl, poolSize } = plan;
  const settings = [
    ourServer('ours', plan, 'info'),
    ourServer('ours once more', plan, 'info'),
    ourServer('ours, log silent', plan, 'silent'),
    providerServer({ databaseUrl, poolSize, keys: makeProviderKeys() }),
  ];
  await withServers(settings, around.prefix, async (servers) => {
    const provider = servers.at(-1);
    const [ours] = servers;
    if (!ours || !provider) throw new Error('servers are needed');
    for (const { pid } of servers) await settle(pid);
    for (const scenario of chosen) {
      const theirs = theirRequests(scenario, around);
      const ourRequest = (user: SeededUser) => scenario.request(user);
      await check(scenario, around, ours, ourRequest, '/v1/oauth/jwks');
      await check(scenario, around, provider, theirs, '/jwks');
      const own = servers.slice(0, -1).map((server) => load(server, ourRequest, around));
      await compare(scenario, [...own, load(provider, theirs, around)], 'provider', around);
    }
  });
}

/** Our server, and a minimal one with the same statements and one signature. */
export async function compareExchange(
  scenario: Scenario | undefined,
  plan: Plan,
  around: Surroundings,
): Promise<void> {
  if (!scenario) return;
  const settings = [
    ourServer('ours', plan, 'info'),
    ourServer('ours once more', plan, 'info'),
    ourServer('ours, log silent', plan, 'silent'),
    baseline('signing', '(c) statements + signing', plan),
  ];
  await withServers(settings, around.prefix, async (servers) => {
    for (const { pid } of servers) await settle(pid);
    const request = (user: SeededUser) => scenario.request(user);
    const [ours] = servers;
    for (const user of around.seed.users.slice(0, 3)) {
      const { body } = await send(ours?.url ?? '', request(user));
      await checkJwt(String(body), 'ES384', `${ours?.url}/v1/oauth/jwks`);
    }
    const contestants = servers.map((server) => load(server, request, around));
    await compare(scenario, contestants, '(c)', around);
  });
}

type RequestOf = (user: SeededUser) => LoadRequest;

function theirRequests(scenario: TokenScenario, { seed }: Surroundings): RequestOf {
  return (user) => {
    const known = seed.provider.get(user);
    if (!known) throw new Error(`${user.username} is not known to node-oidc-provider`);
    return scenario.providerRequest(user, known);
  };
}

function load(server: Server, request: RequestOf, { seed, effort }: Surroundings): Contestant {
  return underLoad(server, seed.users.map(request), effort, seed.databaseName);
}

/** @throws Error unless the server does what the scenario promises */
async function check(
  scenario: TokenScenario,
  { seed }: Surroundings,
  { name, url }: Server,
  request: RequestOf,
  keysPath: string,
): Promise<void> {
  for (const user of seed.users.slice(0, 3)) {
    const response = await send(url, request(user));
    if (response.status !== 200) throw new Error(`${name}, ${scenario.title}: ${JSON.stringify(response)}`);
    await scenario.check(response, user, `${url}${keysPath}`);
  }
}

/** @param contestants ours is compared with the last one */
async function compare(
  scenario: Scenario,
  contestants: readonly Contestant[],
  label: string,
  { seed, effort, pgbench, print, table }: Surroundings,
): Promise<void> {
  const database = pgbench?.contestantFor(scenario);
  const all = await runRounds(database ? [...contestants, database] : contestants, effort, seed.tidy);
  const labels = [label, 'pgbench'];
  const references = all.slice(3).map((series, index) => ({ label: labels[index] ?? '', series }));
  print(`\n${scenario.title}\n${table(all, references)}`);
}
