import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { settingsPage, settingsPath } from './page.tsx';

/** `/admin/settings`: the settings in force. */
export function createSettingsRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(settingsPath, pageEndpoint(deps, { GET: settingsPage(deps) }));
  return router;
}
