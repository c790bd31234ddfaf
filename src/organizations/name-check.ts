import type { Kysely } from 'kysely';
import { BadRequest } from '../base/errors.ts';
import { siteClientId } from '../base/principal.ts';
import { findReservedName } from '../names/queries.ts';
import type { Database } from '../schema.ts';
import { rootGlobalid, subGlobalid } from './globalid.ts';

export type NameState = 'free' | 'taken' | 'malformed';

/**
 * Whether a name is currently available for a new organization. Only `createOrganization` is decisive.
 * @param parent the organization directly above; undefined for a root
 */
export async function checkNewGlobalid(
  db: Kysely<Database>,
  { globalid: text, parent }: { readonly globalid: string; readonly parent?: string },
): Promise<NameState> {
  const globalid = readGlobalid(text, parent);
  if (globalid === undefined) return 'malformed';
  const isTaken = globalid === siteClientId || (await findReservedName(db, globalid)) !== undefined;
  return isTaken ? 'taken' : 'free';
}

function readGlobalid(text: string, parent: string | undefined): string | undefined {
  try {
    return parent === undefined ? rootGlobalid(text) : subGlobalid(parent, text);
  } catch (error) {
    if (error instanceof BadRequest) return undefined;
    throw error;
  }
}
