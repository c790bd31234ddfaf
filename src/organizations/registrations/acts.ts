import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import { Forbidden } from '../../base/errors.ts';
import { OAuthError } from '../../base/oauth-errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { type ApiKeyDependencies, addApiKey, changeKey, removeApiKey } from '../api-keys/acts.ts';
import type { ApiKeySettings } from '../api-keys/queries.ts';
import { lockOrganization } from '../queries.ts';
import {
  type ClientDescription,
  countRegistrations,
  insertRegistration,
  lockClientCredentials,
  type Registration,
  updateRegistration,
} from './queries.ts';

/** The maximum number of self-registered clients of one organization. */
export const maximumRegistrations = 200;

/** A client to register: its description of itself, and the settings of its API key. */
export interface ClientToRegister {
  readonly description: ClientDescription;
  readonly settings: Omit<ApiKeySettings, 'label' | 'claimsInIdToken' | 'tellsGroups' | 'hasJwtAccessTokens'>;
}

export interface RegisteredClient {
  readonly registration: Registration;
  /** The secret of the API key, 52 characters. */
  readonly secret: string;
  /** The token that manages the registration, 43 characters. Only its hash is stored. */
  readonly registrationToken: string;
}

/**
 * Registers a client of an organization (RFC 7591): creates an API key, and stores the metadata that the key does not
 * have. Redirect URIs are compared exactly.
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
    if ((await countRegistrations(trx, globalid)) >= maximumRegistrations) throw tooMany();
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
  const description = `An organization has at most ${maximumRegistrations} clients that registered themselves.`;
  return new Forbidden('too_many_clients', { description });
}

/** A unique label that owners recognize. */
function labelFor({ clientName }: ClientDescription, registrationId: string): string {
  const name = (clientName ?? '').replace(/[^\w-]+/g, ' ').trim();
  return `${name.slice(0, 40).trim() || 'client'} ${registrationId.slice(0, 8)}`;
}

/**
 * Replaces everything that a client has registered (RFC 7592, section 2.2).
 * @throws BadRequest, OAuthError `invalid_client_metadata` for client credentials that its key does not allow, or
 * NotFound `apikey_not_found` when it was removed in the meantime
 */
export function changeRegisteredClient(
  { db }: Pick<ApiKeyDependencies, 'db'>,
  actor: Actor,
  { registrationId, globalid, createdAt, key }: Registration,
  { description, settings }: ClientToRegister,
): Promise<Registration> {
  return inTransaction(db, async (trx) => {
    if (settings.allowsClientCredentials) await refuseMorePower(trx, registrationId);
    await changeKey(trx, actor, { globalid, label: key.label, settings });
    await updateRegistration(trx, registrationId, description);
    return { registrationId, globalid, createdAt, ...description, key: { ...key, ...settings } };
  });
}

/** Client credentials act as the organization: only the organization's own token can register them. */
async function refuseMorePower(trx: Transaction<Database>, registrationId: string): Promise<void> {
  if (await lockClientCredentials(trx, registrationId)) return;
  const description = 'grant_types: client_credentials cannot be added later.';
  throw new OAuthError('invalid_client_metadata', { description });
}

/** Removes a self-registered client with its API key and everything got with that key (RFC 7592, section 2.3). */
export function removeRegisteredClient(
  deps: Pick<ApiKeyDependencies, 'db'>,
  actor: Actor,
  { globalid, key: { label } }: Registration,
): Promise<void> {
  return removeApiKey(deps, actor, { globalid, label });
}
