import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { findSecondFactorValidity, updateSecondFactorValidity } from './queries.ts';

export interface SecondFactorValidityDependencies {
  readonly db: Kysely<Database>;
}

/** How long a second factor is remembered if the organization has not chosen, in seconds: 7 days. */
export const defaultSecondFactorValidity = 604_800;

/** The maximum that an organization may choose, in seconds: 31 days. */
export const maximumSecondFactorValidity = 2_678_400;

/** @returns seconds @throws NotFound `organization_not_found` */
export async function getSecondFactorValidity(
  { db }: SecondFactorValidityDependencies,
  globalid: string,
): Promise<number> {
  const seconds = await findSecondFactorValidity(db, globalid);
  if (seconds === undefined) throw new NotFound('organization_not_found');
  return seconds ?? defaultSecondFactorValidity;
}

/**
 * Sets how long a second factor is remembered, in seconds. Values outside the allowed range are set to its nearest end.
 * @throws NotFound `organization_not_found`
 */
export function setSecondFactorValidity(
  { db }: SecondFactorValidityDependencies,
  actor: Actor,
  { globalid, seconds: requested }: { readonly globalid: string; readonly seconds: number },
): Promise<void> {
  const seconds = Math.min(Math.max(requested, 0), maximumSecondFactorValidity);
  return inTransaction(db, async (trx) => {
    if (!(await updateSecondFactorValidity(trx, globalid, seconds)))
      throw new NotFound('organization_not_found');
    const event = { globalid, seconds: String(seconds) };
    await recordEvent(trx, actor, 'organization.second_factor_validity_changed', event);
  });
}
