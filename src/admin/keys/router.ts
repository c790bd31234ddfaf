import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { keysPage } from './list-page.tsx';
import { keysPath } from './paths.ts';
import { rotatePage, submitRotation } from './rotate-page.tsx';
import { submitWithdrawal, withdrawPage } from './withdraw-page.tsx';

/** `/admin/keys`: the keys that sign tokens, and their rotation. */
export function createKeysRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(keysPath, pageEndpoint(deps, { GET: keysPage(deps) }));
  router.all(
    `${keysPath}/rotate/:algorithm`,
    pageEndpoint(deps, { GET: rotatePage(deps), POST: submitRotation(deps) }),
  );
  router.all(
    `${keysPath}/withdraw/:kid`,
    pageEndpoint(deps, { GET: withdrawPage(deps), POST: submitWithdrawal(deps) }),
  );
  return router;
}
