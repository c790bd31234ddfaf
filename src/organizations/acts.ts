import type { Kysely, Transaction } from 'kysely';
import type { OrganizationContent } from '../../generated/types.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import { Conflict, NotFound, Unauthenticated, Unprocessable } from '../base/errors.ts';
import { siteClientId } from '../base/principal.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { dropScopesAbout, revokeTokensOfClients } from '../tokens/revocation.ts';
import { endWebhooks } from '../webhooks/queries.ts';
import { checkContent } from './content.ts';
import { rootGlobalid, subGlobalid } from './globalid.ts';
import { lockDirectOwnerships } from './members/queries.ts';
import { deleteOrganizationTree, insertOrganization, lockOrganizationTree } from './queries.ts';

export interface OrganizationDependencies {
  readonly db: Kysely<Database>;
}

/** A user who is named as owner of this many organizations cannot get another one. */
const maximumOwnerships = 1000;

export interface OrganizationToCreate {
  /** As typed by the actor. */
  readonly globalid: string;
  /** The organization directly above; undefined for a root. */
  readonly parent?: string;
  /** The user who becomes its first owner. Without one, the organizations above own it. */
  readonly owner?: string | undefined;
  readonly content?: OrganizationContent;
}

/**
 * Creates an organization with its first owner.
 * @returns its globalid in stored form
 * @throws BadRequest, Conflict `user_exists` or `organization_exists` when the name is or was taken, NotFound `Parent
 * organization does not exist` or `user_not_found`, Unprocessable `maximum_amount_of_organizations_reached`
 */
export async function createOrganization(
  { db }: OrganizationDependencies,
  actor: Actor,
  organization: OrganizationToCreate,
): Promise<string> {
  return inTransaction(db, (trx) => addOrganization(trx, actor, organization));
}

/** Same as `createOrganization`, in an existing transaction. */
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

/** Enforces the limit on organizations that a user owns. */
async function checkOwnerships(trx: Transaction<Database>, { name }: Actor, owner: string): Promise<void> {
  const ownerships = await lockDirectOwnerships(trx, owner);
  if (ownerships === undefined) {
    if (name === owner) throw new Unauthenticated('invalid_token', { detail: 'the user is gone' });
    throw new NotFound('user_not_found');
  }
  if (ownerships >= maximumOwnerships) throw new Unprocessable('maximum_amount_of_organizations_reached');
}

/**
 * Deletes an organization with everything below it, everything that belongs to them, and the tokens of and about them.
 * @throws NotFound `organization_not_found`
 */
export function deleteOrganization(
  { db }: OrganizationDependencies,
  actor: Actor,
  { globalid }: { readonly globalid: string },
): Promise<void> {
  return inTransaction(db, (trx) => removeOrganization(trx, actor, globalid));
}

/** Same as `deleteOrganization`, in an existing transaction. */
export async function removeOrganization(
  trx: Transaction<Database>,
  actor: Actor,
  globalid: string,
): Promise<void> {
  const going = await lockOrganizationTree(trx, globalid);
  if (going.length === 0) throw new NotFound('organization_not_found');
  await revokeTokensOfClients(trx, going);
  await dropScopesAbout(trx, going);
  await deleteOrganizationTree(trx, globalid);
  await recordEvent(trx, actor, 'organization.deleted', { globalid });
  await notifyLastEvent(trx, actor, globalid, going);
}

/** How long the delivery of an organization's last events may take. */
const lastEventMilliseconds = 7 * 86_400_000;

/**
 * Webhooks outlive their organization until its last event is delivered. Each suborganization with webhooks gets its
 * own event.
 */
async function notifyLastEvent(
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
