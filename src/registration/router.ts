import { Router } from 'express';
import { pageEndpoint } from '../pages/endpoint.tsx';
import { showBasicData, submitBasicData } from './basic-data.ts';
import { complete, showDone } from './completion.ts';
import {
  confirmPhone,
  emailLinkPages,
  phoneLinkPages,
  resend,
  showEmail,
  showPhone,
  tellEmail,
  tellPhone,
} from './confirmation.ts';
import { giveUpContacts, showGiveUpContacts } from './give-up-contacts.tsx';
import type { RegistrationParts } from './parts.ts';

/** The pages by which people make an account, and the same steps for programs in JSON. */
export function createRegistrationRouter(parts: RegistrationParts): Router {
  const router = Router({ caseSensitive: true });
  router.all('/register', pageEndpoint(parts, { GET: showBasicData(parts), POST: complete(parts) }));
  router.all('/register/validation', pageEndpoint(parts, { POST: submitBasicData(parts) }));
  router.all('/register/phone', pageEndpoint(parts, { GET: showPhone(parts) }));
  router.all('/register/smsconfirmation', pageEndpoint(parts, { POST: confirmPhone(parts) }));
  router.all('/register/smsconfirmed', pageEndpoint(parts, { GET: tellPhone(parts) }));
  router.all('/register/email', pageEndpoint(parts, { GET: showEmail(parts) }));
  router.all('/register/emailconfirmed', pageEndpoint(parts, { GET: tellEmail(parts) }));
  router.all('/register/resendvalidation', pageEndpoint(parts, { POST: resend(parts) }));
  router.all('/register/done', pageEndpoint(parts, { GET: showDone }));
  router.all('/phoneregistrationvalidation', pageEndpoint(parts, phoneLinkPages(parts)));
  router.all('/emailregistrationvalidation', pageEndpoint(parts, emailLinkPages(parts)));
  if (parts.config.isTestEnvironment) {
    const giveUp = { GET: showGiveUpContacts, POST: giveUpContacts(parts) };
    // Programs post here without having seen the page; the password is all it takes.
    router.all('/register/delete', pageEndpoint(parts, giveUp, { isForOtherSites: true }));
  }
  return router;
}
