import { Router } from 'express';
import { cancelResetPath } from '../../authentication/lost-factors/acts.ts';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
import { appCodePage, confirmAppCode } from './app-code.ts';
import { choicePage, chooseMethod, methodsJson } from './choice.tsx';
import { login, loginPage } from './login.tsx';
import { logout, logoutPage } from './logout.tsx';
import {
  cancelResetPage,
  type LostFactorPageDependencies,
  lostFactorPage,
  submitLostFactor,
  submitResetCancellation,
} from './lost-factor.tsx';
import { lostPath } from './lost-path.ts';
import { newAppPage, newAppPath, submitNewApp } from './new-app.tsx';
import { confirmPasskey, passkeyOptions } from './passkey.ts';
import { confirm, confirmByPasskey, confirmPage, confirmPasskeyOptions } from './reauthenticate.tsx';
import { codesLeftPage, confirmRecoveryCode, recoveryCodePage, usedPath } from './recovery-code.tsx';
import { confirmedJson, confirmSmsCode, sendCode, waitingPage } from './sms-code.ts';
import { linkPage, submitLink } from './sms-link.tsx';
import { sendVerification, verifyPhonePage } from './verify-phone.tsx';

/** Signing in and out: the pages for users, and the endpoints to which old clients post JSON. */
export function createSignInRouter(deps: LostFactorPageDependencies): Router {
  const router = Router({ caseSensitive: true });
  const page = (path: string, handlers: { GET?: PageHandler; POST?: PageHandler }, formPage?: string) =>
    router.all(path, pageEndpoint(deps, handlers, formPage === undefined ? {} : { formPage }));
  page('/login', { GET: loginPage(deps), POST: login(deps) });
  page('/login/twofamethods', { GET: methodsJson(deps) });
  page('/login/2fa', { GET: choicePage(deps), POST: chooseMethod(deps) });
  page('/login/2fa/app', { GET: appCodePage(deps) });
  page('/login/totpconfirmation', { POST: confirmAppCode(deps) }, '/login/2fa/app');
  page('/login/2fa/sms', { GET: waitingPage(deps) });
  page('/login/smscode/:label', { POST: sendCode(deps) }, '/login/2fa');
  page('/login/smsconfirmation', { POST: confirmSmsCode(deps) }, '/login/2fa/sms');
  page('/login/smsconfirmed', { GET: confirmedJson(deps) });
  page('/login/passkey/options', { POST: passkeyOptions(deps) });
  page('/login/passkey', { POST: confirmPasskey(deps) });
  page('/login/2fa/recovery', { GET: recoveryCodePage(deps), POST: confirmRecoveryCode(deps) });
  page(usedPath, { GET: codesLeftPage(deps) });
  page(lostPath, { GET: lostFactorPage(deps), POST: submitLostFactor(deps) });
  page(cancelResetPath, { GET: cancelResetPage(deps), POST: submitResetCancellation(deps) });
  page('/login/verify-phone', { GET: verifyPhonePage(deps) });
  page(newAppPath, { GET: newAppPage(deps), POST: submitNewApp(deps) });
  page('/login/resendsms', { POST: sendVerification(deps) }, '/login/verify-phone');
  page('/sc', { GET: linkPage(deps, 'sign_in'), POST: submitLink(deps, 'sign_in') });
  page('/pvl', { GET: linkPage(deps, 'verify_phone'), POST: submitLink(deps, 'verify_phone') });
  page('/login/confirm', { GET: confirmPage(deps), POST: confirm(deps) });
  page('/login/confirm/passkey/options', { POST: confirmPasskeyOptions(deps) });
  page('/login/confirm/passkey', { POST: confirmByPasskey(deps) });
  page('/logout', { GET: logoutPage, POST: logout(deps) });
  return router;
}
