import { Router } from 'express';
import { pageEndpoint } from '../pages/endpoint.tsx';
import type { SignInParts } from '../sign-in/parts.ts';
import { appsPage, appsPath } from './apps/page.tsx';
import { withdraw } from './apps/withdraw.ts';
import { addOptions, changePasskeys, passkeysPage } from './passkeys.tsx';
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
  router.all(appsPath, pageEndpoint(parts, { GET: appsPage(parts), POST: withdraw(parts) }));
  const passkeys = '/account/security/passkeys';
  router.all(passkeys, pageEndpoint(parts, { GET: passkeysPage(parts), POST: changePasskeys(parts) }));
  router.all(`${passkeys}/options`, pageEndpoint(parts, { POST: addOptions(parts) }));
  return router;
}
