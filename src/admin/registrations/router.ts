import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { registrationsPage, registrationsPath, submitResend } from './page.tsx';

/** `/admin/registrations`: registrations that have not become accounts. */
export function createRegistrationsRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(
    registrationsPath,
    pageEndpoint(deps, { GET: registrationsPage(deps), POST: submitResend(deps) }),
  );
  return router;
}
