import type { RequestHandler } from 'express';
import { NotFound } from '../base/errors.ts';
import { isOperator } from '../operators/queries.ts';
import { forSignedIn, reauthentication } from '../portal/account/signed-in.ts';
import { isOfUser, type UserSession } from '../sessions/session.ts';
import type { PageHandler } from '../ui/endpoint.tsx';
import { type PageRequest, startPageRequest } from '../ui/page-request.ts';
import { type PageResponse, sendResponse } from '../ui/page-response.ts';
import type { AdminDependencies } from './dependencies.ts';

/**
 * Runs before every page for operators. For all other users and visitors these pages do not exist: the
 * request leaves the router and gets the response for unknown addresses. An operator without recent
 * authentication reauthenticates first.
 */
export function onlyOperators(deps: AdminDependencies): RequestHandler {
  return async (request, response, next) => {
    const page = await startPageRequest(deps, request, response);
    const session = await page.session('interactive');
    if (!isOfUser(session) || !(await isOperator(deps.db, session.username))) return next('router');
    const away = reauthentication(page, session);
    return away ? sendResponse(page, away) : next();
  };
}

/** A request for a page for operators that `onlyOperators` let through. */
export interface AdminRequest {
  readonly page: PageRequest;
  readonly session: UserSession;
}

/** Gives a page's handler the operator's session. */
export function forOperator(
  handler: (request: AdminRequest) => Promise<PageResponse> | PageResponse,
): PageHandler {
  return forSignedIn((page, session) => {
    refuseNulls(page);
    return handler({ page, session });
  });
}

/** PostgreSQL cannot store NUL characters, so nothing can be found by a text that has one. */
function refuseNulls({ request, query }: PageRequest): void {
  const given = [...Object.values(request.params), ...query.values()];
  if (given.some((value) => String(value).includes('\0'))) throw new NotFound();
}
