import { Router } from 'express';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
import { appCodePage, confirmAppCode } from './app-code.tsx';
import { choicePage, chooseMethod, methodsJson } from './choice.tsx';
import { confirm, confirmByPasskey, confirmPage, confirmPasskeyOptions } from './fresh-proof.tsx';
import { login, loginPage } from './login.tsx';
import { logout, logoutPage } from './logout.tsx';
import type { SignInParts } from './parts.ts';
import { confirmPasskey, passkeyOptions } from './passkey.ts';
import { codesLeftPage, confirmRecoveryCode, recoveryCodePage, usedPath } from './recovery-code.tsx';
import { confirmedJson, confirmText, sendCode, waitingPage } from './sms-code.ts';
import { answerLink, linkPage } from './sms-link.tsx';
import { sendVerification, verifyPhonePage } from './verify-phone.tsx';

/** Signing in and out: pages for people, and beneath them the addresses that old clients post JSON to. */
export function createSignInRouter(parts: SignInParts): Router {
  const router = Router({ caseSensitive: true });
  const page = (path: string, handlers: { GET?: PageHandler; POST?: PageHandler }, formPage?: string) =>
    router.all(path, pageEndpoint(parts, handlers, formPage === undefined ? {} : { formPage }));
  page('/login', { GET: loginPage(parts), POST: login(parts) });
  page('/login/twofamethods', { GET: methodsJson(parts) });
  page('/login/2fa', { GET: choicePage(parts), POST: chooseMethod(parts) });
  page('/login/2fa/app', { GET: appCodePage(parts) });
  page('/login/totpconfirmation', { POST: confirmAppCode(parts) }, '/login/2fa/app');
  page('/login/2fa/sms', { GET: waitingPage(parts) });
  page('/login/smscode/:label', { POST: sendCode(parts) }, '/login/2fa');
  page('/login/smsconfirmation', { POST: confirmText(parts) }, '/login/2fa/sms');
  page('/login/smsconfirmed', { GET: confirmedJson(parts) });
  page('/login/passkey/options', { POST: passkeyOptions(parts) });
  page('/login/passkey', { POST: confirmPasskey(parts) });
  page('/login/2fa/recovery', { GET: recoveryCodePage(parts), POST: confirmRecoveryCode(parts) });
  page(usedPath, { GET: codesLeftPage(parts) });
  page('/login/verify-phone', { GET: verifyPhonePage(parts) });
  page('/login/resendsms', { POST: sendVerification(parts) }, '/login/verify-phone');
  page('/sc', { GET: linkPage(parts, 'sign_in'), POST: answerLink(parts, 'sign_in') });
  page('/pvl', { GET: linkPage(parts, 'verify_phone'), POST: answerLink(parts, 'verify_phone') });
  page('/login/confirm', { GET: confirmPage(parts), POST: confirm(parts) });
  page('/login/confirm/passkey/options', { POST: confirmPasskeyOptions(parts) });
  page('/login/confirm/passkey', { POST: confirmByPasskey(parts) });
  page('/logout', { GET: logoutPage, POST: logout(parts) });
  return router;
}
