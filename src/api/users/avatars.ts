import type { UserAvatarsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import {
  type AvatarDependencies,
  addAvatarImage,
  addAvatarLink,
  removeAvatar,
  replaceAvatarImage,
  replaceAvatarLink,
} from '../../users/avatars/acts.ts';
import { findAvatars, findImage } from '../../users/avatars/queries.ts';
import { toAvatar, toImageResponse } from '../../users/avatars/views.ts';
import { linkedAvatars } from '../../users/linked-accounts/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserAvatarsDependencies extends AvatarDependencies {
  readonly clock: Clock;
}

export function createUserAvatarsService(deps: UserAvatarsDependencies): UserAvatarsService<CallContext> {
  const { db, publicUrl } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async getAvatarImage({ path, headers }) {
      const image = await findImage(db, path.hash);
      if (!image) throw new NotFound();
      return toImageResponse(image, headers);
    },

    async getAvatars({ path }) {
      const avatars = await findAvatars(db, path.username);
      if (!avatars) throw new NotFound('user_not_found');
      const { stored, github, facebook } = avatars;
      const all = [...stored, ...linkedAvatars(github, facebook)];
      return { status: 200, body: all.map((avatar) => toAvatar(avatar, publicUrl)) };
    },

    async createAvatarFromLink({ path: { username }, body }, context) {
      await addAvatarLink(deps, actorOf(context), { username, ...body });
      return { status: 201, body };
    },

    async createAvatarFromImage({ path: { username, label }, body: { file } }, context) {
      const input = { username, label, bytes: file.bytes };
      const avatar = await addAvatarImage(deps, actorOf(context), input);
      return { status: 201, body: toAvatar(avatar, publicUrl) };
    },

    async updateAvatarLink({ path: { username, label }, body }, context) {
      const input = { username, label, newLabel: body.label, source: body.source };
      await replaceAvatarLink(deps, actorOf(context), input);
      return { status: 200, body };
    },

    async deleteAvatar({ path: { username, label } }, context) {
      await removeAvatar(deps, actorOf(context), { username, label });
      return { status: 204 };
    },

    async updateAvatarFile({ path: { username, label, newlabel }, body: { file } }, context) {
      const input = { username, label, newLabel: newlabel, bytes: file.bytes };
      const avatar = await replaceAvatarImage(deps, actorOf(context), input);
      return { status: 200, body: toAvatar(avatar, publicUrl) };
    },
  };
}
