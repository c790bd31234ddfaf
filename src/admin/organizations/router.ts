import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { deletePage, submitDeletion } from './delete-page.tsx';
import { organizationsPage } from './list-page.tsx';
import { organizationPage } from './organization-page.tsx';
import { organizationsPath } from './paths.ts';

/** `/admin/organizations`: look an organization up, and delete it. */
export function createOrganizationsRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(organizationsPath, pageEndpoint(deps, { GET: organizationsPage(deps) }));
  const one = `${organizationsPath}/:globalid`;
  router.all(one, pageEndpoint(deps, { GET: organizationPage(deps) }));
  router.all(`${one}/delete`, pageEndpoint(deps, { GET: deletePage(deps), POST: submitDeletion(deps) }));
  return router;
}
