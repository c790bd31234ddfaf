import { Router } from 'express';
import type { CodeDependencies } from '../organizations/invitations/answering.ts';
import { createAssetsRouter } from '../ui/assets.ts';
import { numberedErrorPage, pageEndpoint, unknownPage } from '../ui/endpoint.tsx';
import type { PageDependencies } from '../ui/page-request.ts';
import type { Providers } from '../users/linked-accounts/providers.ts';
import { invitationLookup, invitationPages } from './invitations/page.tsx';
import { config, location } from './old-lookups.ts';
import { preferencesPage, savePreferences } from './preferences.tsx';
import { type EmailValidationDependencies, emailValidationPages } from './validation/email-validation.ts';
import { type PhoneValidationDependencies, phoneValidationPages } from './validation/phone-validation.ts';

export interface PagesDependencies
  extends EmailValidationDependencies,
    PhoneValidationDependencies,
    CodeDependencies,
    PageDependencies {
  /** In lower case. */
  readonly countryHeader: string;
  readonly providers: Providers;
}

/** The pages for users. Unknown paths are left to the next handler. */
export function createPagesRouter(deps: PagesDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all('/emailvalidation', pageEndpoint(deps, emailValidationPages(deps)));
  router.all('/phonevalidation', pageEndpoint(deps, phoneValidationPages(deps)));
  router.all('/login/invitation/:code', pageEndpoint(deps, invitationPages(deps)));
  router.all('/login/organizationinvitation/:code', pageEndpoint(deps, { GET: invitationLookup(deps) }));
  router.all('/config', pageEndpoint(deps, { GET: config(deps) }));
  router.all('/location', pageEndpoint(deps, { GET: location(deps.countryHeader) }));
  const preferences = { GET: preferencesPage, POST: savePreferences(deps) };
  router.all('/preferences', pageEndpoint(deps, preferences, { takesSwitch: true }));
  router.all(/^\/error.*$/, pageEndpoint(deps, { GET: numberedErrorPage }));
  router.use(createAssetsRouter(deps.look.assets));
  router.use(/^(?!\/(api|v1|dev)(\/|$))/, unknownPage(deps));
  return router;
}
