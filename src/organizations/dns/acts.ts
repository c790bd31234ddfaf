import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound, Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { lockOrganization } from '../queries.ts';
import { countDnsNames, deleteDnsName, insertDnsName, updateDnsName } from './queries.ts';

export interface DnsDependencies {
  readonly db: Kysely<Database>;
}

const maximumNames = 100;

export interface DnsName {
  readonly globalid: string;
  readonly name: string;
}

/**
 * Adds a DNS name at the end.
 * @throws NotFound `organization_not_found`, Conflict `dns_in_use`, or Unprocessable `maximum_reached`
 */
export function addDnsName(
  { db }: DnsDependencies,
  actor: Actor,
  { globalid, name }: DnsName,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockOrganization(trx, globalid);
    await insertDnsName(trx, globalid, name, actor.now);
    if ((await countDnsNames(trx, globalid)) > maximumNames) throw new Unprocessable('maximum_reached');
    await recordEvent(trx, actor, 'organization.dns_name_added', { globalid, name });
  });
}

/**
 * Puts a DNS name in the place of another one.
 * @throws NotFound `dns_not_found`, or Conflict `dns_in_use`
 */
export function changeDnsName(
  { db }: DnsDependencies,
  actor: Actor,
  { globalid, name, former }: DnsName & { readonly former: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await updateDnsName(trx, globalid, former, name))) throw new NotFound('dns_not_found');
    await recordEvent(trx, actor, 'organization.dns_name_changed', { globalid, name, former });
  });
}

/** @throws NotFound `dns_not_found` */
export function removeDnsName(
  { db }: DnsDependencies,
  actor: Actor,
  { globalid, name }: DnsName,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteDnsName(trx, globalid, name))) throw new NotFound('dns_not_found');
    await recordEvent(trx, actor, 'organization.dns_name_removed', { globalid, name });
  });
}
