import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, NotFound, PreconditionFailed } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkNewKey } from '../../names/labels.ts';
import type { Database } from '../../schema.ts';
import { findKeystoreKey } from '../keystore/queries.ts';
import { hasSameContent } from './content.ts';
import {
  findVersion,
  findVersionOrNewest,
  insertSeeObject,
  insertSeeVersion,
  listVersions,
  type SeeContent,
  type SeeDocumentVersion,
  type SeeKey,
  type SeeSignature,
  updateLatestVersion,
  updateUnsignedVersion,
} from './queries.ts';

export interface SeeDependencies {
  readonly db: Kysely<Database>;
}

/** A version to store, with or without signature. */
export type NewVersion = SeeContent & SeeSignature;

/**
 * Stores the first version of a document.
 * @throws BadRequest for an invalid id, Conflict `id_already_in_use`, NotFound `user_not_found`,
 * PreconditionFailed `keystore_not_found`
 */
export async function createDocument(
  { db }: SeeDependencies,
  actor: Actor,
  key: SeeKey,
  version: NewVersion,
): Promise<SeeDocumentVersion> {
  checkNewKey(key.uniqueid, 'uniqueid');
  return inTransaction(db, async (trx) => {
    await requireKey(trx, key, version);
    await insertSeeObject(trx, key, actor.now);
    return addVersion(trx, actor, 'see.created', { ...key, ...version, version: 1, createdAt: actor.now });
  });
}

/**
 * Stores the next version of a document.
 * @throws NotFound `document_not_found`, PreconditionFailed `keystore_not_found`
 */
export function addDocumentVersion(
  { db }: SeeDependencies,
  actor: Actor,
  key: SeeKey,
  version: NewVersion,
): Promise<SeeDocumentVersion> {
  return inTransaction(db, async (trx) => {
    await requireKey(trx, key, version);
    const number = await updateLatestVersion(trx, key);
    if (number === undefined) throw documentNotFound();
    const stored = { ...key, ...version, version: number, createdAt: actor.now };
    return addVersion(trx, actor, 'see.changed', stored);
  });
}

async function addVersion(
  trx: Transaction<Database>,
  actor: Actor,
  event: 'see.created' | 'see.changed',
  version: SeeDocumentVersion,
): Promise<SeeDocumentVersion> {
  await insertSeeVersion(trx, version);
  await recordEvent(trx, actor, event, eventOf(version));
  return version;
}

/**
 * Signs a version that has no signature.
 * @param signed the content that the signature covers, and the signature
 * @throws NotFound `document_not_found`, Conflict `already_signed` or `content_mismatch`, PreconditionFailed
 * `keystore_not_found`
 */
export function signDocumentVersion(
  { db }: SeeDependencies,
  actor: Actor,
  { version, ...key }: SeeKey & { readonly version: number },
  signed: { readonly content: SeeContent; readonly signature: SeeSignature },
): Promise<SeeDocumentVersion> {
  return inTransaction(db, async (trx) => {
    const stored = canExist(version) ? await findVersion(trx, key, version) : undefined;
    if (!stored) throw documentNotFound();
    if (stored.signature !== '') throw new Conflict('already_signed');
    if (!hasSameContent(stored, signed.content)) throw new Conflict('content_mismatch');
    await requireKey(trx, key, signed.signature);
    if (!(await updateUnsignedVersion(trx, key, version, signed.signature)))
      throw new Conflict('already_signed');
    await recordEvent(trx, actor, 'see.signed', eventOf(stored));
    return { ...stored, ...signed.signature };
  });
}

function eventOf({ username, globalid, uniqueid, version }: SeeDocumentVersion) {
  return { username, organization: globalid, document: uniqueid, version: String(version) };
}

const everyVersion = 0;
export const newestVersion = -1;

/**
 * Reads one version of a document, or all of them.
 * @param version 0 for all versions, oldest first; a number that does not exist means the newest
 * @throws NotFound `document_not_found`
 */
export async function readVersions(
  { db }: SeeDependencies,
  key: SeeKey,
  version: number,
): Promise<SeeDocumentVersion[]> {
  if (version === everyVersion) {
    const versions = await listVersions(db, key);
    if (versions.length === 0) throw documentNotFound();
    return versions;
  }
  const found = await findVersionOrNewest(db, key, canExist(version) ? version : newestVersion);
  if (!found) throw documentNotFound();
  return [found];
}

/** Other numbers do not fit into the column. */
function canExist(version: number): boolean {
  return version >= 1 && version <= 2 ** 31 - 1;
}

/**
 * A signature needs a key that the same organization keeps about the user. No lock is needed, since keys are
 * never removed.
 */
async function requireKey(
  trx: Transaction<Database>,
  { username, globalid }: SeeKey,
  { keystoreLabel, signature }: SeeSignature,
): Promise<void> {
  if (signature === '') return;
  const key = await findKeystoreKey(trx, username, globalid, keystoreLabel);
  if (!key) throw new PreconditionFailed('keystore_not_found');
}

function documentNotFound(): NotFound {
  return new NotFound('document_not_found');
}
