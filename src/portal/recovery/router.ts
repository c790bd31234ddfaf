import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import { forgotPassword, showForgotPassword } from './forgot-password.ts';
import { branded, type RecoveryParts } from './parts.ts';
import { resetPassword, showResetDone, showResetPassword } from './reset-password.ts';
import { showValidateEmail, validateEmail } from './validate-email.ts';

/** For people who cannot sign in: a new password, and the proof of an address it can be asked for with. */
export function createRecoveryRouter(parts: RecoveryParts): Router {
  const router = Router({ caseSensitive: true });
  const forgot = { GET: branded(parts, showForgotPassword), POST: branded(parts, forgotPassword(parts)) };
  const reset = { GET: branded(parts, showResetDone), POST: resetPassword(parts) };
  const validate = { GET: branded(parts, showValidateEmail), POST: branded(parts, validateEmail(parts)) };
  router.all('/login/forgotpassword', pageEndpoint(parts, forgot));
  router.all('/login/resetpassword', pageEndpoint(parts, reset));
  router.all('/login/resetpassword/:token', pageEndpoint(parts, { GET: showResetPassword(parts) }));
  router.all('/login/validateemail', pageEndpoint(parts, validate));
  return router;
}
