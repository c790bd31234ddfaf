import type { Kysely } from 'kysely';
import type { CreateAvatarFromImageRequest, UpdateAvatarFileRequest } from '../../../generated/operations.ts';
import { Conflict, NotFound } from '../../base/errors.ts';
import type { Database } from '../../schema.ts';
import { listLabels } from './queries.ts';

/** The maximum number of avatars of a user, not counting pictures of linked accounts. */
const avatarLimit = 5;

const reserved: ReadonlySet<string> = new Set(['facebook', 'github']);

/** Whether a label is reserved for the picture of a linked account. */
export function isReserved(label: string): boolean {
  return reserved.has(label.toLowerCase());
}

/**
 * Checks the label of a new avatar and the number of avatars. The result holds until the transaction ends only if the
 * user is locked.
 * @throws Conflict `reserved_label`, `duplicate_label` or `max_avatar_amount`
 */
export async function refuseUnlessFree(db: Kysely<Database>, username: string, label: string): Promise<void> {
  if (isReserved(label)) throw new Conflict('reserved_label');
  const labels = await listLabels(db, username);
  if (labels.includes(label)) throw new Conflict('duplicate_label');
  if (labels.length >= avatarLimit) {
    throw new Conflict('max_avatar_amount', { description: `At most ${avatarLimit} avatars.` });
  }
}

/** @throws Conflict `changing_protected_label` or `assign_reserved_label` */
export function refuseReserved(label: string, newLabel: string): void {
  if (isReserved(label)) throw new Conflict('changing_protected_label');
  if (isReserved(newLabel)) throw new Conflict('assign_reserved_label');
}

/** Checks of an upload by its labels before the body is read. The transaction checks them again. */
export function createUploadChecks(db: Kysely<Database>) {
  return {
    createAvatarFromImage: ({ username, label }: CreateAvatarFromImageRequest['path']) =>
      refuseUnlessFree(db, username, label),

    async updateAvatarFile({ username, label, newlabel }: UpdateAvatarFileRequest['path']): Promise<void> {
      refuseReserved(label, newlabel);
      const labels = await listLabels(db, username);
      if (!labels.includes(label)) throw new NotFound();
      if (newlabel !== label && labels.includes(newlabel)) throw new Conflict('duplicate_label');
    },
  };
}
