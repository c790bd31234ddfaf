import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { healthPage, healthPath } from './page.tsx';

/** `/admin/health`: whether the server has what it needs. */
export function createHealthRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(healthPath, pageEndpoint(deps, { GET: healthPage(deps) }));
  return router;
}
