import type { Kysely, Transaction } from 'kysely';
import type { OrganizationContent } from '../../generated/types.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import { Conflict, NotFound, Unauthenticated, Unprocessable } from '../base/errors.ts';
import { siteClientId } from '../base/principal.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { dropScopesAbout, endTokensOfClients } from '../tokens/revocation.ts';
import { endWebhooks } from '../webhooks/queries.ts';
import { checkContent } from './content.ts';
import { rootGlobalid, subGlobalid } from './globalid.ts';
import { lockDirectOwnerships } from './members/queries.ts';
import { deleteOrganizationTree, insertOrganization, lockOrganizationTree } from './queries.ts';

export interface OrganizationDependencies {
  readonly db: Kysely<Database>;
}

/** Organizations that name a user as owner, at most, before that user can get another one. */
const maximumOwnerships = 1000;

export interface OrganizationToCreate {
  /** As the actor writes it. */
  readonly globalid: string;
  /** The organization directly above; without one this is a root. */
  readonly parent?: string;
  /** The user who becomes its first owner; without one it is owned through the organizations above it. */
  readonly owner?: string | undefined;
  readonly content?: OrganizationContent;
}

/**
 * Creates an organization with its first owner.
 * @returns its globalid, in the form in which it is stored
 * @throws BadRequest, Conflict `user_exists` or `organization_exists` when the name is or was taken, NotFound
 *   `Parent organization does not exist` or `user_not_found`, Unprocessable
 *   `maximum_amount_of_organizations_reached`
 */
export async function createOrganization(
  { db }: OrganizationDependencies,
  actor: Actor,
  organization: OrganizationToCreate,
): Promise<string> {
  return inTransaction(db, (trx) => addOrganization(trx, actor, organization));
}

/** Creates as a step of something larger, as `createOrganization` does by itself. */
export async function addOrganization(
  trx: Transaction<Database>,
  actor: Actor,
  { globalid: text, parent, owner, content = {} }: OrganizationToCreate,
): Promise<string> {
  const globalid = parent === undefined ? rootGlobalid(text) : subGlobalid(parent, text);
  if (globalid === siteClientId) throw new Conflict('organization_exists');
  checkContent(content);
  if (owner !== undefined) await checkOwnerships(trx, actor, owner);
  await insertOrganization(trx, { globalid, owner, createdAt: actor.now, content });
  await recordEvent(trx, actor, 'organization.created', { globalid });
  if (owner !== undefined) {
    await recordEvent(trx, actor, 'organization.joined', { username: owner, globalid, role: 'owner' });
  }
  return globalid;
}

/** Keeps the number of organizations that a user owns within its limit. */
async function checkOwnerships(trx: Transaction<Database>, { name }: Actor, owner: string): Promise<void> {
  const ownerships = await lockDirectOwnerships(trx, owner);
  if (ownerships === undefined) {
    if (name === owner) throw new Unauthenticated('invalid_token', { detail: 'the user is gone' });
    throw new NotFound('user_not_found');
  }
  if (ownerships >= maximumOwnerships) throw new Unprocessable('maximum_amount_of_organizations_reached');
}

/**
 * Deletes an organization with all below it, all that is theirs, and the tokens of and about them.
 * @throws NotFound `organization_not_found`
 */
export function deleteOrganization(
  { db }: OrganizationDependencies,
  actor: Actor,
  { globalid }: { readonly globalid: string },
): Promise<void> {
  return inTransaction(db, (trx) => removeOrganization(trx, actor, globalid));
}

/** Deletes as a step of something larger, as `deleteOrganization` does by itself. */
export async function removeOrganization(
  trx: Transaction<Database>,
  actor: Actor,
  globalid: string,
): Promise<void> {
  const going = await lockOrganizationTree(trx, globalid);
  if (going.length === 0) throw new NotFound('organization_not_found');
  await endTokensOfClients(trx, going);
  await dropScopesAbout(trx, going);
  await deleteOrganizationTree(trx, globalid);
  await recordEvent(trx, actor, 'organization.deleted', { globalid });
  await tellLastEvent(trx, actor, globalid, going);
}

/** How long the last events of an organization may take to be delivered. */
const lastEventMilliseconds = 7 * 86_400_000;

/** Webhooks outlive their organization until its last event is delivered. Those below it that have any get one too. */
async function tellLastEvent(
  trx: Transaction<Database>,
  actor: Actor,
  globalid: string,
  going: readonly string[],
): Promise<void> {
  const endsAt = new Date(actor.now.getTime() + lastEventMilliseconds);
  const listening = await endWebhooks(trx, going, endsAt);
  for (const each of listening.filter((name) => name !== globalid))
    await recordEvent(trx, actor, 'organization.deleted', { globalid: each });
}
