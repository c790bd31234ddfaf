import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createSealing, type Sealing } from '../../src/crypto/sealing.ts';
import { hashToken } from '../../src/crypto/tokens.ts';
import { openDatabase } from '../../src/db/connection.ts';
import { createLog } from '../../src/log.ts';
import { secretPurposes } from '../../src/oauth/clients.ts';
import type { Inputs, Plan, Statement, Value } from './plan.ts';
import { type Answer, ask, type Scenario, type ScenarioName } from './scenarios.ts';
import { encryptionKey, type Seed, type SeededUser } from './seed.ts';

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Capture {
  readonly statements: readonly Sent[];
  readonly inputs: Inputs;
}

/**
 * Runs our application once for each scenario and writes down what it sends to the database, so that the baselines
 * cannot drift away from it: each value is either what the request brings, made anew each time, or a constant.
 */
export async function capturePlan(seed: Seed, poolSize: number, chosen: readonly Scenario[]): Promise<Plan> {
  const sealing = createSealing([encryptionKey]);
  const statements = await withApplication(seed.databaseUrl, async (url, sent) => {
    const entries: [ScenarioName, Statement[]][] = [];
    for (const scenario of chosen) {
      entries.push([scenario.name, await captureScenario(scenario, seed, sealing, url, sent)]);
    }
    return Object.fromEntries(entries) as Partial<Record<ScenarioName, Statement[]>>;
  });
  const secretHashes = Object.fromEntries(seed.users.map((user) => [user.clientId, hashesOf(user, sealing)]));
  return { databaseUrl: seed.databaseUrl, poolSize, secretHashes, ...none, ...statements };
}

async function withApplication<Result>(
  databaseUrl: string,
  work: (url: string, sent: Sent[]) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 2 });
  const { web } = await createApp({
    config: readConfig({ NODE_ENV: 'test' }),
    encryptionKeys: [encryptionKey],
    publicUrl: 'http://bench.test',
    database,
    log: createLog({ level: 'silent', format: 'json' }),
  });
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const recording = recordQueries();
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, recording.sent);
  } finally {
    recording.stop();
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await database.close();
  }
}

/** Sees what goes through `pg`, whoever sends it. */
function recordQueries(): { sent: Sent[]; stop(): void } {
  const sent: Sent[] = [];
  const original = pg.Client.prototype.query;
  const recording = function (this: pg.Client, ...call: unknown[]): unknown {
    if (typeof call[0] === 'string')
      sent.push({ text: call[0], values: Array.isArray(call[1]) ? call[1] : [] });
    return Reflect.apply(original, this, call);
  };
  pg.Client.prototype.query = recording as typeof original;
  return {
    sent,
    stop() {
      pg.Client.prototype.query = original;
    },
  };
}

const none = { emailsOpaque: [], emailsJwt: [], token: [] };

/** Two users, once each to warm up (keys are loaded, for one) and once to be written down. */
async function captureScenario(
  scenario: Scenario,
  seed: Seed,
  sealing: Sealing,
  url: string,
  sent: Sent[],
): Promise<Statement[]> {
  const captures: Capture[] = [];
  for (const user of [...seed.users.slice(0, 2), ...seed.users.slice(0, 2)]) {
    sent.length = 0;
    const answer = await ask(url, scenario.request(user));
    if (answer.status !== 200) throw new Error(`${scenario.title}: ${JSON.stringify(answer)}`);
    captures.push({ statements: [...sent], inputs: inputsOf(user, answer, sealing) });
  }
  const [first, second] = captures.slice(2);
  if (!first || !second) throw new Error('two users are needed');
  return compare(first, second);
}

function inputsOf(user: SeededUser, { body }: Answer, sealing: Sealing): Inputs {
  const { access_token: issued } = body as { access_token?: string };
  return {
    username: user.username,
    clientId: user.clientId,
    tokenHash: hashToken(user.token),
    userSecretHash: sealing.keyedHash(user.clientSecret, secretPurposes.user),
    organizationSecretHash: sealing.keyedHash(user.clientSecret, secretPurposes.organization),
    ...(issued !== undefined && { issuedTokenHash: hashToken(issued) }),
  };
}

function hashesOf({ clientSecret }: SeededUser, sealing: Sealing): Plan['secretHashes'][string] {
  return {
    user: sealing.keyedHash(clientSecret, secretPurposes.user).toString('base64'),
    organization: sealing.keyedHash(clientSecret, secretPurposes.organization).toString('base64'),
  };
}

function compare(first: Capture, second: Capture): Statement[] {
  return first.statements.map(({ text, values }, index) => {
    const other = second.statements[index];
    if (other?.text !== text) throw new Error(`not the same statement each time: ${text}`);
    return {
      text,
      values: values.map((value, at) => originOf(value, first.inputs, other.values[at], second.inputs)),
    };
  });
}

/** Where a value comes from: the same input both times, or the clock, or chance, or neither. */
function originOf(value: unknown, inputs: Inputs, other: unknown, otherInputs: Inputs): Value {
  for (const name of Object.keys(inputs) as (keyof Inputs)[]) {
    if (isDeepStrictEqual(inputs[name], value) && isDeepStrictEqual(otherInputs[name], other)) {
      return { from: name };
    }
  }
  if (value instanceof Date) return { from: 'now', offsetMs: wholeMinutes(value.getTime() - Date.now()) };
  if (isDeepStrictEqual(value, other)) return { from: 'constant', json: value };
  if (typeof value === 'string' && value.length === 36) return { from: 'uuid' };
  throw new Error(`a value of unknown origin: ${JSON.stringify(value)}`);
}

function wholeMinutes(milliseconds: number): number {
  return Math.round(milliseconds / 60_000) * 60_000;
}
