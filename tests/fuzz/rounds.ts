import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTestApp, type TestApp } from '../support/app.ts';
import { brokenRequest } from './broken-requests.ts';
import { problemOf, type Surface } from './checks.ts';
import { submitSomeForm } from './forms.ts';
import { type FuzzedOperation, operations } from './operations.ts';
import { createRandom, type Random } from './random.ts';
import { type Connection, connectTo, NoAnswer, type RawAnswer, type RawRequest } from './sending.ts';
import type { FuzzSettings } from './settings.ts';
import { oauthRequest, pageRequest } from './site-requests.ts';
import { validRequest, writeRequest } from './valid-requests.ts';
import { createWorld, type World } from './world.ts';

/** Something that no request may cause. */
export interface Finding {
  readonly round: number;
  readonly problem: string;
  readonly request: RawRequest;
  readonly answer?: RawAnswer;
  /** What the log says about it. */
  readonly log?: string;
}

export interface FuzzReport {
  readonly requests: number;
  readonly findings: readonly Finding[];
  /** How often each operation succeeded. */
  readonly successes: ReadonlyMap<string, number>;
}

const requestsOfRound = 100;
const roundsOfApp = 100;

/** Operations about the same thing. */
const resources: readonly (readonly FuzzedOperation[])[] = [
  ...new Set(operations.map(({ resource }) => resource)),
].map((name) => operations.filter(({ resource }) => resource === name));

/** Sends random requests, round by round; each round has a world of its own and comes again with its number. */
export async function fuzz({ seed, requests, round: only }: FuzzSettings): Promise<FuzzReport> {
  const report = newReport();
  const rounds = only === undefined ? numbers(0, Math.ceil(requests / requestsOfRound)) : [only];
  for (let done = 0; done < rounds.length; done += roundsOfApp) {
    const fuzzed = await openFuzzedApp();
    for (const round of rounds.slice(done, done + roundsOfApp)) {
      const focus = resources[round % resources.length] ?? operations;
      await runRound({ ...fuzzed, report, round, focus }, createRandom(seed * 1_000_003 + round));
    }
    await fuzzed.close();
  }
  return report;
}

