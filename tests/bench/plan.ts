import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

/** The requests that baselines serve. */
export type PlannedName = 'emailsOpaque' | 'emailsJwt' | 'token' | 'exchange';

/** What a baseline server receives: the statements of our server for each request. */
export interface Plan extends Readonly<Record<PlannedName, readonly Statement[]>> {
  readonly databaseUrl: string;
  readonly poolSize: number;
  /** For each client, the hash by which our server looks up its secret, in base64. */
  readonly secretHashes: Readonly<Record<string, string>>;
}

/** A statement as our server sent it, and the source of each value. */
export interface Statement {
  /** Present if the statement is prepared in each connection. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly Value[];
}

export type Value =
  | { readonly from: keyof Inputs }
  | { readonly from: 'now'; readonly offsetMs: number }
  | { readonly from: 'uuid' }
  | { readonly from: 'constant'; readonly json: unknown };

/** Values that come with a request, or are created for it. */
export interface Inputs {
  readonly username?: string | undefined;
  readonly clientId?: string;
  readonly tokenHash?: Buffer;
  readonly userSecretHashes?: readonly Buffer[];
  readonly issuedTokenHash?: Buffer;
  /** The `jti` of a JWT; further ids are those of the tokens it was derived from. */
  readonly jwtIds?: readonly string[];
}

type Rows = (Record<string, unknown> & { username?: string; clientId?: string })[];

/**
 * Sends the statements one after the other; a row may name the user and the client for the next ones.
 * @returns the rows of each
 */
export async function runStatements(
  client: Pool,
  statements: readonly Statement[],
  inputs: Inputs,
): Promise<Rows[]> {
  const results: Rows[] = [];
  let known = inputs;
  for (const { name, text, values } of statements) {
    const { rows } = await client.query({
      ...(name !== undefined && { name }),
      text,
      values: valuesOf(values, known),
    });
    results.push(rows);
    const [first] = rows;
    known = {
      ...known,
      username: known.username ?? first?.username,
      clientId: known.clientId ?? first?.clientId,
    };
  }
  return results;
}

function valuesOf(values: readonly Value[], inputs: Inputs): unknown[] {
  return values.map((value) => resolve(value, inputs));
}

function resolve(value: Value, inputs: Inputs): unknown {
  switch (value.from) {
    case 'now':
      return new Date(Date.now() + value.offsetMs);
    case 'uuid':
      return randomUUID();
    case 'constant':
      return value.json;
    default:
      return inputs[value.from];
  }
}

export function readPlan(): Plan {
  return JSON.parse(process.env.BENCH_PLAN ?? '');
}

/** The user and credential of a request: the least that a server must read, without verifying signatures. */
export function inputsOf(path: string, authorization: string): { kind: 'opaque' | 'jwt'; inputs: Inputs } {
  const token = authorization.slice('Bearer '.length);
  const username = decodeURIComponent(path.split('/')[3] ?? '');
  if (!token.includes('.')) return { kind: 'opaque', inputs: { username, tokenHash: sha256(token) } };
  const { azp, jti } = claimsOf(token);
  return { kind: 'jwt', inputs: { username, clientId: azp, jwtIds: [jti] } };
}

function claimsOf(jwt: string): { readonly azp: string; readonly jti: string } {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
}

/** The inputs in a JWT of the `Authorization` header, besides user and client. */
export function jwtInputs(jwt: string): Inputs {
  return { jwtIds: [claimsOf(jwt).jti] };
}

/** The inputs in an opaque token of the `Authorization` header. */
export function bearerInputs(authorization: string): Inputs {
  return { tokenHash: sha256(authorization.slice('Bearer '.length)) };
}

/** The list as our server returns it, from the rows of the last statement. */
export function emailList(results: readonly Rows[]): unknown {
  return results.at(-1)?.map(({ label, address }) => ({ emailaddress: address, label }));
}

/** A new access token for a client. */
export function newToken({ secretHashes }: Plan, clientId: string): { token: string; inputs: Inputs } {
  const token = randomBytes(21).toString('base64url');
  const inputs = {
    clientId,
    userSecretHashes: [Buffer.from(secretHashes[clientId] ?? '', 'base64')],
    issuedTokenHash: sha256(token),
  };
  return { token, inputs };
}

/** The body of a token response, from the row found by the client's secret. */
export function tokenBody(token: string, results: readonly Rows[]): unknown {
  const [client] = results[0] ?? [];
  if (!client) return { error: 'invalid_client' };
  const scopes = client.scopes as string[];
  return {
    access_token: token,
    token_type: 'bearer',
    scope: scopes.join(' '),
    expires_in: 85_800,
    info: { username: client.username },
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
