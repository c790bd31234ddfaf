import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { actPage, submitAct } from './act-page.tsx';
import { userActs } from './acts.ts';
import { usersPage } from './list-page.tsx';
import { type UserActName, usersPath } from './paths.ts';
import { userPage } from './user-page.tsx';

/** `/admin/users`: look a user up, and act on the account. */
export function createUsersRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(usersPath, pageEndpoint(deps, { GET: usersPage(deps) }));
  const user = `${usersPath}/:username`;
  router.all(user, pageEndpoint(deps, { GET: userPage(deps) }));
  for (const act of Object.keys(userActs) as UserActName[])
    router.all(`${user}/${act}`, pageEndpoint(deps, { GET: actPage(deps, act), POST: submitAct(deps, act) }));
  return router;
}
