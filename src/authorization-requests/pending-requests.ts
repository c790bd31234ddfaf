import type { Kysely } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { UserSession } from '../sessions/session.ts';
import type { PollingDevice } from '../tokens/device-authorization-queries.ts';
import type { AuthorizeRequest } from './authorization-request.ts';
import { readClaimsRequest } from './claims-request.ts';
import { insertPendingRequest, type NewPendingRequest } from './queries.ts';

const lifetimeMilliseconds = 600_000;

/**
 * Stores an authorize request until the user decides, at most ten minutes. The request stays on the server;
 * the browser gets a handle that works only in this session.
 * @param possible the requested scopes that can be granted
 * @returns the handle, 28 characters; undefined when the session or the client is gone
 */
export function storePendingRequest(
  db: Kysely<Database>,
  request: AuthorizeRequest,
  possible: readonly string[],
  session: UserSession,
  now: Date,
): Promise<string | undefined> {
  const question = { ...request, prompt: [...request.prompt], query: request.address.toString() };
  return store(db, { ...question, deviceHash: undefined }, possible, session, now);
}

/** Like `storePendingRequest`, for the request of a device, at most until the device gives up. */
export function storeDeviceRequest(
  db: Kysely<Database>,
  device: PollingDevice,
  possible: readonly string[],
  session: UserSession,
  now: Date,
): Promise<string | undefined> {
  return store(db, { ...ofDevice, ...device }, possible, session, now);
}

const ofDevice = {
  redirectUri: '',
  responseMode: 'query',
  state: undefined,
  nonce: undefined,
  codeChallenge: undefined,
  jkt: undefined,
  prompt: [],
  maxAgeSeconds: undefined,
  query: '',
  pushedHash: undefined,
  claims: readClaimsRequest(undefined),
  resources: [],
} as const;

type Question = Omit<NewPendingRequest, 'hash' | 'username' | 'sessionId' | 'createdAt' | 'expiresAt'> & {
  readonly expiresAt?: Date;
};

async function store(
  db: Kysely<Database>,
  question: Question,
  possible: readonly string[],
  { username, sessionId }: UserSession,
  now: Date,
): Promise<string | undefined> {
  const handle = randomToken(tokenBytes.consentTransaction);
  const latest = now.getTime() + lifetimeMilliseconds;
  const isStored = await insertPendingRequest(db, {
    ...question,
    hash: hashToken(handle),
    username,
    sessionId,
    scopes: { scopes: possible, style: question.scopes.style },
    createdAt: now,
    expiresAt: new Date(Math.min(latest, question.expiresAt?.getTime() ?? latest)),
  });
  return isStored ? handle : undefined;
}
