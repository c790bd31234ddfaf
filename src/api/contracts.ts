import type { Kysely } from 'kysely';
import type { OrganizationContractsService, UserContractsService } from '../../generated/services.ts';
import type { Contract, NewContract } from '../../generated/types.ts';
import type { Clock } from '../base/clock.ts';
import { parseTimestamp } from '../base/timestamp.ts';
import { type ContractOwner, createContract } from '../documents/contracts/acts.ts';
import { listContracts, type StoredContract } from '../documents/contracts/queries.ts';
import { toContract } from '../documents/contracts/views.ts';
import type { Database } from '../schema.ts';
import { actorOfCall, type CallContext } from './call-context.ts';

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
      return { status: 200, body: await readPage(deps, userNamed(path.username), query) };
    },

    async createUserContract({ path, body }, context) {
      return { status: 201, body: await create(deps, context, userNamed(path.username), body) };
    },
  };
}

export function createOrganizationContractsService(
  deps: ContractsDependencies,
): OrganizationContractsService<CallContext> {
  return {
    async getOrganizationContracts({ path, query }) {
      return { status: 200, body: await readPage(deps, organizationNamed(path.globalid), query) };
    },

    async createOrganizationContracty({ path, body }, context) {
      return { status: 201, body: await create(deps, context, organizationNamed(path.globalid), body) };
    },
  };
}

function userNamed(name: string): ContractOwner {
  return { type: 'user', name };
}

function organizationNamed(name: string): ContractOwner {
  return { type: 'org', name };
}

async function readPage(
  { db, clock }: ContractsDependencies,
  owner: ContractOwner,
  { includeExpired = false, start = 0, max = 50 }: PageQuery,
): Promise<Contract[]> {
  const contracts = await listContracts(db, owner, {
    expiresFrom: includeExpired ? undefined : clock.now(),
    offset: Math.min(start, Number.MAX_SAFE_INTEGER),
    limit: max,
  });
  return contracts.map(toContract);
}

async function create(
  { db, clock }: ContractsDependencies,
  context: CallContext,
  owner: ContractOwner,
  body: NewContract,
): Promise<Contract> {
  const actor = actorOfCall(context, clock.now());
  return toContract(await createContract({ db }, actor, owner, fromContract(body)));
}

/** @throws BadRequest for a date that does not exist */
function fromContract(body: NewContract): Omit<StoredContract, 'createdAt'> {
  return {
    contractId: body.contractId,
    content: body.content,
    contractType: body.contractType,
    expiresAt: parseTimestamp(body.expires, 'body.expires'),
    extends: body.extends ?? [],
    invalidates: body.invalidates ?? [],
    parties: body.parties ?? [],
    signatures: (body.signatures ?? []).map(({ signedBy, date, publicKey, signature }, index) => {
      const signedAt = parseTimestamp(date, `body.signatures[${index}].date`).getTime();
      return { signedBy, signedAt, publicKey, signature };
    }),
  };
}
