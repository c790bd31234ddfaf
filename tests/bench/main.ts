import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { capturePlan } from './capture.ts';
import { compareBaselines } from './compare-baselines.ts';
import { compareExchange, compareProvider } from './compare-provider.ts';
import { compareWorkers } from './compare-workers.ts';
import { assignCores, processorTime } from './cores.ts';
import { measureFlood } from './flood.ts';
import { measure } from './load.ts';
import { preparePgbench } from './pgbench.ts';
import type { Plan } from './plan.ts';
import { type Recorder, withRecorder } from './recorder.ts';
import { median, pageTable, rowsWithoutFigure, scenarioTable } from './report.ts';
import type { Effort } from './rounds.ts';
import { baselineScenarios, type Scenario } from './scenarios.ts';
import { type Seed, seedDatabase } from './seed.ts';
import { buildServers, ourServer, startServer } from './servers.ts';
import { exchangeScenario, tokenScenarios } from './token-scenarios.ts';

/**
 * Compares our server, round by round, with baselines that send the same statements, and with node-oidc-provider. See
 * tests/bench/README.md. Needs TEST_DATABASE_URL. Options: `--quick`; `--check` (that it works,
 * in a minute or two); `--only <scenario>[,<scenario>]`;
 * `--readme` (the tables as in README.md);
 * `--profile <folder>` (our server alone, with a CPU profile written when it stops).
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    check: { type: 'boolean' },
    readme: { type: 'boolean' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
});

const efforts = {
  whole: { rounds: 7, seconds: 3, warmUpRequests: 10_000 },
  quick: { rounds: 3, seconds: 1, warmUpRequests: 4_000 },
  check: { rounds: 1, seconds: 1, warmUpRequests: 100 },
};
const chosenEffort = options.check ? efforts.check : options.quick ? efforts.quick : efforts.whole;
const effort: Effort = { ...chosenEffort, connections: 16 };
const starts = effort.rounds;
const poolSize = 20;
const userCount = 50;
const withoutFigure: string[] = [];

const only = options.only?.split(',');
const isChosen = ({ name }: Scenario) => only === undefined || only.includes(name);
const chosenBaselines = baselineScenarios.filter(isChosen);
const chosenTokens = tokenScenarios.filter(isChosen);
const [exchange] = [exchangeScenario].filter(isChosen);
const isFloodChosen = only === undefined || only.includes('flood');
const areWorkersChosen = only === undefined || only.includes('workers');
const planned = [...chosenBaselines, ...(exchange ? [exchange] : [])];
const chosen: readonly Scenario[] = [...planned, ...chosenTokens];

async function main(serverUrl: string): Promise<void> {
  buildServers();
  const cores = await assignCores(serverUrl);
  const seed = await seedDatabase(serverUrl, userCount);
  const prefix = cores.serverPrefix;
  const folder = mkdtempSync(join(tmpdir(), 'iyo-bench-'));
  try {
    const { plan, pgbench, counts } = await withRecorder(seed.databaseUrl, async (record) => ({
      plan: await capturePlan(seed, poolSize, planned, record),
      pgbench: await preparePgbench(folder, seed, chosen, record, effort, prefix),
      counts: await countStatements(seed, record),
    }));
    if (options.profile !== undefined) return await profile(plan, seed, prefix, options.profile);
    print(machine(seed, cores.description));
    if (!pgbench) print('pgbench is not installed beside PostgreSQL: not compared with it');
    for (const count of counts) print(count);
    await measureStart(plan, prefix);
    const table = options.readme ? pageTable : scenarioTable;
    const around = { seed, effort, prefix, pgbench, print, table };
    await compareBaselines(chosenBaselines, plan, around);
    await compareProvider(chosenTokens, plan, around);
    await compareExchange(exchange, plan, around);
    if (areWorkersChosen) await compareWorkers(plan, around);
    if (isFloodChosen) await measureFlood(plan, around);
  } finally {
    rmSync(folder, { recursive: true });
    await seed.drop();
    cores.release();
  }
}

async function countStatements({ users }: Seed, record: Recorder): Promise<string[]> {
  const counts: string[] = [];
  for (const scenario of chosen) {
    const [user] = users;
    if (!user) throw new Error('a user is needed');
    await record(scenario.request(user));
    const { sent } = await record(scenario.request(user));
    counts.push(`${sent.length} ${sent.length === 1 ? 'statement' : 'statements'}: ${scenario.title}`);
  }
  return counts;
}

function machine({ postgresVersion }: Seed, pinning: string): string {
  const [first] = cpus();
  return `${cpus().length} x ${first?.model}, Node ${process.version}, PostgreSQL ${postgresVersion}, ${effort.connections} connections; ${pinning}`;
}

/** Time from the start of the process, on an existing database, to its "ready". */
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

async function profile(plan: Plan, seed: Seed, prefix: readonly string[], folder: string): Promise<void> {
  for (const scenario of chosen) {
    const profiling = [
      '--cpu-prof',
      `--cpu-prof-dir=${folder}`,
      `--cpu-prof-name=${scenario.name}.cpuprofile`,
    ];
    const server = await startServer(ourServer('ours', plan, 'info', profiling), prefix);
    const requests = seed.users.map((user) => scenario.request(user));
    const { connections, warmUpRequests } = effort;
    await measure(server, { requests, connections, until: { amount: warmUpRequests } });
    await measure(server, { requests, connections, until: { duration: 5 } });
    await server.stop();
    print(`${folder}/${scenario.name}.cpuprofile`);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
  if (options.check && processorTime(process.pid) !== undefined)
    withoutFigure.push(...rowsWithoutFigure(text));
}

if (chosen.length === 0 && !isFloodChosen && !areWorkersChosen) {
  const all: readonly Scenario[] = [...baselineScenarios, exchangeScenario, ...tokenScenarios];
  throw new Error(`--only: ${all.map(({ name }) => name).join(', ')}, workers, flood`);
}
const serverUrl = process.env.TEST_DATABASE_URL;
if (serverUrl === undefined)
  throw new Error('TEST_DATABASE_URL is needed: a PostgreSQL server to measure on');
await main(serverUrl);
if (withoutFigure.length > 0) throw new Error(`figures are missing:\n${withoutFigure.join('\n')}`);
