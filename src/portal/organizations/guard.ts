import { type Route, routes } from '../../../generated/routes.ts';
import type { OperationName } from '../../../generated/services.ts';
import { principalOfSession } from '../../access/authenticate.ts';
import type { Authorize } from '../../access/authorize.ts';
import { InsufficientScope, NotFound } from '../../base/errors.ts';
import type { UserSession } from '../../sessions/session.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { forSignedIn } from '../account/signed-in.ts';
import { stepUp } from '../step-up.ts';

/** The organization of a page, and the signed-in user's role in it. */
export interface OpenOrganization {
  readonly globalid: string;
  /** False for a member. */
  readonly isOwner: boolean;
}

export type OrganizationHandler = (
  page: PageRequest,
  session: UserSession,
  organization: OpenOrganization,
) => Promise<PageResponse> | PageResponse;

interface GuardDependencies {
  readonly authorize: Authorize;
}

/**
 * A page below `/organizations/{globalid}`, for users who may call an operation of the API. The access check of the API
 * decides. An organization in which a user has no role looks like one that does not exist.
 * @param operation whose scopes and recent authentication the page requires; may depend on the submitted form
 * @throws NotFound `organization_not_found`, or InsufficientScope for a member where an owner is required
 */
export function forOrganization(
  deps: GuardDependencies,
  operation: OperationName | ((page: PageRequest) => OperationName),
  handler: OrganizationHandler,
): PageHandler {
  return forSignedIn(async (page, session) => {
    refuseNulls(page);
    const needed = typeof operation === 'string' ? operation : operation(page);
    const away = routeOf(needed).recentAuthentication && stepUp(session, page.now, placeOf(page));
    if (away) return away;
    return handler(page, session, await openOrganization(deps, page, session, needed));
  });
}

const routesByOperation = new Map<OperationName, Route>(routes.map((route) => [route.operation, route]));

function routeOf(operation: OperationName): Route {
  const route = routesByOperation.get(operation);
  if (!route) throw new Error(`no operation ${operation}`);
  return route;
}

async function openOrganization(
  { authorize }: GuardDependencies,
  page: PageRequest,
  session: UserSession,
  operation: OperationName,
): Promise<OpenOrganization> {
  const globalid = globalidOf(page);
  const caller = principalOfSession(session, page.now);
  try {
    const { scopes } = await authorize(routeOf(operation), { globalid }, caller);
    return { globalid, isOwner: scopes.includes('organization:owner') };
  } catch (error) {
    if (!(error instanceof InsufficientScope)) throw error;
    await authorize(routeOf('getOrganization'), { globalid }, caller).catch(hideForeign);
    throw error;
  }
}

function hideForeign(error: unknown): never {
  if (error instanceof InsufficientScope) throw new NotFound('organization_not_found', { cause: error });
  throw error;
}

function globalidOf({ request }: PageRequest): string {
  return String(request.params.globalid ?? '');
}

/** The database cannot store null characters in text. */
function refuseNulls(page: PageRequest): void {
  const given = [...Object.values(page.request.params), ...page.query.values()];
  if (given.some((value) => String(value).includes('\0'))) throw new NotFound('organization_not_found');
}

/**
 * Where a user continues after reauthentication: the page with the submitted form values in the query. Long texts must
 * be typed again.
 */
function placeOf({ request, submission }: PageRequest): string {
  if (request.method !== 'POST') return request.originalUrl;
  const kept = Object.entries(submission.values).filter(([name]) => keptFields.has(name));
  const query = new URLSearchParams(kept).toString();
  return query === '' || query.length > 1500 ? request.path : `${request.path}?${query}`;
}

/** Form fields that pages also read from the query. None of them changes anything. */
const keptFields: ReadonlySet<string> = new Set([
  'who',
  'role',
  'label',
  'kind',
  'callback',
  'name',
  'linked',
  'url',
  'description',
]);
