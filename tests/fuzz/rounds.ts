import { requestsOf } from '../../codegen/probe/requests.ts';
import { brokenRequest } from './broken-requests.ts';
import { submitSomeForm } from './forms.ts';
import { type FuzzedApps, openFuzzedApps, profiles } from './fuzzed-app.ts';
import { endpointsOf, oauthRequest, redemption, soundRequest } from './oauth-requests.ts';
import { type FuzzedOperation, operations, schemas } from './operations.ts';
import { createRandom, type Random } from './random.ts';
import { type FuzzReport, newReport } from './report.ts';
import { judge, type Round, send } from './round.ts';
import { scimRequest } from './scim-requests.ts';
import type { RawRequest } from './sending.ts';
import type { FuzzSettings } from './settings.ts';
import { pageRequest } from './site-requests.ts';
import { validRequest, writeRequest } from './valid-requests.ts';
import { callers, createWorld } from './world.ts';

const requestsOfRound = 100;
const roundsOfDatabase = 50;

/** Operations grouped by resource. */
const resources: readonly (readonly FuzzedOperation[])[] = [
  ...new Set(operations.map(({ resource }) => resource)),
].map((name) => operations.filter(({ resource }) => resource === name));

/**
 * Sends random requests in rounds; each round has its own world and is reproducible by its number.
 * @param onProgress called from time to time
 */
export async function fuzz(
  { seed, requests, round: only }: FuzzSettings,
  onProgress: (report: FuzzReport) => void = () => undefined,
): Promise<FuzzReport> {
  const report = newReport();
  const rounds = only === undefined ? numbers(Math.ceil(requests / requestsOfRound)) : [only];
  for (let done = 0; done < rounds.length; done += roundsOfDatabase) {
    const apps = await openFuzzedApps();
    for (const number of rounds.slice(done, done + roundsOfDatabase))
      await runRound(apps, report, seed, number);
    await apps.close();
    onProgress(report);
  }
  return report;
}

const numbers = (limit: number) => Array.from({ length: limit }, (_, index) => index);
const randomOf = (seed: number, round: number) => createRandom(seed * 1_000_003 + round);

async function runRound(apps: FuzzedApps, report: FuzzReport, seed: number, number: number): Promise<void> {
  const random = randomOf(seed, number);
  const { app, connection } = apps[random.pick(profiles)];
  const round = { app, connection, report, number, world: await createWorld(app, number) };
  const focus = resources[number % resources.length] ?? operations;
  for (let sent = 0; sent < requestsOfRound; sent += 1) {
    if (sent % 20 === 0) await forgetLimits(round);
    await sendOne(round, random, random.percent(50) ? focus : operations);
    report.requests += 1;
    app.clock.advance(1);
  }
}

async function forgetLimits({ app }: Round): Promise<void> {
  await app.database.db.deleteFrom('rate_limits').execute();
}

/** @param focus half of the calls are for this resource, so that it is created, changed and deleted */
async function sendOne(round: Round, random: Random, focus: readonly FuzzedOperation[]): Promise<void> {
  const { world } = round;
  const share = random.int(100);
  const operation = random.pick(focus);
  if (share < 30) return send(round, { surface: 'api' }, brokenRequest(random, world, operation));
  if (share < 70) return call(round, random, operation);
  if (share < 80) return send(round, { surface: 'api', operation }, madeRequest(round, random, operation));
  if (share < 90) return sendToTokenService(round, random);
  if (share < 93) return send(round, { surface: 'scim' }, scimRequest(random, world));
  if (share < 97) return send(round, { surface: 'page' }, pageRequest(random, world));
  return submitForm(round, random);
}

function call(round: Round, random: Random, operation: FuzzedOperation): Promise<void> {
  const request = validRequest(random, round.world, operation);
  return send(round, { surface: 'api', operation }, writeRequest(round.world, operation, request));
}

