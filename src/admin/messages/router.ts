import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { dropPage, submitDrop } from './drop-page.tsx';
import { messagesPage } from './list-page.tsx';
import { messagePage, submitResend } from './message-page.tsx';
import { messagesPath } from './paths.ts';

/** `/admin/messages`: mails and SMS that are waiting, have failed or were sent. */
export function createMessagesRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  const message = `${messagesPath}/:id`;
  router.all(messagesPath, pageEndpoint(deps, { GET: messagesPage(deps) }));
  router.all(message, pageEndpoint(deps, { GET: messagePage(deps) }));
  router.all(`${message}/resend`, pageEndpoint(deps, { GET: messagePage(deps), POST: submitResend(deps) }));
  router.all(`${message}/drop`, pageEndpoint(deps, { GET: dropPage(deps), POST: submitDrop(deps) }));
  return router;
}
