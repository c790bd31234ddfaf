import { changePassword, type PasswordDependencies } from '../../../authentication/passwords/acts.ts';
import { PasswordRefused } from '../../../authentication/passwords/rules.ts';
import { ApiError } from '../../../base/errors.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { withRecentAuthentication } from '../signed-in.ts';
import { overview, securityPath } from './overview.tsx';

export interface SecurityDependencies extends SignInDependencies, PasswordDependencies {
  readonly messages: SignInDependencies['messages'];
}

/**
 * `POST /account/security`: changes the password. This browser stays signed in, with a new cookie; all others are
 * signed out.
 */
export function submitPassword(deps: SecurityDependencies): PageHandler {
  return withRecentAuthentication(async (page, own) => {
    const { password = '', passwordrepeat, currentpassword = '' } = page.submission.values;
    if (page.submission.values.currentpassword === '')
      return overview(deps, page, own, { currentpassword: page.translate('signIn.passwordMissing') });
    if (passwordrepeat !== password)
      return overview(deps, page, own, { passwordrepeat: page.translate('password.differs') });
    const { username } = own;
    const passwords = { currentPassword: currentpassword, newPassword: password };
    const { enddevices, endapikeys } = page.submission.values;
    const ends = { devices: enddevices === '1', apiKeys: endapikeys === '1' };
    const change = { username, ...passwords, cookies: page.cookies, ends };
    try {
      await changePassword(deps, actorOfPage(page, own), change);
    } catch (error) {
      return overview(deps, page, own, errorsOf(page, deps.passwordRules.minimumLength, error));
    }
    await deps.sessions.rotate(deps.db, page.cookies, own);
    keepNotice(page, 'notice.passwordChanged');
    return { redirect: securityPath };
  });
}

function errorsOf({ translate }: PageRequest, minimum: number, error: unknown): FormErrors {
  if (error instanceof PasswordRefused)
    return { password: translate(`password.${error.problem}`, { minimum }) };
  if (error instanceof ApiError && error.code === 'incorrect_password')
    return { currentpassword: translate('confirm.wrong') };
  throw error;
}
