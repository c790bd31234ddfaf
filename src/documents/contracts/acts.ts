import type { Kysely } from 'kysely';
import type { Party } from '../../../generated/types.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { BadRequest } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkNewKey } from '../../names/labels.ts';
import type { Database } from '../../schema.ts';
import { insertContract, type StoredContract } from './queries.ts';

/** The user or organization under which a contract is stored. */
export type ContractOwner =
  | { readonly type: 'user'; readonly name: string }
  | { readonly type: 'org'; readonly name: string };

/**
 * Stores a contract with its signatures. It can never be changed or removed.
 * @throws BadRequest for too many parties, or invisible characters in an id or name; Conflict
 * `contract_exists`
 */
export async function createContract(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  owner: ContractOwner,
  content: Omit<StoredContract, 'createdAt'>,
): Promise<StoredContract> {
  checkNewKey(content.contractId, 'contractId');
  for (const { name } of content.parties) checkNewKey(name, 'parties');
  const contract = { ...content, parties: partiesWith(owner, content.parties), createdAt: actor.now };
  const seenBy = owner.type === 'user' ? { username: owner.name } : { globalid: owner.name };
  return inTransaction(db, async (trx) => {
    await insertContract(trx, contract);
    await recordEvent(trx, actor, 'contract.created', { ...seenBy, contract: contract.contractId });
    return contract;
  });
}

const partyLimit = 20;

/** The parties, with the owner added at the end unless it is among them. @throws BadRequest */
function partiesWith(owner: ContractOwner, named: readonly Party[]): readonly Party[] {
  if (named.some(({ type, name }) => type === owner.type && name === owner.name)) return named;
  if (named.length < partyLimit) return [...named, owner];
  const description = `body.parties: at most ${partyLimit}, including the one under which the contract is stored`;
  throw new BadRequest('bad_request', { description });
}
