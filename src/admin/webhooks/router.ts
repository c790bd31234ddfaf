import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { deleteWebhookPage, submitWebhookDeletion } from './delete-page.tsx';
import { webhooksPage } from './list-page.tsx';
import { newWebhookPage, submitNewWebhook } from './new-page.tsx';
import { webhooksPath } from './paths.ts';
import { rotateWebhookPage, submitWebhookRotation } from './rotate-page.tsx';
import { submitWebhook, webhookPage } from './webhook-page.tsx';

/** `/admin/webhooks`: where the audit log is sent. */
export function createWebhooksRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  const one = `${webhooksPath}/:webhookId`;
  router.all(webhooksPath, pageEndpoint(deps, { GET: webhooksPage(deps) }));
  router.all(
    `${webhooksPath}/new`,
    pageEndpoint(deps, { GET: newWebhookPage(deps), POST: submitNewWebhook(deps) }),
  );
  router.all(one, pageEndpoint(deps, { GET: webhookPage(deps), POST: submitWebhook(deps) }));
  router.all(
    `${one}/rotate`,
    pageEndpoint(deps, { GET: rotateWebhookPage(deps), POST: submitWebhookRotation(deps) }),
  );
  router.all(
    `${one}/delete`,
    pageEndpoint(deps, { GET: deleteWebhookPage(deps), POST: submitWebhookDeletion(deps) }),
  );
  return router;
}
