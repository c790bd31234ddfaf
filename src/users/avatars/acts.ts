import type { Kysely, Transaction } from 'kysely';
import type { AuditEventName } from '../../audit/events.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { BadRequest, Conflict, NotFound } from '../../base/errors.ts';
import { isWebAddress } from '../../base/web-address.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Square } from '../../images/images.ts';
import type { Database } from '../../schema.ts';
import { type NamedEntry, removeEntry, replaceEntry } from '../labelled-entries/acts.ts';
import { insertEntry } from '../labelled-entries/queries.ts';
import { lockUser } from '../queries.ts';
import { isReserved, refuseReserved, refuseUnlessFree } from './labels.ts';
import { type Picture, pictureToStore } from './picture.ts';
import {
  type AvatarEntry,
  avatarKind,
  deleteImage,
  insertOrUpdateImage,
  lockAvatar,
  type ShownAvatar,
} from './queries.ts';
import { imageUrl } from './views.ts';

export interface AvatarDependencies {
  readonly db: Kysely<Database>;
  /** The base of links to uploaded avatars. */
  readonly publicUrl: string;
}

/** An avatar that links to a picture on another server. */
export interface LinkedAvatar extends NamedEntry {
  /** An absolute http(s) URL. */
  readonly source: string;
}

/** @throws BadRequest, NotFound `user_not_found`, Conflict as `refuseUnlessFree` */
export async function addAvatarLink(
  { db, publicUrl }: AvatarDependencies,
  actor: Actor,
  { username, label, source }: LinkedAvatar,
): Promise<void> {
  refuseUnlessWebAddress(source);
  refuseKeptHere(source, publicUrl);
  await inTransaction(db, (trx) => addAvatar(trx, actor, username, { label, source }));
}

/** An uploaded file that becomes an avatar. */
export interface UploadedAvatar extends NamedEntry {
  readonly bytes: Uint8Array;
  /** The part to keep. Default: all of it. */
  readonly square?: Square | undefined;
}

/**
 * Stores an uploaded picture, re-encoded, as a new avatar.
 * @throws BadRequest, PayloadTooLarge `file_too_large`, NotFound `user_not_found`, Conflict as `refuseUnlessFree`,
 * Unavailable when too many images are waiting
 */
export async function addAvatarImage(
  { db }: AvatarDependencies,
  actor: Actor,
  { username, label, bytes, square }: UploadedAvatar,
): Promise<ShownAvatar> {
  const picture = await pictureToStore(bytes, square);
  await inTransaction(db, async (trx) => {
    await addAvatar(trx, actor, username, { label, source: null });
    await insertOrUpdateImage(trx, { username, label }, picture, actor.now);
  });
  return shownAs(label, picture);
}

/** Locks the user, so that concurrent requests cannot exceed the limit. */
async function addAvatar(
  trx: Transaction<Database>,
  actor: Actor,
  username: string,
  avatar: AvatarEntry,
): Promise<void> {
  await lockUser(trx, username);
  await refuseUnlessFree(trx, username, avatar.label);
  await insertEntry(trx, avatarKind, username, avatar, actor.now);
  await record(trx, actor, 'avatar.added', { username, label: avatar.label });
}

/**
 * Changes the label and URL of an avatar. An uploaded picture is deleted if the avatar now links elsewhere.
 * @throws BadRequest, NotFound, Conflict `duplicate_label` or as `refuseReserved`
 */
export async function replaceAvatarLink(
  { db, publicUrl }: AvatarDependencies,
  actor: Actor,
  { username, label, newLabel, source }: LinkedAvatar & { readonly newLabel: string },
): Promise<void> {
  refuseUnlessWebAddress(source);
  refuseReserved(label, newLabel);
  await inTransaction(db, async (trx) => {
    const before = await lockAvatar(trx, username, label);
    if (!before) throw new NotFound();
    const staysHere = before.imageId !== null && source === imageUrl(publicUrl, before.imageId);
    if (!staysHere) refuseKeptHere(source, publicUrl);
    await replaceEntry(trx, avatarKind, username, label, {
      label: newLabel,
      source: staysHere ? null : source,
    });
    if (!staysHere) await deleteImage(trx, { username, label: newLabel });
    await record(trx, actor, 'avatar.changed', { username, label: newLabel });
  });
}

/**
 * Replaces an avatar by an uploaded picture, re-encoded.
 * @throws as `addAvatarImage`, or NotFound
 */
export async function replaceAvatarImage(
  { db }: AvatarDependencies,
  actor: Actor,
  { username, label, newLabel, bytes, square }: UploadedAvatar & { readonly newLabel: string },
): Promise<ShownAvatar> {
  const picture = await pictureToStore(bytes, square);
  await inTransaction(db, async (trx) => {
    await replaceEntry(trx, avatarKind, username, label, { label: newLabel, source: null });
    await insertOrUpdateImage(trx, { username, label: newLabel }, picture, actor.now);
    await record(trx, actor, 'avatar.changed', { username, label: newLabel });
  });
  return shownAs(newLabel, picture);
}

/** @throws NotFound, or Conflict `delete_protected_label` */
export async function removeAvatar(
  { db }: AvatarDependencies,
  actor: Actor,
  { username, label }: NamedEntry,
): Promise<void> {
  if (isReserved(label)) throw new Conflict('delete_protected_label');
  await inTransaction(db, async (trx) => {
    await removeEntry(trx, avatarKind, username, label);
    await record(trx, actor, 'avatar.removed', { username, label });
  });
}

function record(
  trx: Transaction<Database>,
  actor: Actor,
  event: Extract<AuditEventName, `avatar.${string}`>,
  avatar: NamedEntry,
): Promise<void> {
  return recordEvent(trx, actor, event, avatar);
}

function shownAs(label: string, { imageId }: Picture): ShownAvatar {
  return { label, source: null, imageId };
}

/** @throws BadRequest */
function refuseUnlessWebAddress(source: string): void {
  if (!isWebAddress(source)) throw badSource('must be an absolute http(s) URL');
}

/**
 * An uploaded picture belongs to one avatar and is deleted with it, so no other avatar may link to it.
 * @throws BadRequest
 */
function refuseKeptHere(source: string, publicUrl: string): void {
  if (!new URL(source).href.startsWith(new URL(imageUrl(publicUrl)).href)) return;
  throw badSource('is an uploaded picture of another avatar; upload it for this one');
}

function badSource(rule: string): BadRequest {
  return new BadRequest('bad_request', { description: `body.source: ${rule}` });
}
