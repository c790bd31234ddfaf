import { findAuthenticator, removeAuthenticator } from '../../../authentication/authenticator/acts.ts';
import { Conflict } from '../../../base/errors.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { withRecentAuthentication } from '../signed-in.ts';
import { appPath, securityPath } from './overview.tsx';

export const appRemovalPath = `${appPath}/remove`;

/** `GET /account/security/app/remove`: asks for confirmation, if an authenticator is set up. */
export function appRemovalPage(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    const { enabledAt } = await findAuthenticator(deps, session.username, page.now);
    return enabledAt ? view(deps, page, session) : { redirect: appPath };
  });
}

/** `POST /account/security/app/remove`: removes the authenticator, unless it is the last second factor. */
export function submitAppRemoval(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    try {
      await removeAuthenticator(deps, actorOfPage(page, session), session.username);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return view(deps, page, session, page.translate('app.last'));
    }
    keepNotice(page, 'notice.appRemoved');
    return { redirect: appPath };
  });
}

async function view(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  refusal?: string,
): Promise<PageResponse> {
  const { translate } = page;
  const title = translate('app.remove.title');
  const content = (
    <Confirmation
      page={page}
      paragraphs={[translate('app.remove.text')]}
      action={appRemovalPath}
      label={translate('app.remove')}
      back={appPath}
    />
  );
  const breadcrumb = [
    { title: translate('security.title'), href: securityPath },
    { title: translate('app.title'), href: appPath },
  ];
  const notice = refusal === undefined ? undefined : ({ kind: 'error', text: refusal } as const);
  const framed = { page, session, active: 'security', breadcrumb, title, content, notice } as const;
  return { status: refusal === undefined ? 200 : 409, page: await portalView(deps, framed) };
}
