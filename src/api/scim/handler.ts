import type { Kysely } from 'kysely';
import type { Document } from 'openapi-backend';
import openapi from '../../../generated/scim/openapi.json' with { type: 'json' };
import { routes } from '../../../generated/scim/routes.ts';
import { createHandler, Refusal } from '../../../generated/scim/server.ts';
import type { Services } from '../../../generated/scim/services.ts';
import { validators } from '../../../generated/scim/validators.js';
import type { Authorize } from '../../access/authorize.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { Principal } from '../../base/principal.ts';
import type { ClientLog } from '../../organizations/client-log/client-log.ts';
import type { Database } from '../../schema.ts';
import { admitDirectory } from '../../scim/directory/acts.ts';
import { logFailure, toApiError } from '../../web/error-handler.ts';
import type { RequestContext } from '../../web/request-context.ts';
import type { ServiceResponse } from '../../web/respond.ts';
import { createBackend } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import { type ApiDependencies, createApi } from '../pipeline.ts';
import { bodyShapesOf } from '../prepared-contract.ts';
import { createScimDiscoveryService } from './discovery.ts';
import { createScimGroupsService } from './groups.ts';
import { scimMediaType, scimRefusal } from './refusal.ts';
import { createScimUsersService, type ScimUsersDependencies } from './users.ts';

export const scimRoot = '/scim/v2';

/** One object with every service interface of the SCIM contract. */
export function createScimServices(deps: ScimUsersDependencies): Services<CallContext> {
  return {
    scimDiscovery: createScimDiscoveryService(deps),
    scimUsers: createScimUsersService(deps),
    scimGroups: createScimGroupsService(deps),
  };
}

export interface ScimDependencies extends ScimUsersDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly recordRefused: ClientLog['recordRefused'];
  /** The API's pipeline. Its access check and limits apply here as well. */
  readonly api: ApiDependencies;
}

export type HandleScimRequest = (call: RequestContext) => Promise<void>;

/** The API's pipeline, with the SCIM contract and responses in SCIM form. */
export async function createScimHandler(deps: ScimDependencies): Promise<HandleScimRequest> {
  const { db, clock, api } = deps;
  const backend = await createBackend(openapi as unknown as Document, validators);
  const services = createScimServices(deps);
  return createApi({
    ...api,
    root: scimRoot,
    mediaType: scimMediaType,
    refusal: (error, requestContext) => refuse(deps, requestContext, error),
    routes,
    adapt: (steps) => createHandler(services, steps),
    Refusal,
    bodyShapes: bodyShapesOf(backend.document),
    uploadChecks: new Map(),
    callLimits: new Map(),
    backend,
    authorize: authorizeDirectory(db, clock, api.authorize),
  });
}

/** Besides the access check, the organization's directory must be switched on. */
function authorizeDirectory(db: Kysely<Database>, clock: Clock, authorize: Authorize): Authorize {
  return async (route, path, caller) => {
    const access = await authorize(route, path, caller);
    await admitDirectory(db, access.path.globalid ?? '', clock.now());
    return access;
  };
}

/**
 * Answers a failure. If a token of the organization made the call, the failure is recorded for the organization's
 * owners.
 */
async function refuse(
  { clock, log, recordRefused }: ScimDependencies,
  call: RequestContext,
  error: unknown,
): Promise<ServiceResponse> {
  const { request, path, requestId, principal } = call;
  logFailure(error, log.child({ requestId }));
  const { status, code, description } = toApiError(error);
  const clientId = organizationIn(path.slice(scimRoot.length));
  if (clientId !== undefined && isTokenOf(principal, clientId) && isWorthLogging(status, code)) {
    const reason = `${request.method} ${status}: ${description ?? code}`;
    await recordRefused({ clientId, step: 'scim', error: code, reason, requestId }, clock.now());
  }
  return scimRefusal(error);
}

/** Whether the call has a token of the organization or of one above it. Other callers cannot write to its log. */
function isTokenOf(caller: Principal | undefined, globalid: string): boolean {
  return caller?.basis === 'organizationApiKey' && `${globalid}.`.startsWith(`${caller.globalid}.`);
}

/** Whether a refusal is recorded. Server errors, failed authentication, 404s and missing scopes are not. */
function isWorthLogging(status: number, code: string): boolean {
  return status < 500 && status !== 401 && status !== 404 && code !== 'insufficient_scope';
}

/** The globalid in a path; the organization may not exist. */
function organizationIn(rawPath: string): string | undefined {
  const [, encoded] = /^\/+organizations\/+([^/]+)/.exec(rawPath) ?? [];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
