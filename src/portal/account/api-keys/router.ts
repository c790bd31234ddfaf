import { Router } from 'express';
import { pageEndpoint } from '../../../ui/endpoint.tsx';
import type { PageDependencies } from '../../../ui/page-request.ts';
import { removeKeyPage, renameKeyPage, submitKeyRemoval, submitRenaming } from './key-pages.tsx';
import { apiKeysPage } from './list-page.tsx';
import { type ApiKeyPagesDependencies, newKeyPage, submitNewKey } from './new-key-page.tsx';
import { apiKeysPath, newKeyPath } from './paths.ts';

/** The pages of the user's API keys. */
export function createApiKeysRouter(deps: ApiKeyPagesDependencies & PageDependencies): Router {
  const router = Router({ caseSensitive: true });
  const rename = { GET: renameKeyPage(deps), POST: submitRenaming(deps) };
  const remove = { GET: removeKeyPage(deps), POST: submitKeyRemoval(deps) };
  router.all(apiKeysPath, pageEndpoint(deps, { GET: apiKeysPage(deps) }));
  router.all(newKeyPath, pageEndpoint(deps, { GET: newKeyPage(deps), POST: submitNewKey(deps) }));
  router.all(`${apiKeysPath}/rename/:label`, pageEndpoint(deps, rename));
  router.all(`${apiKeysPath}/remove/:label`, pageEndpoint(deps, remove));
  return router;
}
