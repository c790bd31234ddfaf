import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import { showSubForm, takeSubForm } from './add-page.tsx';
import type { ConsentDependencies } from './dependencies.ts';
import { showConsent, takeConsent } from './handlers.ts';

/** The pages on which a person decides what an application gets to see. */
export function createConsentRouter(deps: ConsentDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all('/authorize', pageEndpoint(deps, { GET: showConsent(deps), POST: takeConsent(deps) }));
  const subForm = { GET: showSubForm(deps), POST: takeSubForm(deps) };
  router.all('/authorize/add/:kind', pageEndpoint(deps, subForm));
  return router;
}
