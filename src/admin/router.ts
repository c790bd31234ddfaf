import { Router } from 'express';
import { pageEndpoint } from '../ui/endpoint.tsx';
import { createAuditRouter } from './audit/router.ts';
import type { AdminDependencies } from './dependencies.ts';
import { onlyOperators } from './guard.ts';
import { createHealthRouter } from './health/router.ts';
import { createKeysRouter } from './keys/router.ts';
import { createLimitsRouter } from './limits/router.ts';
import { adminPath } from './menu.ts';
import { createMessagesRouter } from './messages/router.ts';
import { createOrganizationsRouter } from './organizations/router.ts';
import { overviewPage } from './overview-page.tsx';
import { createRegistrationsRouter } from './registrations/router.ts';
import { createSettingsRouter } from './settings/router.ts';
import { createUsersRouter } from './users/router.ts';
import { createWebhooksRouter } from './webhooks/router.ts';

/** Each section has its own router here and a line in `menu.ts`. */
const sections: readonly ((deps: AdminDependencies) => Router)[] = [
  createUsersRouter,
  createRegistrationsRouter,
  createOrganizationsRouter,
  createAuditRouter,
  createMessagesRouter,
  createWebhooksRouter,
  createLimitsRouter,
  createKeysRouter,
  createSettingsRouter,
  createHealthRouter,
];

/** The operators' pages. For everyone else these pages do not exist. */
export function createAdminRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(/^\/admin(\/|$)/, onlyOperators(deps));
  router.all(adminPath, pageEndpoint(deps, { GET: overviewPage(deps) }));
  for (const createSection of sections) router.use(createSection(deps));
  return router;
}
