import type { Kysely } from 'kysely';
import type { OrganizationContractsService, UserContractsService } from '../../generated/services.ts';
import type { Contract, NewContract, Party } from '../../generated/types.ts';
import type { Clock } from '../base/clock.ts';
import { BadRequest } from '../base/errors.ts';
import { parseTimestamp } from '../base/timestamp.ts';
import { inTransaction } from '../db/pg-errors.ts';
import { insertContract, listContracts, type StoredContract } from '../documents/contracts/queries.ts';
import { toContract } from '../documents/contracts/views.ts';
import type { Database } from '../schema.ts';
import type { CallContext } from './call-context.ts';

export interface ContractsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

interface PageQuery {
  readonly includeExpired?: boolean;
  readonly start?: number;
  readonly max?: number;
}

export function createUserContractsService(deps: ContractsDependencies): UserContractsService<CallContext> {
  return {
    async getUserContracts({ path, query }) {
      return { status: 200, body: await readContracts(deps, userParty(path.username), query) };
    },

    async createUserContract({ path, body }) {
      return { status: 201, body: await addContract(deps, userParty(path.username), body) };
    },
  };
}

export function createOrganizationContractsService(
  deps: ContractsDependencies,
): OrganizationContractsService<CallContext> {
  return {
    async getOrganizationContracts({ path, query }) {
      return { status: 200, body: await readContracts(deps, organizationParty(path.globalid), query) };
    },

    async createOrganizationContracty({ path, body }) {
      return { status: 201, body: await addContract(deps, organizationParty(path.globalid), body) };
    },
  };
}

function userParty(username: string): Party {
  return { type: 'user', name: username };
}

function organizationParty(globalid: string): Party {
  return { type: 'org', name: globalid };
}

async function readContracts(
  { db, clock }: ContractsDependencies,
  party: Party,
  { includeExpired = false, start = 0, max = 50 }: PageQuery,
): Promise<Contract[]> {
  const rows = await listContracts(db, party, {
    expiresFrom: includeExpired ? undefined : clock.now(),
    offset: Math.min(start, Number.MAX_SAFE_INTEGER),
    limit: max,
  });
  return rows.map(toContract);
}

/** @throws BadRequest, or Conflict `contract_exists` */
async function addContract(
  { db, clock }: ContractsDependencies,
  party: Party,
  body: NewContract,
): Promise<Contract> {
  const contract = contractOf(body, party, clock.now());
  await inTransaction(db, (trx) => insertContract(trx, contract));
  return toContract(contract);
}

function contractOf(body: NewContract, party: Party, createdAt: Date): StoredContract {
  return {
    contract_id: body.contractId,
    content: body.content,
    contract_type: body.contractType,
    expires_at: parseTimestamp(body.expires, 'body.expires'),
    extends: [...(body.extends ?? [])],
    invalidates: [...(body.invalidates ?? [])],
    created_at: createdAt,
    parties: partiesWith(party, body.parties ?? []),
    signatures: (body.signatures ?? []).map(({ signedBy, date, publicKey, signature }, index) => {
      const signedAt = parseTimestamp(date, `body.signatures[${index}].date`).getTime();
      return { signedBy, signedAt, publicKey, signature };
    }),
  };
}

const partyLimit = 20;

/** The party under which a contract is stored comes last unless the body names it. @throws BadRequest */
function partiesWith(own: Party, named: readonly Party[]): readonly Party[] {
  if (named.some(({ type, name }) => type === own.type && name === own.name)) return named;
  if (named.length < partyLimit) return [...named, own];
  const description = `body.parties: at most ${partyLimit}, including the one under which the contract is stored`;
  throw new BadRequest('bad_request', { description });
}
