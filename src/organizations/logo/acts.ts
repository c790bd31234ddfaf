import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { imageTypeOf } from '../../images/images.ts';
import type { Database } from '../../schema.ts';
import { logoToStore } from './content.ts';
import { deleteLogo, insertOrUpdateLogo } from './queries.ts';

export interface LogoDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Stores a logo, replacing an existing one. An empty logo removes it.
 * @returns what is stored: a URL unchanged, an image re-encoded
 * @throws BadRequest, PayloadTooLarge `file_too_large`, Unavailable when too many images are waiting, or NotFound
 * `organization_not_found`
 */
export async function setLogo(
  deps: LogoDependencies,
  actor: Actor,
  { globalid, text }: { readonly globalid: string; readonly text: string },
): Promise<string> {
  const logo = await logoToStore(text);
  if (logo === '') {
    await removeLogo(deps, actor, { globalid });
    return logo;
  }
  return inTransaction(deps.db, async (trx) => {
    await insertOrUpdateLogo(trx, globalid, logo, actor.now);
    await recordEvent(trx, actor, 'organization.logo_changed', { globalid });
    return logo;
  });
}

/**
 * Stores a picture as the logo, re-encoded.
 * @throws as `setLogo`
 */
export function setLogoImage(
  deps: LogoDependencies,
  actor: Actor,
  { globalid, bytes }: { readonly globalid: string; readonly bytes: Uint8Array },
): Promise<string> {
  const type = imageTypeOf(bytes) ?? 'image/png';
  const text = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
  return setLogo(deps, actor, { globalid, text });
}

/** Removes the logo, if there is one. */
export function removeLogo(
  { db }: LogoDependencies,
  actor: Actor,
  { globalid }: { readonly globalid: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (await deleteLogo(trx, globalid))
      await recordEvent(trx, actor, 'organization.logo_removed', { globalid });
  });
}
