import { Router } from 'express';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
import { needsMail } from '../needs-mail.tsx';
import { showBasicData, submitBasicData } from './basic-data.ts';
import { branded } from './branded.tsx';
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
import type { RegistrationDependencies } from './dependencies.ts';
import { showReleaseContacts, submitReleaseContacts } from './release-contacts.tsx';

/** The pages for creating an account, and the same steps in JSON for programs. */
export function createRegistrationRouter(deps: RegistrationDependencies): Router {
  const router = Router({ caseSensitive: true });
  const page = (
    path: string,
    { GET, POST }: { GET?: PageHandler; POST?: PageHandler },
    formPage?: string,
  ) => {
    const handlers = {
      ...(GET && { GET: needsMail(deps, 'register.closed', branded(deps, GET)) }),
      ...(POST && { POST: needsMail(deps, 'register.closed', branded(deps, POST)) }),
    };
    router.all(path, pageEndpoint(deps, handlers, formPage === undefined ? {} : { formPage }));
  };
  // GET shows the form of the first step. POST comes from the last step, on another page.
  page('/register', { GET: showBasicData(deps), POST: complete(deps) }, '/register/email');
  page('/register/validation', { POST: submitBasicData(deps) }, '/register');
  page('/register/phone', { GET: showPhone(deps) });
  page('/register/smsconfirmation', { POST: confirmPhone(deps) }, '/register/phone');
  page('/register/smsconfirmed', { GET: tellPhone(deps) });
  page('/register/email', { GET: showEmail(deps) });
  page('/register/emailconfirmed', { GET: tellEmail(deps) });
  page('/register/resendvalidation', { POST: resend(deps) }, '/register/phone');
  page('/register/done', { GET: showDone });
  page('/phoneregistrationvalidation', phoneLinkPages(deps));
  page('/emailregistrationvalidation', emailLinkPages(deps));
  if (deps.config.isTestEnvironment) {
    const release = { GET: showReleaseContacts, POST: submitReleaseContacts(deps) };
    // Programs may post here without opening the page first, because the password is required.
    router.all('/register/delete', pageEndpoint(deps, release, { isForOtherSites: true }));
  }
  return router;
}
