import { Router } from 'express';
import { pageEndpoint } from '../ui/endpoint.tsx';
import type { AdminDependencies } from './dependencies.ts';
import { onlyOperators } from './gate.ts';
import { adminPath } from './menu.ts';
import { overviewPage } from './overview-page.tsx';

/** Each part of the pages has a router of its own, and a line in `menu.ts`. */
const sections: readonly ((deps: AdminDependencies) => Router)[] = [];

/** The pages of operators. For everyone else it is as if it were not there. */
export function createAdminRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(/^\/admin(\/|$)/, onlyOperators(deps));
  router.all(adminPath, pageEndpoint(deps, { GET: overviewPage(deps) }));
  for (const createSection of sections) router.use(createSection(deps));
  return router;
}
