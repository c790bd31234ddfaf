import { Router } from 'express';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
import { needsMail } from '../needs-mail.tsx';
import { branded, type RecoveryDependencies } from './dependencies.ts';
import { forgotPassword, showForgotPassword } from './forgot-password.ts';
import { showResetDone, showResetPassword, submitNewPassword } from './reset-password.ts';
import { showValidateEmail, validateEmail } from './validate-email.ts';

/** For users who cannot sign in: choosing a new password, and validating an email address that can receive the link. */
export function createRecoveryRouter(deps: RecoveryDependencies): Router {
  const router = Router({ caseSensitive: true });
  const mailed = (handler: PageHandler) => needsMail(deps, 'recovery.unavailable', branded(deps, handler));
  const forgot = { GET: mailed(showForgotPassword), POST: mailed(forgotPassword(deps)) };
  const reset = { GET: branded(deps, showResetDone), POST: submitNewPassword(deps) };
  const validate = { GET: mailed(showValidateEmail), POST: mailed(validateEmail(deps)) };
  router.all('/login/forgotpassword', pageEndpoint(deps, forgot));
  router.all('/login/resetpassword', pageEndpoint(deps, reset));
  router.all('/login/resetpassword/:token', pageEndpoint(deps, { GET: showResetPassword(deps) }));
  router.all('/login/validateemail', pageEndpoint(deps, validate));
  return router;
}
