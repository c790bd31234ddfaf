import { addAvatarLink, removeAvatar, replaceAvatarLink } from '../../users/avatars/acts.ts';
import { imageUrl } from '../../users/avatars/views.ts';
import { type FormValues, labelField, type ProfileKind } from './profile-kind.ts';

/** Pictures, added by URL. Files are uploaded on a separate page. */
export const avatarKind: ProfileKind = {
  name: 'avatar',
  type: 'Avatar',
  sharedAs: ['avatars'],
  fields: [
    labelField,
    { name: 'source', label: 'entry.source', hint: 'entry.source.hint', wrong: 'entry.source.wrong' },
  ],
  list: ({ avatars }, publicUrl) =>
    avatars.map(({ label, source, imageId }) => ({
      label,
      text: source ?? '',
      values: { label, source: source ?? imageUrl(publicUrl, imageId ?? '') },
      ...(imageId !== null && {
        image: imageUrl('', imageId),
        locked: { field: 'source', why: 'profile.locked.avatar' } as const,
      }),
    })),
  add: (deps, actor, { username }, values) => addAvatarLink(deps, actor, { username, ...toAvatar(values) }),
  replace: (deps, actor, { username, label }, values) => {
    const { label: newLabel, source } = toAvatar(values);
    return replaceAvatarLink(deps, actor, { username, label, newLabel, source });
  },
  remove: removeAvatar,
};

const toAvatar = ({ label = '', source = '' }: FormValues) => ({ label, source });
