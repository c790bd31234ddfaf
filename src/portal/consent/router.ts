import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import { showSubForm, takeSubForm } from './add-page.tsx';
import { showConsent, takeConsent } from './handlers.ts';
import type { ConsentParts } from './parts.ts';

/** The pages on which a person decides what an application gets to see. */
export function createConsentRouter(parts: ConsentParts): Router {
  const router = Router({ caseSensitive: true });
  router.all('/authorize', pageEndpoint(parts, { GET: showConsent(parts), POST: takeConsent(parts) }));
  const subForm = { GET: showSubForm(parts), POST: takeSubForm(parts) };
  router.all('/authorize/add/:kind', pageEndpoint(parts, subForm));
  return router;
}
