import { cpus } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { capturePlan } from './capture.ts';
import { assignCores, settle } from './cores.ts';
import { type Measurement, measure } from './load.ts';
import type { Plan } from './plan.ts';
import { median, type Series, scenarioTable } from './report.ts';
import { ask, type Scenario, scenarios } from './scenarios.ts';
import { type Seed, seedDatabase } from './seed.ts';
import { baseline, buildServers, ourServer, type Server, startServer } from './servers.ts';

/**
 * Compares our server with two baselines that send the same statements, round by round. See docs/performance.md.
 * Needs TEST_DATABASE_URL. Options: `--quick`; `--only <scenario>`; `--profile <folder>` (our server alone, with a
 * CPU profile written when it stops).
 */
const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, profile: { type: 'string' } },
});

const rounds = options.quick ? 3 : 7;
const seconds = options.quick ? 1 : 3;
/** Counted, not timed: on a slow machine, too, the runtime has compiled what is used often. */
const warmUpRequests = options.quick ? 4_000 : 10_000;
const starts = options.quick ? 3 : 7;
const connections = 16;
const poolSize = 20;
const userCount = 50;
const chosen = scenarios.filter(({ name }) => options.only === undefined || options.only === name);

async function main(serverUrl: string): Promise<void> {
  buildServers();
  const cores = await assignCores(serverUrl);
  const seed = await seedDatabase(serverUrl, userCount);
  try {
    const plan = await capturePlan(seed, poolSize, chosen);
    if (options.profile !== undefined) return await profile(plan, seed, cores.serverPrefix, options.profile);
    print(machine(seed, cores.description));
    for (const { name, title } of chosen) print(`${plan[name].length} statements: ${title}`);
    await measureStart(plan, cores.serverPrefix);
    await compareServers(plan, seed, cores.serverPrefix);
  } finally {
    await seed.drop();
    cores.release();
  }
}

function machine({ postgresVersion }: Seed, pinning: string): string {
  const [first] = cpus();
  return `${cpus().length} x ${first?.model}, Node ${process.version}, PostgreSQL ${postgresVersion}, ${connections} connections; ${pinning}`;
}

/** From the start of the process on an existing database until it says that it is ready. */
async function measureStart(plan: Plan, prefix: readonly string[]): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < starts; round += 1) {
    const server = await startServer(ourServer('ours', plan, 'info'), prefix);
    times.push(server.readyAfterMs);
    await server.stop();
  }
  const [low, high] = [Math.min(...times), Math.max(...times)].map((time) => time.toFixed(0));
  print(`start to ready: ${median(times).toFixed(0)} ms (${low}-${high})`);
}

async function compareServers(plan: Plan, seed: Seed, prefix: readonly string[]): Promise<void> {
  const servers: Server[] = [];
  const settings = [
    ourServer('ours', plan, 'info'),
    ourServer('ours, log silent', plan, 'silent'),
    baseline('express', '(a) Express + pg', plan),
    baseline('node', '(b) node:http + pg', plan),
  ];
  try {
    for (const each of settings) servers.push(await startServer(each, prefix));
    for (const server of servers) await settle(server.pid);
    for (const scenario of chosen) await compareScenario(scenario, seed, servers);
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function compareScenario(scenario: Scenario, seed: Seed, servers: readonly Server[]): Promise<void> {
  await checkAnswers(scenario, seed, servers);
  const requests = seed.users.map((user) => scenario.request(user));
  const load = { requests, connections, until: { duration: seconds } };
  for (const server of servers) await measure(server, { ...load, until: { amount: warmUpRequests } });
  const results = new Map<Server, Measurement[]>(servers.map((server) => [server, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const server of turned(servers, round)) {
      await seed.tidy();
      results.get(server)?.push(await measure(server, load));
    }
  }
  const series = servers.map((server): Series => ({ name: server.name, rounds: results.get(server) ?? [] }));
  const [express, node] = series.slice(-2);
  if (express && node) print(`\n${scenario.title}\n${scenarioTable(series, express, node)}`);
}

/** Another server begins each round, and every second round goes backwards. */
function turned(servers: readonly Server[], round: number): Server[] {
  const start = round % servers.length;
  const order = [...servers.slice(start), ...servers.slice(0, start)];
  return round % 2 === 0 ? order : order.reverse();
}

/** @throws Error unless all servers answer alike */
async function checkAnswers(scenario: Scenario, seed: Seed, servers: readonly Server[]): Promise<void> {
  for (const user of seed.users.slice(0, 3)) {
    const answers = await Promise.all(servers.map(({ url }) => ask(url, scenario.request(user))));
    const [first] = answers;
    const isSame = answers.every(
      ({ status, body }) =>
        status === 200 && isDeepStrictEqual(scenario.comparable(body), scenario.comparable(first?.body)),
    );
    if (!isSame) throw new Error(`${scenario.title}: the answers differ: ${JSON.stringify(answers)}`);
  }
}

async function profile(plan: Plan, seed: Seed, prefix: readonly string[], folder: string): Promise<void> {
  for (const scenario of chosen) {
    const profiling = [
      '--cpu-prof',
      `--cpu-prof-dir=${folder}`,
      `--cpu-prof-name=${scenario.name}.cpuprofile`,
    ];
    const server = await startServer(ourServer('ours', plan, 'info', profiling), prefix);
    const requests = seed.users.map((user) => scenario.request(user));
    await settle(server.pid);
    await measure(server, { requests, connections, until: { amount: warmUpRequests } });
    await measure(server, { requests, connections, until: { duration: 5 } });
    await server.stop();
    print(`${folder}/${scenario.name}.cpuprofile`);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (chosen.length === 0) throw new Error(`--only: ${scenarios.map(({ name }) => name).join(', ')}`);
const serverUrl = process.env.TEST_DATABASE_URL;
if (serverUrl === undefined)
  throw new Error('TEST_DATABASE_URL is needed: a PostgreSQL server to measure on');
await main(serverUrl);
