import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { limitsPage, limitsPath, submitLift } from './page.tsx';

/** `/admin/limits`: look up and lift limits on attempts. */
export function createLimitsRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(limitsPath, pageEndpoint(deps, { GET: limitsPage(deps), POST: submitLift(deps) }));
  return router;
}
