import { Router } from 'express';
import { pageEndpoint } from '../pages/endpoint.tsx';
import type { SignInParts } from '../sign-in/parts.ts';
import { endSessions, sessionsPage } from './sessions.tsx';
import { startPage } from './start.tsx';

/** The pages of who is signed in. */
export function createAccountRouter(parts: SignInParts): Router {
  const router = Router({ caseSensitive: true });
  router.all('/', pageEndpoint(parts, { GET: startPage(parts) }));
  router.all(
    '/account/sessions',
    pageEndpoint(parts, { GET: sessionsPage(parts), POST: endSessions(parts) }),
  );
  return router;
}
