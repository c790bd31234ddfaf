import { randomUUID } from 'node:crypto';
import type { Actor } from '../../base/actor.ts';
import { Forbidden } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/limits.ts';
import { type ApiKeyDependencies, addApiKey, changeKey, removeApiKey } from '../api-keys/acts.ts';
import type { ApiKeySettings } from '../api-keys/queries.ts';
import { lockOrganization } from '../queries.ts';
import {
  type ClientDescription,
  countRegistrations,
  insertRegistration,
  type Registration,
  updateRegistration,
} from './queries.ts';

/** How many clients of one organization may have registered themselves. */
export const mostRegistrations = 200;

/** What a client registers: what it says of itself, and the settings of its API key. */
export interface ClientToRegister {
  readonly description: ClientDescription;
  readonly settings: Omit<ApiKeySettings, 'label' | 'claimsInIdToken' | 'tellsGroups' | 'hasJwtAccessTokens'>;
}

export interface RegisteredClient {
  readonly registration: Registration;
  /** Of the API key, 52 characters. */
  readonly secret: string;
  /** Manages the registration; only its hash is kept. 43 characters. */
  readonly registrationToken: string;
}

/**
 * Registers a client of an organization (RFC 7591): an API key, and what only the client needs to know of it. Redirect
 * URIs are compared exactly.
 * @throws TooManyRequests, Forbidden `too_many_clients`, BadRequest, or NotFound `organization_not_found`
 */
export async function registerClient(
  deps: Pick<ApiKeyDependencies, 'db' | 'sealing' | 'keepsSecrets'>,
  actor: Actor,
  globalid: string,
  { description, settings }: ClientToRegister,
): Promise<RegisteredClient> {
  await countAttempts(deps.db, actor.now, [['clientRegistrations', globalid]]);
  const registrationId = randomUUID();
  const registrationToken = randomToken(tokenBytes.registrationToken);
  return inTransaction(deps.db, async (trx) => {
    await lockOrganization(trx, globalid);
    if ((await countRegistrations(trx, globalid)) >= mostRegistrations) throw tooMany();
    const label = labelFor(description, registrationId);
    const { secret, ...key } = await addApiKey(trx, deps, actor, { globalid, label, ...settings });
    const registration = { registrationId, globalid, ...description, createdAt: actor.now };
    const tokenHash = hashToken(registrationToken);
    await insertRegistration(trx, { ...registration, keyId: key.keyId, tokenHash });
    return {
      registration: { ...registration, key: { ...key, sealedSecret: null } },
      secret,
      registrationToken,
    };
  });
}

function tooMany(): Forbidden {
  const description = `An organization has at most ${mostRegistrations} clients that registered themselves.`;
  return new Forbidden('too_many_clients', { description });
}

/** A name that owners recognize, and that no other key has. */
function labelFor({ clientName }: ClientDescription, registrationId: string): string {
  const name = (clientName ?? '').replace(/[^\w-]+/g, ' ').trim();
  return `${name.slice(0, 40).trim() || 'client'} ${registrationId.slice(0, 8)}`;
}

/**
 * Changes what a client registered; all of it is replaced (RFC 7592, section 2.2).
 * @throws BadRequest, or NotFound `apikey_not_found` when it went meanwhile
 */
export function changeRegisteredClient(
  { db }: Pick<ApiKeyDependencies, 'db'>,
  actor: Actor,
  { registrationId, globalid, createdAt, key }: Registration,
  { description, settings }: ClientToRegister,
): Promise<Registration> {
  return inTransaction(db, async (trx) => {
    await changeKey(trx, actor, { globalid, label: key.label, settings });
    await updateRegistration(trx, registrationId, description);
    return { registrationId, globalid, createdAt, ...description, key: { ...key, ...settings } };
  });
}

/** Removes a client that registered itself, with its API key and all that was got with that (RFC 7592, section 2.3). */
export function removeRegisteredClient(
  deps: Pick<ApiKeyDependencies, 'db'>,
  actor: Actor,
  { globalid, key: { label } }: Registration,
): Promise<void> {
  return removeApiKey(deps, actor, { globalid, label });
}
