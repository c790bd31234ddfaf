import type { Kysely } from 'kysely';
import { isCovered } from '../../consents/coverage.ts';
import { findAuthorization } from '../../consents/queries.ts';
import type { Database } from '../../schema.ts';
import { impliedScope } from '../../tokens/scopes.ts';
import { possibleScopes } from './possible-scopes.ts';
import { withExistingLabels } from './shareable-content.ts';

/** What a user has agreed to of what a client asks for. */
export interface Agreement {
  readonly possible: readonly string[];
  /** Of the possible ones, those that the record covers; undefined when there is no record. */
  readonly authorized: readonly string[] | undefined;
}

/**
 * Holds a request against the record of what the user shares with the client. Entries whose real label is gone, or is
 * not validated any more where it has to be, count as not shared.
 * @param scopes as parsed from the request
 */
export async function findAgreement(
  db: Kysely<Database>,
  username: string,
  clientId: string,
  scopes: readonly string[],
): Promise<Agreement> {
  const [possible, record] = await Promise.all([
    possibleScopes(db, username, clientId, scopes),
    findAuthorization(db, username, clientId),
  ]);
  if (!record) return { possible, authorized: undefined };
  const live = await withExistingLabels(db, username, record);
  return { possible, authorized: possible.filter((scope) => isCovered(live, impliedScope(scope))) };
}

/**
 * Whether a request needs no question (oauth 6.1): the user has a record for the client, and it covers all that could
 * be given of what the client asks for.
 * @param scopes as parsed from the request
 */
export async function isConsentSilent(
  db: Kysely<Database>,
  username: string,
  clientId: string,
  scopes: readonly string[],
): Promise<boolean> {
  return isSilent(await findAgreement(db, username, clientId, scopes));
}

export function isSilent({ possible, authorized }: Agreement): boolean {
  return authorized !== undefined && possible.length === authorized.length;
}
