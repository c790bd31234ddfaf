import { parseArgs } from 'node:util';
import { median } from '../bench/report.ts';
import { explain, listBigTables, type PlanSummary, planText } from './plans.ts';
import type { Size } from './population.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { statementsOf } from './statements.ts';
import { openWorld, type World } from './world.ts';

/**
 * Measures requests on much data, and again on a tenth of it. See README.md beside it.
 * Needs TEST_DATABASE_URL. Options: `--scale 0.01` for less data; `--requests <count>` of each kind; `--only <part of
 * the title>`; `--plans` to print whole plans.
 */
const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    requests: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    plans: { type: 'boolean', default: false },
  },
});

const full: Size = { users: 200_000, organizations: 50_000 };
/** Some requests depend on a minimum of users, invitations and organizations. */
const least: Size = { users: 2_000, organizations: 500 };
const secondsAtMost = 5;

async function main(serverUrl: string): Promise<void> {
  const scale = numberOf(options.scale);
  const worlds: World[] = [];
  try {
    for (const part of [scale / 10, scale]) worlds.push(await opened(serverUrl, sized(part)));
    const [small, large] = worlds;
    if (!small || !large) return;
    print('\nTimes are of this machine, now, with whatever else it does. Pages do not depend on that.');
    for (const scenario of scenarios.filter(({ title }) => title.includes(options.only))) {
      await compare(scenario, small, large);
    }
  } finally {
    for (const world of worlds) await world.close();
  }
}

function numberOf(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`a number above 0 is needed instead of ${text}`);
  return value;
}

function sized(scale: number): Size {
  return {
    users: Math.max(least.users, Math.round(full.users * scale)),
    organizations: Math.max(least.organizations, Math.round(full.organizations * scale)),
  };
}

async function opened(serverUrl: string, size: Size): Promise<World> {
  const world = await openWorld(serverUrl, size);
  print(`${described(size)}: made in ${world.seedSeconds.toFixed(0)} s`);
  return world;
}

function described({ users, organizations }: Size): string {
  return `${organizations} organizations, ${users} users`;
}

/** Alternates between the two: whatever slows the machine for a while slows both. */
async function compare(scenario: Scenario, small: World, large: World): Promise<void> {
  const times = new Map<World, number[]>([small, large].map((world) => [world, []]));
  const requests = numberOf(options.requests);
  const warmUp = Math.min(30, requests);
  for (const world of [small, large]) {
    for (let count = 0; count < warmUp; count += 1) await world.send(scenario);
  }
  const end = performance.now() + secondsAtMost * 1000;
  for (let count = 0; count < requests && performance.now() < end; count += 1) {
    for (const [world, taken] of times) taken.push(await world.send(scenario));
  }
  print(`\n${scenario.title}`);
  const [before, after] = [await plansOf(scenario, small), await plansOf(scenario, large)];
  printTimes(small, times.get(small) ?? [], before);
  printTimes(large, times.get(large) ?? [], after);
  const growth = median(times.get(large) ?? []) / median(times.get(small) ?? []);
  print(`  large to small: p50 x ${growth.toFixed(2)}, pages x ${(pages(after) / pages(before)).toFixed(2)}`);
  after.forEach(printPlan);
}

async function plansOf(scenario: Scenario, world: World): Promise<PlanSummary[]> {
  const bigTables = await listBigTables(world.db);
  const plans: PlanSummary[] = [];
  for (const statement of await statementsOf(() => world.send(scenario))) {
    plans.push(await explain(world.db, statement, bigTables));
    if (options.plans) print(`${statement.text}\n${await planText(world.db, statement)}`);
  }
  return plans;
}

function printTimes({ size }: World, times: readonly number[], plans: readonly PlanSummary[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? Number.NaN).toFixed(1);
  print(
    `  ${described(size)}: ${plans.length} statements, ${pages(plans)} pages, ` +
      `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${sorted.length} requests)`,
  );
}

function pages(plans: readonly PlanSummary[]): number {
  return plans.reduce((sum, plan) => sum + plan.pages, 0);
}

function printPlan(plan: PlanSummary): void {
  const text = plan.text.replaceAll(/\s+/g, ' ').slice(0, 90);
  print(`  ${text}`);
  print(
    `    ${plan.pages} pages, planned in ${plan.planningMs.toFixed(2)} ms, run in ${plan.executionMs.toFixed(2)} ms`,
  );
  for (const node of plan.top) print(`    ${node}`);
  for (const node of plan.bigScans) print(`    SEQUENTIAL SCAN OF A BIG TABLE: ${node}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const serverUrl = process.env.TEST_DATABASE_URL;
if (serverUrl === undefined)
  throw new Error('TEST_DATABASE_URL is needed: a PostgreSQL server to measure on');
await main(serverUrl);
