import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import { showSubForm, submitSubForm } from './add-entry-page.tsx';
import type { ConsentDependencies } from './dependencies.ts';
import { showConsent, submitConsentPage } from './handlers.ts';

/** The pages on which a user decides what an application may see. */
export function createConsentRouter(deps: ConsentDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all('/authorize', pageEndpoint(deps, { GET: showConsent(deps), POST: submitConsentPage(deps) }));
  const subForm = { GET: showSubForm(deps), POST: submitSubForm(deps) };
  router.all('/authorize/add/:kind', pageEndpoint(deps, subForm));
  return router;
}