/** A request made by the generator's probe, sent by any caller. */
function madeRequest({ world }: Round, random: Random, { probed }: FuzzedOperation): RawRequest {
  const made = random.sample(requestsOf(probed, schemas));
  return { ...made, headers: { ...world.headers[random.pick(callers)], ...made.headers } };
}

/** A code in the response is usually redeemed at once. */
async function sendToTokenService(round: Round, random: Random): Promise<void> {
  const { known } = round.world;
  const before = known.last('code');
  await send(round, { surface: 'oauth' }, oauthRequest(random, round.world));
  const code = known.last('code');
  if (code === undefined || code === before || random.percent(20)) return;
  await send(round, { surface: 'oauth' }, redemption(round.world, code));
}

async function submitForm(round: Round, random: Random): Promise<void> {
  const sent = await submitSomeForm(random, round.world);
  if (!sent) return;
  const { action, fields, response } = sent;
  const request = { method: 'POST', path: action, headers: {}, body: JSON.stringify(fields) };
  const { status, headers, text = '' } = response;
  judge(round, { surface: 'page' }, request, { status, headers, text });
}

const worldsOfResource = 12;
const callsOfOperation = 12;

/**
 * Calls the operations of each resource until each has succeeded.
 * @returns the report, and the operations that never succeeded
 */
export async function reachEveryOperation(seed: number): Promise<FuzzReport & { readonly missed: string[] }> {
  const apps = await openFuzzedApps();
  const report = newReport();
  const missedIn = (resource: readonly FuzzedOperation[]) =>
    resource.filter(({ route: { operation } }) => !report.successes.has(operation));
  for (const [index, resource] of resources.entries()) {
    const random = randomOf(seed, index);
    for (let count = 0; count < worldsOfResource && missedIn(resource).length > 0; count += 1) {
      const number = index * worldsOfResource + count;
      const { app, connection } = apps.compatible;
      const round = { app, connection, report, number, world: await createWorld(app, number) };
      for (let calls = 0; calls < callsOfOperation * resource.length; calls += 1) {
        if (calls % 20 === 0) await forgetLimits(round);
        const missing = missedIn(resource);
        if (missing.length === 0) break;
        await call(round, random, random.pick(random.percent(60) ? missing : resource));
      }
    }
  }
  await apps.close();
  return { ...report, missed: missedIn(operations).map(({ route }) => route.operation) };
}

/** Sends requests to a directory only. */
export async function fuzzDirectory(seed: number, requests: number): Promise<FuzzReport> {
  const apps = await openFuzzedApps();
  const report = newReport();
  const random = randomOf(seed, 0);
  const { app, connection } = apps.compatible;
  const round = { app, connection, report, number: 0, world: await createWorld(app, 0) };
  for (let sent = 0; sent < requests; sent += 1) {
    if (sent % 20 === 0) await forgetLimits(round);
    await send(round, { surface: 'scim' }, scimRequest(random, round.world));
  }
  await apps.close();
  return report;
}

const attemptsOfEndpoint = 10;
/** Calls each endpoint of the token service until it succeeds. @returns those that never did, by profile */
export async function reachEveryEndpoint(
  seed: number,
): Promise<{ missed: string[]; findings: FuzzReport['findings'] }> {
  const apps = await openFuzzedApps();
  const missed: string[] = [];
  const findings: FuzzReport['findings'] = [];
  for (const [number, profile] of profiles.entries()) {
    const random = randomOf(seed, number);
    const { app, connection } = apps[profile];
    const report = newReport();
    const round = { app, connection, report, number, world: await createWorld(app, number) };
    for (const endpoint of endpointsOf(app)) {
      for (let count = 0; count < attemptsOfEndpoint && !report.successes.has(endpoint); count += 1)
        await send(round, { surface: 'oauth', endpoint }, soundRequest(random, round.world, endpoint));
      if (!report.successes.has(endpoint)) missed.push(`${profile} ${endpoint}`);
    }
    findings.push(...report.findings);
  }
  await apps.close();
  return { missed, findings };
}
