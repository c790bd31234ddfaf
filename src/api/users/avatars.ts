import type { Kysely, Transaction } from 'kysely';
import type { UserAvatarsService } from '../../../generated/services.ts';
import type { Avatar } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, Conflict, NotFound } from '../../base/errors.ts';
import { isWebAddress } from '../../base/web-address.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { isReserved, refuseReserved, refuseUnlessFree } from '../../users/avatars/labels.ts';
import { type Picture, pictureToStore } from '../../users/avatars/picture.ts';
import {
  type AvatarToStore,
  avatarKind,
  deleteImage,
  findAvatars,
  findImage,
  insertOrUpdateImage,
  lockAvatar,
} from '../../users/avatars/queries.ts';
import { imageUrl, toAvatar, toImageAnswer } from '../../users/avatars/views.ts';
import { removeEntry, replaceEntry } from '../../users/labelled-entries/acts.ts';
import { insertEntry } from '../../users/labelled-entries/queries.ts';
import { linkedAvatars } from '../../users/linked-accounts/views.ts';
import { lockUser } from '../../users/queries.ts';
import type { CallContext } from '../call-context.ts';

export interface UserAvatarsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  /** Where uploaded avatars are found. */
  readonly publicUrl: string;
}

export function createUserAvatarsService({
  db,
  clock,
  publicUrl,
}: UserAvatarsDependencies): UserAvatarsService<CallContext> {
  return {
    async getAvatarImage({ path, headers }) {
      const image = await findImage(db, path.hash);
      if (!image) throw new NotFound();
      return toImageAnswer(image, headers);
    },

    async getAvatars({ path }) {
      const avatars = await findAvatars(db, path.username);
      if (!avatars) throw new NotFound('user_not_found');
      const { stored, github, facebook } = avatars;
      const all = [...stored, ...linkedAvatars(github, facebook)];
      return { status: 200, body: all.map((avatar) => toAvatar(avatar, publicUrl)) };
    },

    async createAvatarFromLink({ path: { username }, body }) {
      refuseUnlessWebAddress(body.source);
      refuseKeptHere(body.source, publicUrl);
      await inTransaction(db, (trx) => addAvatar(trx, username, body, clock.now()));
      return { status: 201, body };
    },

    async createAvatarFromImage({ path: { username, label }, body }) {
      const picture = await pictureToStore(body.file);
      const now = clock.now();
      await inTransaction(db, async (trx) => {
        await addAvatar(trx, username, { label, source: null }, now);
        await insertOrUpdateImage(trx, { username, label, ...picture, created_at: now });
      });
      return { status: 201, body: avatarOf(label, picture, publicUrl) };
    },

    async updateAvatarLink({ path: { username, label }, body }) {
      refuseUnlessWebAddress(body.source);
      refuseReserved(label, body.label);
      await inTransaction(db, (trx) => changeAvatar(trx, username, label, body, publicUrl));
      return { status: 200, body };
    },

    async deleteAvatar({ path: { username, label } }) {
      if (isReserved(label)) throw new Conflict('delete_protected_label');
      await inTransaction(db, (trx) => removeEntry(trx, avatarKind, username, label));
      return { status: 204 };
    },

    async updateAvatarFile({ path: { username, label, newlabel }, body }) {
      const picture = await pictureToStore(body.file);
      const image = { username, label: newlabel, ...picture, created_at: clock.now() };
      await inTransaction(db, async (trx) => {
        await replaceEntry(trx, avatarKind, username, label, { label: newlabel, source: null });
        await insertOrUpdateImage(trx, image);
      });
      return { status: 200, body: avatarOf(newlabel, picture, publicUrl) };
    },
  };
}

/** One at a time for each user, so that there are never more than allowed. */
async function addAvatar(
  trx: Transaction<Database>,
  username: string,
  avatar: AvatarToStore,
  now: Date,
): Promise<void> {
  await lockUser(trx, username);
  await refuseUnlessFree(trx, username, avatar.label);
  await insertEntry(trx, avatarKind, username, avatar, now);
}

/** The picture kept here goes when the avatar is to lead elsewhere. */
async function changeAvatar(
  trx: Transaction<Database>,
  username: string,
  label: string,
  avatar: Avatar,
  publicUrl: string,
): Promise<void> {
  const before = await lockAvatar(trx, username, label);
  if (!before) throw new NotFound();
  const staysHere = before.image_id !== null && avatar.source === imageUrl(publicUrl, before.image_id);
  if (!staysHere) refuseKeptHere(avatar.source, publicUrl);
  const source = staysHere ? null : avatar.source;
  await replaceEntry(trx, avatarKind, username, label, { label: avatar.label, source });
  if (!staysHere) await deleteImage(trx, username, avatar.label);
}

/** @throws BadRequest */
function refuseUnlessWebAddress(source: string): void {
  if (!isWebAddress(source)) throw badSource('must be an absolute http(s) URL');
}

/** A picture kept here belongs to one avatar and goes with it: no other may rely on it. @throws BadRequest */
function refuseKeptHere(source: string, publicUrl: string): void {
  if (!new URL(source).href.startsWith(new URL(imageUrl(publicUrl)).href)) return;
  throw badSource('is an uploaded picture of another avatar; upload it for this one');
}

function badSource(rule: string): BadRequest {
  return new BadRequest('bad_request', { description: `body.source: ${rule}` });
}

function avatarOf(label: string, { image_id }: Picture, publicUrl: string): Avatar {
  return toAvatar({ label, source: null, image_id }, publicUrl);
}
