import { findAuthenticator, offerAuthenticator } from '../../authentication/authenticator/acts.ts';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { findMethods, hasNoMethod } from '../../authentication/sign-in/methods.ts';
import { signInWithNewAuthenticator } from '../../authentication/sign-in/with-new-authenticator.ts';
import { Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { codeIn } from '../../web/form.ts';
import { AuthenticatorOffer } from '../authenticator-offer.tsx';
import type { SignInDependencies } from './dependencies.ts';
import { signedInResponse } from './entry.ts';
import { signInPage } from './frame.tsx';
import { withPending } from './pending.ts';

export const newAppPath = '/login/new-app';

/** `GET /login/new-app`: an account without a second factor must set up an authenticator to continue. */
export function newAppPage(deps: SignInDependencies): PageHandler {
  return withoutFactor(deps, (page, pending) => show(deps, page, pending));
}

/** `POST /login/new-app`: `do` is `start` or `confirm`. */
export function submitNewApp(deps: SignInDependencies): PageHandler {
  return withoutFactor(deps, async (page, pending) => {
    const actor = actorOfPage(page, pending);
    if (page.submission.values.do !== 'confirm') {
      await offerAuthenticator(deps, actor, pending.username);
      return { redirect: newAppPath };
    }
    const code = codeIn(page.submission, 'totpcode');
    if (code === '') return show(deps, page, pending, { totpcode: page.translate('form.codeMissing') });
    const browser = { cookies: page.cookies, pending };
    if (await signInWithNewAuthenticator(deps, actor, browser, code))
      return signedInResponse(deps, page, pending);
    return show(deps, page, pending, { totpcode: page.translate('app.wrongCode') });
  });
}

function withoutFactor(
  deps: SignInDependencies,
  handler: (page: PageRequest, pending: PendingLogin) => Promise<PageResponse>,
): PageHandler {
  return withPending(deps, async (page, pending) =>
    hasNoMethod(await findMethods(deps.db, pending.username))
      ? handler(page, pending)
      : { redirect: '/login/2fa' },
  );
}

async function show(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate, now } = page;
  const { username } = pending;
  const { offered } = await findAuthenticator(deps, username, now);
  return signInPage(deps, page, {
    title: translate('newApp.title'),
    pending,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    children:
      offered === undefined ? (
        <Form page={page} action={newAppPath}>
          <p>{translate('newApp.text')}</p>
          <input type="hidden" name="do" value="start" />
          <Submit>{translate('app.start')}</Submit>
        </Form>
      ) : (
        <AuthenticatorOffer
          page={page}
          username={username}
          publicUrl={deps.publicUrl}
          secret={offered}
          action={newAppPath}
          errors={errors}
        />
      ),
  });
}
