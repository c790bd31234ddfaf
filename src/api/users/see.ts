import type { Kysely } from 'kysely';
import type { UserSeeService } from '../../../generated/services.ts';
import type { NewSeeVersion } from '../../../generated/types.ts';
import { callingOrganization } from '../../access/calling-organization.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, Conflict, Forbidden, NotFound, PreconditionFailed } from '../../base/errors.ts';
import type { Principal } from '../../base/principal.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { findKeystoreKey } from '../../documents/keystore/queries.ts';
import { contentOf, saysTheSame } from '../../documents/see/content.ts';
import {
  findVersion,
  findVersionOrNewest,
  insertSeeObject,
  insertSeeVersion,
  listNewestVersions,
  listVersions,
  type SeeKey,
  updateLatestVersion,
  updateUnsignedVersion,
} from '../../documents/see/queries.ts';
import type { SeeVersionRow } from '../../documents/see/tables.ts';
import { toSee, toSeeView } from '../../documents/see/views.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface UserSeeDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

/**
 * Documents that organizations keep at users. An organization reads and writes its own; the user reads all of them and
 * writes none, not even with an API key that carries `user:see`.
 */
export function createUserSeeService({ db, clock }: UserSeeDependencies): UserSeeService<CallContext> {
  return {
    async getSeeObjects({ path, query }, { caller }) {
      const named = query.globalid || undefined;
      const rows = await listNewestVersions(db, path.username, readableOrganization(caller, named));
      return { status: 200, body: rows.map(toSeeView) };
    },

    async createSeeObject({ path, body }, { caller }) {
      const globalid = writingOrganization(caller);
      const key = { username: path.username, globalid, uniqueid: body.uniqueid };
      const version = { ...key, ...contentOf(body), ...signatureOf(body), created_at: clock.now() };
      await requireKeyOf(db, version);
      const row = await inTransaction(db, async (trx) => {
        await insertSeeObject(trx, { ...key, created_at: version.created_at });
        return insertSeeVersion(trx, { ...version, version: 1 });
      });
      return { status: 201, body: toSeeView(row) };
    },

    async getSeeObject({ path, query }, { caller }) {
      readableOrganization(caller, path.globalid);
      const rows = await readVersions(db, path, query.version ?? newest);
      if (rows.length === 0) throw documentNotFound();
      return { status: 200, body: toSee(path, rows) };
    },

    async updateSeeObject({ path, body }, { caller }) {
      const key = { ...path, globalid: writingOrganization(caller, path.globalid) };
      const version = { ...key, ...contentOf(body), ...signatureOf(body), created_at: clock.now() };
      await requireKeyOf(db, version);
      const row = await inTransaction(db, async (trx) => {
        const number = await updateLatestVersion(trx, key);
        if (number === undefined) throw documentNotFound();
        return insertSeeVersion(trx, { ...version, version: number });
      });
      return { status: 201, body: toSeeView(row) };
    },

    async signSeeObject({ path, body }, { caller }) {
      const version = parseVersion(path.version);
      writingOrganization(caller, path.globalid);
      const stored = canExist(version) ? await findVersion(db, path, version) : undefined;
      if (!stored) throw documentNotFound();
      if (stored.signature !== '') throw new Conflict('already_signed');
      if (!saysTheSame(stored, contentOf(body))) throw new Conflict('content_mismatch');
      await requireKeyOf(db, { ...stored, ...signatureOf(body) });
      const signed = await updateUnsignedVersion(db, path, version, signatureOf(body));
      if (!signed) throw new Conflict('already_signed');
      return { status: 201, body: toSeeView(signed) };
    },
  };
}

/**
 * The organization whose documents a caller may read; undefined for all of them.
 * @throws Forbidden `unauthorized_organization` when an organization names another one
 */
function readableOrganization(caller: Principal | undefined, named: string | undefined): string | undefined {
  const organization = callingOrganization(caller);
  if (organization === undefined) return named;
  if (named !== undefined && named !== organization) throw new Forbidden('unauthorized_organization');
  return organization;
}

/** @throws Forbidden `unauthorized_organization` for the user, and for an organization that names another one */
function writingOrganization(caller: Principal | undefined, named?: string): string {
  const organization = callingOrganization(caller);
  if (organization === undefined || (named !== undefined && named !== organization))
    throw new Forbidden('unauthorized_organization');
  return organization;
}

const everyVersion = 0;
const newest = -1;

/** @param version a number that does not exist stands for the newest */
async function readVersions(db: Kysely<Database>, key: SeeKey, version: number): Promise<SeeVersionRow[]> {
  if (version === everyVersion) return listVersions(db, key);
  const row = await findVersionOrNewest(db, key, canExist(version) ? version : newest);
  return row ? [row] : [];
}

/** Other numbers do not fit the column. */
function canExist(version: number): boolean {
  return version >= 1 && version <= 2 ** 31 - 1;
}

/** @throws BadRequest */
function parseVersion(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new BadRequest('bad_request', { description: 'path.version: must be a whole number' });
}

function signatureOf({ keystore_label = '', signature = '' }: NewSeeVersion) {
  return { keystore_label, signature };
}

/**
 * A signature needs a key that the same organization keeps at the user. Asking first is enough: keys stay for ever.
 * @throws PreconditionFailed `keystore_not_found`
 */
async function requireKeyOf(
  db: Kysely<Database>,
  version: SeeKey & ReturnType<typeof signatureOf>,
): Promise<void> {
  const { username, globalid, keystore_label, signature } = version;
  if (signature === '') return;
  const key = await findKeystoreKey(db, username, globalid, keystore_label);
  if (!key) throw new PreconditionFailed('keystore_not_found');
}

function documentNotFound(): NotFound {
  return new NotFound('document_not_found');
}