function newReport(): OpenReport {
  return { requests: 0, findings: [], successes: new Map() };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

const worldsOfResource = 12;

/**
 * Calls the operations of each resource until each has succeeded.
 * @returns the report, and the operations that never succeeded
 */
export async function reachEveryOperation(seed: number): Promise<FuzzReport & { readonly missed: string[] }> {
  const fuzzed = await openFuzzedApp();
  const report = newReport();
  const missedIn = (resource: readonly FuzzedOperation[]) =>
    resource.filter(({ route: { operation } }) => !report.successes.has(operation));
  for (const [number, resource] of resources.entries()) {
    const random = createRandom(seed * 1_000_003 + number);
    for (let count = 0; count < worldsOfResource && missedIn(resource).length > 0; count += 1) {
      const round = number * worldsOfResource + count;
      const world = await createWorld(fuzzed.app, round);
      await callAll({ ...fuzzed, report, round, focus: resource }, random, world);
    }
  }
  await fuzzed.close();
  return { ...report, missed: missedIn(operations).map(({ route }) => route.operation) };
}

/** What is missing is called more often. */
async function callAll(round: Round, random: Random, world: World): Promise<void> {
  const { report, focus, app } = round;
  for (let count = 0; count < 12 * focus.length; count += 1) {
    if (count % 20 === 0) await app.database.db.deleteFrom('rate_limits').execute();
    const missing = focus.filter(({ route }) => !report.successes.has(route.operation));
    if (missing.length === 0) return;
    const operation = random.pick(random.percent(60) ? missing : focus);
    const request = writeRequest(world, operation, validRequest(random, world, operation));
    await send(round, world, 'api', request, operation);
    report.requests += 1;
  }
}

export interface FuzzedApp {
  readonly app: TestApp;
  readonly connection: Connection;
  close(): Promise<void>;
}

export async function openFuzzedApp(): Promise<FuzzedApp> {
  const app = await openTestApp();
  const server = createServer(app.web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connection = connectTo((server.address() as AddressInfo).port);
  return {
    app,
    connection,
    async close() {
      connection.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
    },
  };
}

interface OpenReport {
  requests: number;
  readonly findings: Finding[];
  readonly successes: Map<string, number>;
}

interface Round extends FuzzedApp {
  readonly report: OpenReport;
  readonly round: number;
  /** Half of the calls are about one resource, so that it is made, changed and removed. */
  readonly focus: readonly FuzzedOperation[];
}

async function runRound(round: Round, random: Random): Promise<void> {
  const { app } = round;
  const world = await createWorld(app, round.round);
  for (let count = 0; count < requestsOfRound; count += 1) {
    if (count % 20 === 0) await app.database.db.deleteFrom('rate_limits').execute();
    await sendOne(round, random, world);
    round.report.requests += 1;
    app.clock.advance(1);
  }
}

async function sendOne(round: Round, random: Random, world: World): Promise<void> {
  const share = random.int(100);
  if (share < 80) return sendToOperation(round, random, world, share);
  if (share < 90) return send(round, world, 'oauth', oauthRequest(random, world));
  if (share < 96) return send(round, world, 'page', pageRequest(random, world));
  const sent = await submitSomeForm(random, world);
  if (!sent) return;
  const { action, fields, answer } = sent;
  const request = { method: 'POST', path: action, headers: {}, body: JSON.stringify(fields) };
  const text = answer.text ?? '';
  judge(round, 'page', request, { status: answer.status, headers: answer.headers, text });
}

async function sendToOperation(round: Round, random: Random, world: World, share: number): Promise<void> {
  const operation = random.pick(random.percent(50) ? round.focus : operations);
  if (share < 30) return send(round, world, 'api', brokenRequest(random, world, operation));
  const request = writeRequest(world, operation, validRequest(random, world, operation));
  await send(round, world, 'api', request, operation);
}

async function send(
  round: Round,
  world: World,
  surface: Surface,
  request: RawRequest,
  called?: FuzzedOperation,
): Promise<void> {
  const { report } = round;
  const operation = called?.route.operation;
  const resource = called?.resource ?? surface;
  try {
    const answer = await round.connection.send(request);
    judge(round, surface, request, answer);
    if (answer.status < 300) harvest(world, answer, resource);
    if (operation !== undefined && answer.status < 300)
      report.successes.set(operation, (report.successes.get(operation) ?? 0) + 1);
  } catch (error) {
    if (isRefusedByClient(error)) return;
    if (!(error instanceof NoAnswer)) throw error;
    if (!isCutOff(request)) report.findings.push({ round: round.round, problem: error.message, request });
  }
}

/** Node itself sends no header or path with such characters. */
function isRefusedByClient(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 'ERR_UNESCAPED_CHARACTERS' || code === 'ERR_INVALID_CHAR';
}

/** A server may close the connection in the middle of a body that is too large. */
function isCutOff({ body }: RawRequest): boolean {
  return Buffer.byteLength(body ?? '') > 1_000_000;
}

function harvest(world: World, { text }: RawAnswer, resource: string): void {
  if (text.startsWith('{') || text.startsWith('[')) world.known.harvest(JSON.parse(text), resource);
}

function judge(
  { app, report, round }: Round,
  surface: Surface,
  request: RawRequest,
  answer: RawAnswer,
): void {
  const problem = problemOf(surface, request, answer);
  if (problem === undefined) return;
  const id = String(answer.headers['x-request-id']);
  const log = app.logLines.filter((line) => line.includes(id) && line.includes('"err"')).join('\n');
  report.findings.push({
    round,
    problem,
    request,
    answer: { ...answer, text: answer.text.slice(0, 500) },
    log: log.slice(0, 1500),
  });
}
