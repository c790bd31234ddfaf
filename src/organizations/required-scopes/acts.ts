import type { Kysely } from 'kysely';
import type { RequiredScope } from '../../../generated/types.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { BadRequest, NotFound, Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { lockOrganization } from '../queries.ts';
import {
  countRequiredScopes,
  deleteRequiredScope,
  insertRequiredScope,
  updateRequiredScope,
} from './queries.ts';

export interface RequiredScopeDependencies {
  readonly db: Kysely<Database>;
}

const maximumScopes = 20;
const maximumScopeBytes = 1024;

/**
 * Checks what the contract cannot express about a required scope: it must be short enough for an index, in bytes.
 * @throws BadRequest
 */
export function checkRequiredScope({ scope }: RequiredScope): void {
  if (Buffer.byteLength(scope) <= maximumScopeBytes) return;
  const description = `body.scope: must be at most ${maximumScopeBytes} bytes`;
  throw new BadRequest('bad_request', { description });
}

/**
 * Adds a required scope to the end of the list.
 * @throws BadRequest, NotFound `organization_not_found`, Conflict `required_scope_already_exists`, or Unprocessable
 * `maximum_reached`
 */
export function addRequiredScope(
  { db }: RequiredScopeDependencies,
  actor: Actor,
  { globalid, required }: { readonly globalid: string; readonly required: RequiredScope },
): Promise<void> {
  checkRequiredScope(required);
  return inTransaction(db, async (trx) => {
    await lockOrganization(trx, globalid);
    await insertRequiredScope(trx, globalid, required, actor.now);
    if ((await countRequiredScopes(trx, globalid)) > maximumScopes)
      throw new Unprocessable('maximum_reached');
    const event = { globalid, scope: required.scope };
    await recordEvent(trx, actor, 'organization.required_scope_added', event);
  });
}

/**
 * Replaces the required scope with the text `scope`.
 * @throws BadRequest, NotFound `required_scope_not_found`, or Conflict `required_scope_already_exists`
 */
export function changeRequiredScope(
  { db }: RequiredScopeDependencies,
  actor: Actor,
  {
    globalid,
    scope,
    required,
  }: { readonly globalid: string; readonly scope: string; readonly required: RequiredScope },
): Promise<void> {
  checkRequiredScope(required);
  return inTransaction(db, async (trx) => {
    const wasThere = await updateRequiredScope(trx, globalid, scope, required);
    if (!wasThere) throw new NotFound('required_scope_not_found');
    const event = { globalid, scope: required.scope };
    await recordEvent(trx, actor, 'organization.required_scope_changed', event);
  });
}

/** @throws NotFound `required_scope_not_found` */
export function removeRequiredScope(
  { db }: RequiredScopeDependencies,
  actor: Actor,
  { globalid, scope }: { readonly globalid: string; readonly scope: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteRequiredScope(trx, globalid, scope))) throw new NotFound('required_scope_not_found');
    await recordEvent(trx, actor, 'organization.required_scope_removed', { globalid, scope });
  });
}
