import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { type Actor, actorName } from '../../base/actor.ts';
import { Conflict, NotFound, PreconditionFailed, Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { lockOrganization } from '../queries.ts';
import { dnsProof } from './proof.ts';
import {
  countDnsNames,
  deleteDnsName,
  hasDnsName,
  insertDnsName,
  lockProvedDnsName,
  updateDnsName,
  updateDnsProof,
} from './queries.ts';
import type { ResolveTxt } from './txt-records.ts';

export interface DnsDependencies {
  readonly db: Kysely<Database>;
}

const maximumNames = 100;

export interface DnsName {
  readonly globalid: string;
  readonly name: string;
}

/**
 * Adds a DNS name to the end of the list.
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
 * Replaces a DNS name by another one, which is unproved unless it is the same name.
 * @returns whether it is proved
 * @throws NotFound `dns_not_found`, or Conflict `dns_in_use`
 */
export function changeDnsName(
  { db }: DnsDependencies,
  actor: Actor,
  { globalid, name, former }: DnsName & { readonly former: string },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const isProved = await updateDnsName(trx, globalid, former, name);
    if (isProved === undefined) throw new NotFound('dns_not_found');
    await recordEvent(trx, actor, 'organization.dns_name_changed', { globalid, name, former });
    return isProved;
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

export interface DnsProofDependencies extends DnsDependencies {
  readonly publicUrl: string;
  readonly resolveTxt: ResolveTxt;
}

/**
 * Proves a DNS name with the TXT record of `dnsProof`. If another organization has proved the name, its proof lapses
 * when its own record is gone.
 * @throws NotFound `dns_not_found`, PreconditionFailed `dns_not_proved`, Conflict `dns_proved_elsewhere`,
 * TooManyRequests, or Unavailable when the name servers do not answer
 */
export async function proveDnsName(
  { db, publicUrl, resolveTxt }: DnsProofDependencies,
  actor: Actor,
  { globalid, name }: DnsName,
): Promise<void> {
  if (!(await hasDnsName(db, globalid, name))) throw new NotFound('dns_not_found');
  await countAttempts(db, actor.now, [['dnsProofsOfCaller', actorName(actor)]]);
  const { record, value } = dnsProof(publicUrl, globalid, name);
  const published = await resolveTxt(record);
  if (!published.includes(value)) {
    const description = `Publish at ${record} a TXT record with the text ${value}`;
    throw new PreconditionFailed('dns_not_proved', { description });
  }
  await inTransaction(db, async (trx) => {
    const holder = await lockProvedDnsName(trx, name);
    if (holder?.globalid === globalid) return;
    if (holder) await dropLapsedProof(trx, actor, holder, published, publicUrl);
    if (!(await updateDnsProof(trx, globalid, name, actor.now))) throw new NotFound('dns_not_found');
    await recordEvent(trx, actor, 'organization.dns_name_proved', { globalid, name });
  });
}

async function dropLapsedProof(
  trx: Transaction<Database>,
  actor: Actor,
  { globalid, name }: DnsName,
  published: readonly string[],
  publicUrl: string,
): Promise<void> {
  const { value } = dnsProof(publicUrl, globalid, name);
  if (published.includes(value)) throw new Conflict('dns_proved_elsewhere');
  await updateDnsProof(trx, globalid, name, undefined);
  await recordEvent(trx, actor, 'organization.dns_proof_lapsed', { globalid, name });
}
