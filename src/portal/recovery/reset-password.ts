import { PasswordRefused } from '../../authentication/passwords/rules.ts';
import { findResetOfLink, type NewPassword, resetPassword } from '../../authentication/recovery/acts.ts';
import type { PasswordReset } from '../../authentication/recovery/queries.ts';
import { BadRequest, NotFound } from '../../base/errors.ts';
import { foldUsername } from '../../names/typed-text.ts';
import type { FormErrors } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { listApiKeys } from '../../users/api-keys/queries.ts';
import { addressWith } from '../../web/destination.ts';
import { withBranding } from '../branding.tsx';
import { type RecoveryDependencies, returnOf } from './dependencies.ts';
import { deadLinkPage, resetPage, sentPage } from './views.tsx';

/** `GET /login/resetpassword/{token}`: opening it does not use up the token. */
export function showResetPassword(deps: RecoveryDependencies): PageHandler {
  return async (page) => {
    const token = String(page.request.params.token ?? '');
    const reset = await findResetOfLink(deps, token, page.now);
    return reset ? formPage(deps, page, reset, token) : deadLinkPage(page);
  };
}

/** `GET /login/resetpassword`: the page after the form. */
export const showResetDone: PageHandler = (page) =>
  page.query.has('done') ? sentPage(page, 'done') : { redirect: '/login/forgotpassword' };

/** `POST /login/resetpassword`: sets a new password for the user of the token. */
export function submitNewPassword(deps: RecoveryDependencies): PageHandler {
  return async (page) => {
    const { kind, values } = page.submission;
    const { token = '', password = '' } = values;
    const isForm = kind === 'form';
    if (!isForm && (token === '' || password === '')) throw new BadRequest();
    try {
      const reset = await findResetOfLink(deps, token, page.now);
      if (!reset || isOfAnother(reset, page)) throw new NotFound('token_not_found');
      return await (isForm ? submitForm : submitJson)(deps, page, reset);
    } catch (error) {
      if (isForm && error instanceof NotFound) return deadLinkPage(page);
      throw error;
    }
  };
}

/** Whether the form names a user other than the user of the token. */
function isOfAnother({ username }: PasswordReset, { submission }: PageRequest): boolean {
  const { login, username: named } = submission.values;
  return [login, named].some((name) => name !== undefined && foldUsername(name) !== username);
}

async function submitJson(
  deps: RecoveryDependencies,
  page: PageRequest,
  reset: PasswordReset,
): Promise<PageResponse> {
  try {
    await resetPassword(deps, actorOfPage(page), chosenIn(page, reset));
    return { status: 204 };
  } catch (error) {
    if (error instanceof PasswordRefused) return { status: 422, json: { error: error.code } };
    throw error;
  }
}

async function submitForm(
  deps: RecoveryDependencies,
  page: PageRequest,
  reset: PasswordReset,
): Promise<PageResponse> {
  const { token = '', password = '', passwordrepeat } = page.submission.values;
  const { translate } = page;
  if (passwordrepeat !== password)
    return formPage(deps, page, reset, token, { passwordrepeat: translate('password.differs') });
  try {
    const { apiKeys } = await resetPassword(deps, actorOfPage(page), chosenIn(page, reset));
    const keyCount = apiKeys > 0 ? `apikeys=${apiKeys}` : '';
    const back = ['done=1', keyCount, returnOf(reset, page)].filter(Boolean).join('&');
    return { redirect: addressWith('/login/resetpassword', back) };
  } catch (error) {
    if (!(error instanceof PasswordRefused)) throw error;
    const { minimumLength: minimum } = deps.passwordRules;
    const text = translate(`password.${error.problem}`, { minimum });
    return formPage(deps, page, reset, token, { password: text });
  }
}

function chosenIn({ submission: { values } }: PageRequest, reset: PasswordReset): NewPassword {
  return { reset, password: values.password ?? '', endsApiKeys: values.endapikeys === '1' };
}

async function formPage(
  deps: RecoveryDependencies,
  page: PageRequest,
  reset: PasswordReset,
  token: string,
  errors?: FormErrors,
): Promise<PageResponse> {
  const query = new URLSearchParams(returnOf(reset, page));
  const apiKeys = (await listApiKeys(deps.db, reset.username)).length;
  const form = { token, username: reset.username, apiKeys, minimum: deps.passwordRules.minimumLength };
  return withBranding(deps, page, query, resetPage(page, form, errors));
}
