import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { signInWithAuthenticator } from '../../authentication/sign-in/with-second-factor.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import type { Answer } from '../../ui/answer.ts';
import { codeInput, Field, type FormErrors } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { codeIn } from '../../web/form.ts';
import type { SignInDependencies } from './dependencies.ts';
import { answerTo } from './entry.ts';
import { factorPage } from './factor-page.tsx';
import { withPending } from './pending.ts';

/** `GET /login/2fa/app`: asks for the code of an authenticator application. */
export function appCodePage(deps: SignInDependencies): PageHandler {
  return withPending(deps, (page, pending) => formPage(deps, page, pending));
}

/** `POST /login/totpconfirmation`. */
export function confirmAppCode(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const code = codeIn(page.submission, 'totpcode');
    if (code === '') return refused(deps, page, pending, 'form.codeMissing');
    const browser = { cookies: page.cookies, pending };
    if (await signInWithAuthenticator(deps, actorOfPage(page, pending), browser, code))
      return answerTo(deps, page, pending);
    return refused(deps, page, pending, 'secondFactor.wrongCode');
  });
}

function refused(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  reason: MessageKey,
): Promise<Answer> | Answer {
  if (page.submission.kind === 'json') return { status: 422 };
  return formPage(deps, page, pending, { totpcode: page.translate(reason) });
}

function formPage(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  errors: FormErrors = {},
): Promise<Answer> {
  const { translate } = page;
  return factorPage(deps, page, pending, {
    title: translate('secondFactor.appTitle'),
    action: '/login/totpconfirmation',
    errors,
    field: (
      <Field
        name="totpcode"
        label={translate('secondFactor.code')}
        hint={translate('secondFactor.appHint')}
        autocomplete="one-time-code"
        errors={errors}
        input={{ ...codeInput, autofocus: true }}
      />
    ),
    offersRecovery: true,
  });
}
