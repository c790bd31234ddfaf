import { parseArgs } from 'node:util';
import { routes } from '../../generated/routes.ts';
import { openDatabase } from '../../src/db/connection.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import {
  createDatabase,
  dropDatabase,
  putTemplateIntoEnvironment,
  uniqueDatabaseName,
} from '../support/template.ts';
import { createRandom, createRequests, type FuzzRequest, pick, type Random } from './requests.ts';
import { openWorld, type World } from './world.ts';

/**
 * Sends random requests and counts what no request may cause: answers of 5xx (an answer that breaks its schema is one,
 * because the application under test checks each), statuses the contract does not declare, hangs.
 * Needs TEST_DATABASE_URL. Options: `--requests <count>`, `--seed <number>`. Uploads are not sent.
 */
const { values: options } = parseArgs({
  options: { requests: { type: 'string', default: '3000' }, seed: { type: 'string', default: '1' } },
});

/** Random requests delete much: after this many there is a new database. */
const requestsPerWorld = 2000;
const hangMilliseconds = 20_000;
const examplesShown = 10;

const counts = new Map<string, number>();
const statuses = new Map<string, number>();
const succeeded = new Set<string>();
const examples: string[] = [];

async function main(serverUrl: string): Promise<void> {
  const name = uniqueDatabaseName('fuzz');
  const database = await openDatabase({ url: await createDatabase(serverUrl, name), poolSize: 1 });
  try {
    await migrateToLatest(database.db).finally(() => database.close());
    putTemplateIntoEnvironment({ kind: 'postgres', serverUrl, name });
    await fuzz(Number(options.requests), Number(options.seed));
  } finally {
    await dropDatabase(serverUrl, name);
  }
  report();
}

async function fuzz(total: number, seed: number): Promise<void> {
  const random = createRandom(seed);
  const next = createRequests(seed);
  for (let sent = 0; sent < total; sent += requestsPerWorld) {
    const world = await openWorld();
    try {
      for (let at = sent; at < Math.min(total, sent + requestsPerWorld); at += 1)
        await send(world, next(random), random);
    } finally {
      await world.close();
    }
  }
}

async function send(world: World, request: FuzzRequest, random: Random): Promise<void> {
  const { route, method, path, body, type } = request;
  const caller = pick(random, Object.keys(world.callers));
  const headers = { ...world.callers[caller], ...(type && { 'content-type': type }) };
  const signal = AbortSignal.timeout(hangMilliseconds);
  const found = (kind: string, more = '') => note(kind, `${caller} ${method} ${path} ${body ?? ''} ${more}`);
  try {
    const answer = await fetch(world.url + path, { method, headers, body, signal, redirect: 'manual' });
    await answer.arrayBuffer();
    const { status } = answer;
    statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    if (status >= 500) found('5xx', world.lastFailure());
    else if (route && !route.statuses.includes(status))
      found('undeclared status', `${route.operation} ${status}`);
    else if (route && status < 300) succeeded.add(route.operation);
  } catch (error) {
    found('hang or broken connection', String(error));
  }
}

function note(kind: string, example: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (examples.length < examplesShown) examples.push(`${kind}: ${example.slice(0, 1500)}`);
}

function report(): void {
  const bySize = [...statuses].sort(([a], [b]) => a.localeCompare(b)).map((pair) => pair.join(': '));
  console.log(`seed ${options.seed}, ${options.requests} requests; ${bySize.join(', ')}`);
  const without = routes.filter(({ operation }) => !succeeded.has(operation));
  console.log(`operations with a success: ${succeeded.size} of ${routes.length}`);
  if (without.length > 0) console.log(`without: ${without.map(({ operation }) => operation).join(', ')}`);
  for (const kind of ['5xx', 'undeclared status', 'hang or broken connection'])
    console.log(`${kind}: ${counts.get(kind) ?? 0}`);
  for (const example of examples) console.log(`\n${example}`);
  if (counts.size > 0) process.exitCode = 1;
}

const serverUrl = process.env.TEST_DATABASE_URL;
if (!serverUrl) throw new Error('TEST_DATABASE_URL is needed: use "make fuzz"');
await main(serverUrl);
