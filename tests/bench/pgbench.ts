import { execFile } from 'node:child_process';
import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { hashToken } from '../../src/crypto/tokens.ts';
import { findBinaries } from '../support/throw-away-postgres.ts';
import { issuedToken } from './capture.ts';
import type { Measurement } from './load.ts';
import { pgbenchScript } from './pgbench-script.ts';
import type { Recorder } from './recorder.ts';
import type { Contestant, Effort } from './rounds.ts';
import type { Scenario } from './scenarios.ts';
import type { Seed } from './seed.ts';

/**
 * PostgreSQL's load generator, with the statements of our server and as many clients as there are requests in flight.
 */
export interface Pgbench {
  contestantFor(scenario: Scenario): Contestant;
}

/**
 * @param folder for the scripts
 * @returns undefined when pgbench is not installed beside the server
 */
export async function preparePgbench(
  folder: string,
  seed: Seed,
  scenarios: readonly Scenario[],
  record: Recorder,
  effort: Effort,
  prefix: readonly string[],
): Promise<Pgbench | undefined> {
  const program = findPgbench();
  if (program === undefined) return undefined;
  const scripts = new Map<Scenario, string>();
  for (const scenario of scenarios) scripts.set(scenario, await writeScript(folder, seed, scenario, record));
  const run = (scenario: Scenario) => {
    const files = ['-f', scripts.get(scenario) ?? ''];
    const clients = ['-c', String(effort.connections), '-T', String(effort.seconds)];
    const command = [program, '-n', '-M', 'prepared', ...clients, ...files, seed.databaseUrl];
    return measurePgbench([...prefix, ...command]);
  };
  return {
    contestantFor: (scenario) => ({
      name: 'pgbench, our statements',
      warmUp: async () => void (await run(scenario)),
      measure: () => run(scenario),
    }),
  };
}

/** In the folder of the server itself, following links on the PATH. */
function findPgbench(): string | undefined {
  const folder = findBinaries();
  if (folder === undefined) return undefined;
  const program = join(dirname(realpathSync(join(folder, 'postgres'))), 'pgbench');
  return existsSync(program) ? program : undefined;
}

/**
 * One script, for one user: pgbench prepares the statements of each script in each connection, which with one script
 * for each user would be most of what it measures.
 */
async function writeScript(
  folder: string,
  { users: [user] }: Seed,
  scenario: Scenario,
  record: Recorder,
): Promise<string> {
  if (!user) throw new Error('a user is needed');
  await record(scenario.request(user));
  const { response, sent } = await record(scenario.request(user));
  const issued = issuedToken(response);
  const file = join(folder, `${scenario.name}.sql`);
  writeFileSync(file, pgbenchScript(sent, issued === undefined ? undefined : hashToken(issued)));
  return file;
}

async function measurePgbench([program = '', ...parameters]: readonly string[]): Promise<Measurement> {
  const env = { ...process.env, PGOPTIONS: '-c jit=off' };
  const { stdout, stderr } = await promisify(execFile)(program, parameters, { env });
  const [, transactions] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
  if (transactions === undefined) throw new Error(`pgbench: ${stdout}${stderr}`);
  return {
    requestsPerSecond: Number(transactions),
    p50Ms: Number.NaN,
    p99Ms: Number.NaN,
    processorMicroseconds: undefined,
    databaseMicroseconds: undefined,
    busy: undefined,
  };
}
