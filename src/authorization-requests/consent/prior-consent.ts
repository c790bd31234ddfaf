import type { Kysely } from 'kysely';
import { isCovered } from '../../consents/coverage.ts';
import { findAuthorization } from '../../consents/queries.ts';
import type { Database } from '../../schema.ts';
import { impliedScope } from '../../tokens/scopes.ts';
import { possibleScopes } from './possible-scopes.ts';
import { withExistingLabels } from './shareable-content.ts';

/** How much of a client's request a user has already agreed to. */
export interface PriorConsent {
  readonly possible: readonly string[];
  /** Those of `possible` that the record covers; undefined when there is no record. */
  readonly authorized: readonly string[] | undefined;
}

/**
 * Compares a request with the record of what the user shares with the client. Entries count as not shared
 * when they no longer exist, or must be validated and no longer are.
 * @param scopes as parsed from the request
 */
export async function findPriorConsent(
  db: Kysely<Database>,
  username: string,
  clientId: string,
  scopes: readonly string[],
): Promise<PriorConsent> {
  const [possible, record] = await Promise.all([
    possibleScopes(db, username, clientId, scopes),
    findAuthorization(db, username, clientId),
  ]);
  if (!record) return { possible, authorized: undefined };
  const live = await withExistingLabels(db, username, record);
  return { possible, authorized: possible.filter((scope) => isCovered(live, impliedScope(scope))) };
}

/**
 * Whether a request needs no question to the user: there is a record for the client, and it covers every
 * requested scope that could be granted.
 * @param scopes as parsed from the request
 */
export async function isConsentSilent(
  db: Kysely<Database>,
  username: string,
  clientId: string,
  scopes: readonly string[],
): Promise<boolean> {
  return isSilent(await findPriorConsent(db, username, clientId, scopes));
}

export function isSilent({ possible, authorized }: PriorConsent): boolean {
  return authorized !== undefined && possible.length === authorized.length;
}
