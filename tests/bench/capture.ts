import { isDeepStrictEqual } from 'node:util';
import { createSealing, type Sealing } from '../../src/crypto/sealing.ts';
import { hashToken } from '../../src/crypto/tokens.ts';
import { secretPurposes } from '../../src/tokens/clients.ts';
import { type Inputs, jwtInputs, type Plan, type PlannedName, type Statement, type Value } from './plan.ts';
import type { Recorder, Sent } from './recorder.ts';
import type { ParsedResponse, Scenario } from './scenarios.ts';
import { encryptionKey, type Seed, type SeededUser } from './seed.ts';

interface Capture {
  readonly statements: readonly Sent[];
  readonly inputs: Inputs;
}

/** A scenario that the baselines take part in. */
export type PlannedScenario = Scenario & { readonly name: PlannedName };

/**
 * Runs our application once for each scenario and records its statements, so that the baselines always send the same
 * ones: each value is taken from the request, created each time, or constant.
 */
export async function capturePlan(
  seed: Seed,
  poolSize: number,
  chosen: readonly PlannedScenario[],
  record: Recorder,
): Promise<Plan> {
  const sealing = createSealing([encryptionKey]);
  const entries: [PlannedName, Statement[]][] = [];
  for (const scenario of chosen) {
    entries.push([scenario.name, await captureScenario(scenario, seed, sealing, record)]);
  }
  const secretHashes = Object.fromEntries(seed.users.map((user) => [user.clientId, hashOf(user, sealing)]));
  return { databaseUrl: seed.databaseUrl, poolSize, secretHashes, ...none, ...Object.fromEntries(entries) };
}

const none: Record<PlannedName, Statement[]> = { emailsOpaque: [], emailsJwt: [], token: [], exchange: [] };

/** Two users: one request each to warm up (signing keys are loaded, for example), and one to be recorded. */
async function captureScenario(
  scenario: Scenario,
  seed: Seed,
  sealing: Sealing,
  record: Recorder,
): Promise<Statement[]> {
  const captures: Capture[] = [];
  for (const user of [...seed.users.slice(0, 2), ...seed.users.slice(0, 2)]) {
    const { response, sent } = await record(scenario.request(user));
    captures.push({ statements: sent, inputs: inputsOf(user, response, sealing) });
  }
  const [first, second] = captures.slice(2);
  if (!first || !second) throw new Error('two users are needed');
  return compare(first, second);
}

function inputsOf(user: SeededUser, response: ParsedResponse, sealing: Sealing): Inputs {
  const issued = issuedToken(response);
  return {
    username: user.username,
    clientId: user.clientId,
    tokenHash: hashToken(user.token),
    ...jwtInputs(user.jwt),
    userSecretHashes: sealing.keyedHashes(user.clientSecret, secretPurposes.user),
    ...(issued !== undefined && { issuedTokenHash: hashToken(issued) }),
  };
}

/** The token in a response of the token endpoint. */
export function issuedToken({ body }: ParsedResponse): string | undefined {
  return (body as { access_token?: string }).access_token;
}

function hashOf({ clientSecret }: SeededUser, sealing: Sealing): string {
  return sealing.keyedHash(clientSecret, secretPurposes.user).toString('base64');
}

function compare(first: Capture, second: Capture): Statement[] {
  return first.statements.map(({ name, text, values }, index) => {
    const other = second.statements[index];
    if (other?.text !== text) throw new Error(`not the same statement each time: ${text}`);
    return {
      ...(name !== undefined && { name }),
      text,
      values: values.map((value, at) => originOf(value, first.inputs, other.values[at], second.inputs)),
    };
  });
}

/** The source of a value: the same input both times, the clock, a random generator, or a constant. */
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
