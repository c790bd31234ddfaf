import type { FacebookAccount, GithubAccount } from '../../../generated/types.ts';
import { isWebAddress } from '../../base/web-address.ts';
import type { ShownAvatar } from '../avatars/queries.ts';
import type { LinkedFacebookAccount, LinkedGithubAccount } from './queries.ts';

export function toGithubAccount({ login, id, picture, link, name }: LinkedGithubAccount): GithubAccount {
  return { login, id: exactly(id), avatar_url: picture, html_url: link, name };
}

export function toFacebookAccount({ id, name, picture, link }: LinkedFacebookAccount): FacebookAccount {
  return { id: exactly(id), name, picture, link };
}

/** The view of an account that is not linked, or not shown. */
export const noGithubAccount: GithubAccount = { login: '', id: 0, avatar_url: '', html_url: '', name: '' };
export const noFacebookAccount: FacebookAccount = { id: 0, name: '', picture: '', link: '' };

/** Ids of providers can exceed the exact range of a number. */
function exactly(digits: string): number | bigint {
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : BigInt(digits);
}

/**
 * The pictures of linked accounts, under their reserved labels: the stored picture, or else the account's URL if it is
 * a valid web address.
 */
export function linkedAvatars(
  github: LinkedGithubAccount | null,
  facebook: LinkedFacebookAccount | null,
): ShownAvatar[] {
  const avatars = [github && avatarOf('github', github), facebook && avatarOf('facebook', facebook)];
  return avatars.filter((avatar) => avatar !== null);
}

function avatarOf(label: string, { imageId, picture }: LinkedFacebookAccount): ShownAvatar | null {
  if (imageId !== null) return { label, source: null, imageId };
  return isAvatarAddress(picture) ? { label, source: picture, imageId } : null;
}

/** Whether a text can be the source of an avatar; the contract limits its length. */
export function isAvatarAddress(text: string): boolean {
  return text.length <= 2048 && isWebAddress(text);
}
