import { Router } from 'express';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
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
import { giveUpContacts, showGiveUpContacts } from './give-up-contacts.tsx';
import type { RegistrationParts } from './parts.ts';

/** The pages by which people make an account, and the same steps for programs in JSON. */
export function createRegistrationRouter(parts: RegistrationParts): Router {
  const router = Router({ caseSensitive: true });
  const page = (
    path: string,
    { GET, POST }: { GET?: PageHandler; POST?: PageHandler },
    formPage?: string,
  ) => {
    const handlers = {
      ...(GET && { GET: branded(parts, GET) }),
      ...(POST && { POST: branded(parts, POST) }),
    };
    router.all(path, pageEndpoint(parts, handlers, formPage === undefined ? {} : { formPage }));
  };
  // The first step has its form here; the last one, on another page, posts here.
  page('/register', { GET: showBasicData(parts), POST: complete(parts) }, '/register/email');
  page('/register/validation', { POST: submitBasicData(parts) }, '/register');
  page('/register/phone', { GET: showPhone(parts) });
  page('/register/smsconfirmation', { POST: confirmPhone(parts) }, '/register/phone');
  page('/register/smsconfirmed', { GET: tellPhone(parts) });
  page('/register/email', { GET: showEmail(parts) });
  page('/register/emailconfirmed', { GET: tellEmail(parts) });
  page('/register/resendvalidation', { POST: resend(parts) }, '/register/phone');
  page('/register/done', { GET: showDone });
  page('/phoneregistrationvalidation', phoneLinkPages(parts));
  page('/emailregistrationvalidation', emailLinkPages(parts));
  if (parts.config.isTestEnvironment) {
    const giveUp = { GET: showGiveUpContacts, POST: giveUpContacts(parts) };
    // Programs post here without having seen the page; the password is all it takes.
    router.all('/register/delete', pageEndpoint(parts, giveUp, { isForOtherSites: true }));
  }
  return router;
}
