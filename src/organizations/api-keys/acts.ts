import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { BadRequest, NotFound } from '../../base/errors.ts';
import { randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkNewLabel } from '../../names/labels.ts';
import type { Database } from '../../schema.ts';
import { defaultAlgorithm, type KeyRing } from '../../tokens/key-ring.ts';
import { type KeySecretDependencies, storableSecret } from '../../tokens/key-secrets.ts';
import { revokeOwnTokensOfKey } from '../../tokens/revocation.ts';
import { endOfOverlap } from '../secret-overlap.ts';
import {
  checkBackchannelLogoutUri,
  checkCallbackUrl,
  checkHomePageUri,
  checkPostLogoutRedirectUri,
} from './callback-url.ts';
import {
  type ApiKeySettings,
  deleteApiKey,
  insertApiKey,
  type TokenAlgorithm,
  updateApiKey,
  updateSecret,
} from './queries.ts';

export interface ApiKeyDependencies extends KeySecretDependencies {
  readonly db: Kysely<Database>;
  /** The algorithms this server has signing keys for. If undefined, only the default one can be chosen. */
  readonly listAlgorithms?: KeyRing['listAlgorithms'];
}

/** Omitted settings get the values of `defaults`. */
export type ApiKeyToCreate = Pick<ApiKeySettings, 'label'> &
  Partial<ApiKeySettings> & { readonly globalid: string };

export interface CreatedApiKey extends ApiKeySettings {
  readonly keyId: string;
  /** 52 characters. */
  readonly secret: string;
}

/**
 * Creates an API key of an organization. The secret is stored as a keyed hash, and also sealed if it can be read again.
 * @throws BadRequest, Conflict `label_in_use`, or NotFound `organization_not_found`
 */
export async function createApiKey(
  deps: ApiKeyDependencies,
  actor: Actor,
  key: ApiKeyToCreate,
): Promise<CreatedApiKey> {
  await checkAlgorithm(deps, key.algorithm);
  return inTransaction(deps.db, (trx) => addApiKey(trx, deps, actor, key));
}

/** Same as `createApiKey`, in an existing transaction. */
export async function addApiKey(
  trx: Transaction<Database>,
  deps: KeySecretDependencies,
  actor: Actor,
  { globalid, ...chosen }: ApiKeyToCreate,
): Promise<CreatedApiKey> {
  const settings: ApiKeySettings = { ...defaults, ...chosen };
  checkNewLabel(settings.label);
  checkCallbackUrl(settings.callbackUrl);
  settings.postLogoutRedirectUris.forEach(checkPostLogoutRedirectUri);
  checkBackchannelLogoutUri(settings.backchannelLogoutUri);
  checkHomePageUri(settings.homePageUri);
  const secret = randomToken(tokenBytes.organizationSecret);
  const keyId = randomUUID();
  await insertApiKey(trx, {
    ...settings,
    globalid,
    keyId,
    ...storableSecret(deps, 'organization', keyId, secret),
    createdAt: actor.now,
  });
  await recordEvent(trx, actor, 'organization.key_made', { globalid, label: settings.label });
  return { ...settings, keyId, secret };
}

const defaults = {
  callbackUrl: '',
  allowsClientCredentials: false,
  allowsDeviceGrant: false,
  isPublic: false,
  requiresPkce: false,
  matchesExactly: false,
  algorithm: defaultAlgorithm,
  claimsInIdToken: true,
  tellsGroups: false,
  hasJwtAccessTokens: false,
  postLogoutRedirectUris: [],
  backchannelLogoutUri: '',
  backchannelLogoutSession: false,
  homePageUri: '',
} as const satisfies Omit<ApiKeySettings, 'label'>;

/** Omitted settings stay as they are. */
export interface ApiKeyChange {
  readonly globalid: string;
  readonly label: string;
  readonly settings: Partial<ApiKeySettings>;
}

/**
 * Changes an API key. If it no longer allows client credentials, the tokens that the organization got with it end.
 * @throws BadRequest, NotFound `apikey_not_found`, or Conflict `label_in_use`
 */
export async function changeApiKey(
  deps: ApiKeyDependencies,
  actor: Actor,
  change: ApiKeyChange,
): Promise<void> {
  await checkAlgorithm(deps, change.settings.algorithm);
  await inTransaction(deps.db, (trx) => changeKey(trx, actor, change));
}

/** Same as `changeApiKey`, in an existing transaction. */
export async function changeKey(
  trx: Transaction<Database>,
  actor: Actor,
  { globalid, label, settings }: ApiKeyChange,
): Promise<void> {
  if (settings.label !== undefined && settings.label !== label) checkNewLabel(settings.label);
  if (settings.callbackUrl !== undefined) checkCallbackUrl(settings.callbackUrl);
  settings.postLogoutRedirectUris?.forEach(checkPostLogoutRedirectUri);
  checkBackchannelLogoutUri(settings.backchannelLogoutUri ?? '');
  checkHomePageUri(settings.homePageUri ?? '');
  const keyId = await updateApiKey(trx, globalid, label, settings);
  if (keyId === undefined) throw new NotFound('apikey_not_found');
  if (settings.allowsClientCredentials === false) await revokeOwnTokensOfKey(trx, globalid, keyId);
  const event = { globalid, label: settings.label ?? label };
  await recordEvent(trx, actor, 'organization.key_changed', event);
}

export interface SecretRotation {
  readonly globalid: string;
  readonly keyId: string;
  readonly label: string;
  /** How long the current secret stays valid next to the new one; 0 ends it at once. */
  readonly overlapSeconds: number;
}

/**
 * Gives an API key a new secret. Tokens that were got with the key stay valid. The secret before the current one, if
 * still valid, ends.
 * @returns the new secret
 * @throws NotFound `apikey_not_found` when there is no such key, or it has no secret
 */
export function rotateSecret(
  deps: KeySecretDependencies & Pick<ApiKeyDependencies, 'db'>,
  actor: Actor,
  { globalid, keyId, label, overlapSeconds }: SecretRotation,
): Promise<string> {
  const secret = randomToken(tokenBytes.organizationSecret);
  return inTransaction(deps.db, async (trx) => {
    const isRotated = await updateSecret(
      trx,
      { globalid, keyId },
      {
        ...storableSecret(deps, 'organization', keyId, secret),
        formerUntil: endOfOverlap(actor.now, overlapSeconds),
      },
    );
    if (!isRotated) throw new NotFound('apikey_not_found');
    await recordEvent(trx, actor, 'organization.key_rotated', { globalid, label });
    return secret;
  });
}

/** Removes an API key, if there is one, with the tokens got with it. */
export function removeApiKey(
  { db }: Pick<ApiKeyDependencies, 'db'>,
  actor: Actor,
  { globalid, label }: { readonly globalid: string; readonly label: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteApiKey(trx, globalid, label))) return;
    await recordEvent(trx, actor, 'organization.key_removed', { globalid, label });
  });
}

/** @throws BadRequest when this server has no signing key for the algorithm */
async function checkAlgorithm(
  { listAlgorithms }: Pick<ApiKeyDependencies, 'listAlgorithms'>,
  algorithm: TokenAlgorithm | undefined,
): Promise<void> {
  if (algorithm === undefined || algorithm === defaultAlgorithm) return;
  if ((await listAlgorithms?.())?.includes(algorithm)) return;
  const description = `body.tokenSigningAlgorithm: this server has no ${algorithm} key`;
  throw new BadRequest('bad_request', { description });
}
