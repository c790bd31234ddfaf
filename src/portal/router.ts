import { Router } from 'express';
import { createAssetsRouter } from '../ui/assets.ts';
import { numberedErrorPage, pageEndpoint, unknownPage } from '../ui/endpoint.tsx';
import type { VisitParts } from '../ui/page-request.ts';
import type { Providers } from '../users/linked-accounts/providers.ts';
import { type InvitationPageParts, invitationLookup, invitationPages } from './invitations/page.tsx';
import { config, location } from './old-lookups.ts';
import { savePreferences } from './preferences.ts';
import { type EmailValidationParts, emailValidationPages } from './validation/email-validation.ts';
import { type PhoneValidationParts, phoneValidationPages } from './validation/phone-validation.ts';

export interface PagesParts
  extends EmailValidationParts,
    PhoneValidationParts,
    InvitationPageParts,
    VisitParts {
  /** In lower case. */
  readonly countryHeader: string;
  readonly providers: Providers;
}

/** The pages for people. What it does not know is left to whoever comes after. */
export function createPagesRouter(parts: PagesParts): Router {
  const router = Router({ caseSensitive: true });
  router.all('/emailvalidation', pageEndpoint(parts, emailValidationPages(parts)));
  router.all('/phonevalidation', pageEndpoint(parts, phoneValidationPages(parts)));
  router.all('/login/invitation/:code', pageEndpoint(parts, invitationPages(parts)));
  router.all('/login/organizationinvitation/:code', pageEndpoint(parts, { GET: invitationLookup(parts) }));
  router.all('/config', pageEndpoint(parts, { GET: config(parts) }));
  router.all('/location', pageEndpoint(parts, { GET: location(parts.countryHeader) }));
  router.all('/preferences', pageEndpoint(parts, { POST: savePreferences(parts) }));
  router.all(/^\/error.*$/, pageEndpoint(parts, { GET: numberedErrorPage }));
  router.use(createAssetsRouter());
  router.use(/^(?!\/(api|v1|dev)(\/|$))/, unknownPage(parts));
  return router;
}
