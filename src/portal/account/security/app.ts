import {
  confirmAuthenticator,
  findAuthenticator,
  offerAuthenticator,
} from '../../../authentication/authenticator/acts.ts';
import { Conflict, Unprocessable } from '../../../base/errors.ts';
import type { UserSession } from '../../../sessions/session.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { codeIn } from '../../../web/form.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { withRecentAuthentication } from '../signed-in.ts';
import { appView } from './app-page.tsx';
import { appPath } from './overview.tsx';

/** `GET /account/security/app`: the authenticator, or the way to set one up. */
export function appPage(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication((page, own) => show(deps, page, own));
}

/** `POST /account/security/app`: `do` is `start` or `confirm`. */
export function changeApp(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication(async (page, own) => {
    switch (page.submission.values.do) {
      case 'start':
        await offerAuthenticator(deps, actorOfPage(page, own), own.username);
        return { redirect: appPath };
      case 'confirm':
        return confirm(deps, page, own);
      default:
        return { redirect: appPath };
    }
  });
}

async function show(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  errors?: FormErrors,
  refusal?: string,
): Promise<PageResponse> {
  const state = await findAuthenticator(deps, session.username, page.now);
  return appView(deps, page, { session, publicUrl: deps.publicUrl, ...state }, errors, refusal);
}

/** A wrong code changes neither the offered secret nor an authenticator that is already set up. */
async function confirm(deps: SignInDependencies, page: PageRequest, own: UserSession): Promise<PageResponse> {
  const { translate } = page;
  const code = codeIn(page.submission, 'totpcode');
  if (code === '') return show(deps, page, own, { totpcode: translate('form.codeMissing') });
  try {
    await confirmAuthenticator(deps, actorOfPage(page, own), { username: own.username, code });
    keepNotice(page, 'notice.appSet');
    return { redirect: appPath };
  } catch (error) {
    if (error instanceof Conflict) return show(deps, page, own, {}, translate('app.expired'));
    if (error instanceof Unprocessable)
      return show(deps, page, own, { totpcode: translate('app.wrongCode') });
    throw error;
  }
}
