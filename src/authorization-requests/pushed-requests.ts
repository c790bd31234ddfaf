import type { Kysely } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { type AuthorizeRules, readAuthorizeRequest } from './authorization-request.ts';
import { verifyClient } from './client-verification.ts';
import { insertPushedRequest, openPushedRequest, usePushedRequest } from './pushed-request-queries.ts';
import { reauthenticationParameter } from './reauthentication.ts';
import { untrustedReasons } from './untrusted-request.ts';

/** RFC 9126, section 2.2. */
const prefix = 'urn:ietf:params:oauth:request_uri:';

/** How long the browser may take to arrive with a pushed request. */
export const pushedSeconds = 60;

/** How long the user may take to sign in after the browser has arrived. */
const openedMilliseconds = 3_600_000;

/** A request that came to the authorization endpoint, or was pushed before. */
export interface PresentedRequest {
  readonly parameters: URLSearchParams;
  /** The query that leads back to the request: its parameters, or the name of the pushed request. */
  readonly address: URLSearchParams;
  /** Identifies a pushed request. */
  readonly pushedHash: Buffer | undefined;
}

/** A `request_uri` of this server that is unknown, expired or already answered. Callers do not learn which. */
export class UnusableRequest extends Error {
  constructor() {
    super(untrustedReasons.unusableRequest);
    this.name = 'UnusableRequest';
  }
}

/**
 * Stores a request of an authenticated client (RFC 9126, section 2), after the checks of the authorization
 * endpoint.
 * @param pushed what the client sent, without its credentials
 * @returns its `request_uri`, valid for `pushedSeconds`; a text for the developer when the client or the
 * redirect URI is wrong
 * @throws AuthorizeError
 */
export async function pushRequest(
  { db, ...rules }: AuthorizeRules & { readonly db: Kysely<Database> },
  clientId: string,
  pushed: Iterable<[string, string]>,
  now: Date,
): Promise<{ readonly requestUri: string } | string> {
  const handle = randomToken(tokenBytes.pushedRequest);
  const pushedHash = hashToken(handle);
  const parameters = new URLSearchParams([...pushed]);
  parameters.set('client_id', clientId);
  const candidate = await verifyClient(db, { parameters, address: parameters, pushedHash }, rules);
  if (typeof candidate === 'string') return untrustedReasons[candidate];
  readAuthorizeRequest(candidate);
  const expiresAt = new Date(now.getTime() + pushedSeconds * 1000);
  const stored = { hash: pushedHash, clientId, parameters: parameters.toString(), createdAt: now, expiresAt };
  try {
    await insertPushedRequest(db, stored);
  } catch (error) {
    if (isForeignKeyViolation(error)) return untrustedReasons.unknownClient;
    throw error;
  }
  return { requestUri: prefix + handle };
}

/**
 * Reads a request to the authorization endpoint. If it was pushed, only the pushed parameters count (RFC
 * 9126, section 4), it must belong to the given client, and it can be opened until it has been answered.
 * @param sent the parameters of the endpoint
 * @throws UnusableRequest
 */
export async function openRequest(
  db: Kysely<Database>,
  sent: URLSearchParams,
  now: Date,
): Promise<PresentedRequest> {
  const [requestUri = '', anotherUri] = sent.getAll('request_uri');
  const isPushed = requestUri.startsWith(prefix) && anotherUri === undefined;
  if (!isPushed) return { parameters: sent, address: sent, pushedHash: undefined };
  const [clientId = '', otherClient] = sent.getAll('client_id');
  if (otherClient !== undefined || clientId.includes('\0')) throw new UnusableRequest();
  const hash = hashToken(requestUri.slice(prefix.length));
  const until = new Date(now.getTime() + openedMilliseconds);
  const stored = await openPushedRequest(db, { hash, clientId, now, until });
  if (stored === undefined) throw new UnusableRequest();
  const parameters = new URLSearchParams(stored);
  const address = new URLSearchParams([...parameters].filter(([name]) => shownParameters.includes(name)));
  address.set('request_uri', requestUri);
  const since = sent.get(reauthenticationParameter);
  if (since !== null) parameters.set(reauthenticationParameter, since);
  return { parameters, address, pushedHash: hash };
}

/** Parameters that the sign-in pages read from the address. The request itself is not read from there again. */
const shownParameters: readonly string[] = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'login_hint',
  'ui_locales',
  'lang',
  'prefer',
];

/**
 * Marks a pushed request as answered; does nothing for others. @throws UnusableRequest when it was already
 * answered
 */
export async function useRequest(
  db: Kysely<Database>,
  { pushedHash }: Pick<PresentedRequest, 'pushedHash'>,
  now: Date,
): Promise<void> {
  if (pushedHash !== undefined && !(await usePushedRequest(db, pushedHash, now))) throw new UnusableRequest();
}
