import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, Forbidden } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { type ApiKeyDependencies, addApiKey } from '../../organizations/api-keys/acts.ts';
import { findApiKey } from '../../organizations/api-keys/queries.ts';
import type { LockedMembers } from '../../organizations/members/queries.ts';
import { lockOrganization } from '../../organizations/queries.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { insertAccessToken } from '../../tokens/access-token-queries.ts';
import { defaultAlgorithm, type TokenAlgorithm } from '../../tokens/key-ring.ts';
import { revokeOwnTokensOfKey } from '../../tokens/revocation.ts';
import { directoryScope } from '../../tokens/scopes.ts';
import { directoryKeyLabel, findDirectory, storeDirectory, updateLastUse } from './queries.ts';

export interface DirectoryDependencies extends Pick<ApiKeyDependencies, 'sealing' | 'keepsSecrets'> {
  readonly db: Kysely<Database>;
}

/**
 * Switches the directory of an organization on or off. While it is off, no token gives access; what the directory has
 * done stays.
 * @throws NotFound `organization_not_found`
 */
export function switchDirectory(
  { db }: Pick<DirectoryDependencies, 'db'>,
  actor: Actor,
  { globalid, isOn }: { readonly globalid: string; readonly isOn: boolean },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    if (!(await storeDirectory(trx, members, isOn, actor.now))) return;
    await recordEvent(trx, actor, `organization.directory_switched_${isOn ? 'on' : 'off'}`, { globalid });
  });
}

/** Directories use one long-lived token; the page shows when it expires. */
const tokenDays = 365;

/**
 * Creates a token that gives access to the directory of an organization and to nothing else. It replaces the previous
 * one.
 * @returns the token, which cannot be read again
 * @throws NotFound `organization_not_found`, or Conflict `label_in_use` when the API key `directory` has another
 * purpose
 */
export function createDirectoryToken(
  deps: DirectoryDependencies,
  actor: Actor,
  { globalid }: { readonly globalid: string },
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  return inTransaction(deps.db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const { keyId, algorithm } = await directoryKey(trx, deps, actor, members);
    await revokeOwnTokensOfKey(trx, globalid, keyId);
    const token = randomToken(tokenBytes.accessToken);
    const expiresAt = new Date(actor.now.getTime() + tokenDays * 86_400_000);
    const basis = { kind: 'organizationApiKey', globalid, keyId } as const;
    const subject = { basis, basisId: keyId, clientId: globalid, organizationKeyId: keyId, algorithm };
    const grant = { ...subject, scopes: [directoryScope] };
    await insertAccessToken(trx, hashToken(token), grant, { now: actor.now, expiresAt });
    await recordEvent(trx, actor, 'organization.directory_token_made', { globalid });
    return { token, expiresAt };
  });
}

async function directoryKey(
  trx: Transaction<Database>,
  deps: DirectoryDependencies,
  actor: Actor,
  { globalid }: LockedMembers,
): Promise<{ readonly keyId: string; readonly algorithm: TokenAlgorithm }> {
  const found = await findApiKey(trx, globalid, directoryKeyLabel);
  if (found && !found.allowsClientCredentials) throw new Conflict('label_in_use');
  if (found) return found;
  const settings = { label: directoryKeyLabel, allowsClientCredentials: true };
  const { keyId } = await addApiKey(trx, deps, actor, { globalid, ...settings });
  return { keyId, algorithm: defaultAlgorithm };
}

/** Ends the token of the directory, if there is one. @throws NotFound `organization_not_found` */
export function removeDirectoryToken(
  { db }: Pick<DirectoryDependencies, 'db'>,
  actor: Actor,
  { globalid }: { readonly globalid: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockOrganization(trx, globalid);
    const key = await findApiKey(trx, globalid, directoryKeyLabel);
    if (!key?.allowsClientCredentials) return;
    await revokeOwnTokensOfKey(trx, globalid, key.keyId);
    await recordEvent(trx, actor, 'organization.directory_token_removed', { globalid });
  });
}

const minute = 60_000;

/**
 * Admits a call of a directory and records its last use.
 * @throws Forbidden `directory_off`, or TooManyRequests
 */
export async function admitDirectory(db: Kysely<Database>, globalid: string, now: Date): Promise<void> {
  const { isOn, lastUsedAt } = await findDirectory(db, globalid);
  if (!isOn)
    throw new Forbidden('directory_off', {
      description:
        'The directory of this organization is switched off. An owner switches it on in the portal.',
    });
  await countAttempts(db, now, [['directoryCalls', globalid]]);
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= minute)
    await updateLastUse(db, globalid, now);
}
