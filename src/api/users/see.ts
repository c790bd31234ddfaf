import type { Kysely } from 'kysely';
import type { UserSeeService } from '../../../generated/services.ts';
import { callingOrganization } from '../../access/calling-organization.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, Forbidden } from '../../base/errors.ts';
import type { Principal } from '../../base/principal.ts';
import {
  addDocumentVersion,
  createDocument,
  newestVersion,
  readVersions,
  signDocumentVersion,
} from '../../documents/see/acts.ts';
import { contentOf, signatureOf } from '../../documents/see/content.ts';
import { listNewestVersions } from '../../documents/see/queries.ts';
import { toSee, toSeeView } from '../../documents/see/views.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserSeeDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

/**
 * Documents that organizations keep about users. An organization reads and writes its own; the user reads all
 * of them and writes none, not even with an API key that carries `user:see`.
 */
export function createUserSeeService({ db, clock }: UserSeeDependencies): UserSeeService<CallContext> {
  return {
    async getSeeObjects({ path, query }, { caller }) {
      const organization = readableOrganization(caller, query.globalid || undefined);
      const versions = await listNewestVersions(db, path.username, organization);
      return { status: 200, body: versions.map(toSeeView) };
    },

    async createSeeObject({ path, body }, context) {
      const globalid = writingOrganization(context.caller);
      const key = { username: path.username, globalid, uniqueid: body.uniqueid };
      const version = { ...contentOf(body), ...signatureOf(body) };
      const stored = await createDocument({ db }, actorOfCall(context, clock.now()), key, version);
      return { status: 201, body: toSeeView(stored) };
    },

    async getSeeObject({ path, query }, { caller }) {
      readableOrganization(caller, path.globalid);
      const versions = await readVersions({ db }, path, query.version ?? newestVersion);
      return { status: 200, body: toSee(path, versions) };
    },

    async updateSeeObject({ path, body }, context) {
      const { username, uniqueid } = path;
      const key = { username, globalid: writingOrganization(context.caller, path.globalid), uniqueid };
      const version = { ...contentOf(body), ...signatureOf(body) };
      const stored = await addDocumentVersion({ db }, actorOfCall(context, clock.now()), key, version);
      return { status: 201, body: toSeeView(stored) };
    },

    async signSeeObject({ path, body }, context) {
      const key = { ...path, version: parseVersion(path.version) };
      writingOrganization(context.caller, path.globalid);
      const signed = { content: contentOf(body), signature: signatureOf(body) };
      const stored = await signDocumentVersion({ db }, actorOfCall(context, clock.now()), key, signed);
      return { status: 201, body: toSeeView(stored) };
    },
  };
}

/**
 * The organization whose documents a caller may read; undefined means all.
 * @throws Forbidden `unauthorized_organization` when an organization names another organization
 */
function readableOrganization(caller: Principal | undefined, named: string | undefined): string | undefined {
  const organization = callingOrganization(caller);
  if (organization === undefined) return named;
  if (named !== undefined && named !== organization) throw new Forbidden('unauthorized_organization');
  return organization;
}

/**
 * @throws Forbidden `unauthorized_organization` when the user calls, or when an organization names another
 * organization
 */
function writingOrganization(caller: Principal | undefined, named?: string): string {
  const organization = callingOrganization(caller);
  if (organization === undefined || (named !== undefined && named !== organization))
    throw new Forbidden('unauthorized_organization');
  return organization;
}

/** @throws BadRequest when the text is not a whole number */
function parseVersion(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new BadRequest('bad_request', { description: 'path.version: must be a whole number' });
}
