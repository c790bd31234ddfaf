import { signOut } from '../../authentication/sessions/acts.ts';
import { Form, Message, SubmitOrLeave } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { clearSiteData } from '../../web/site-data.ts';
import type { SignInDependencies } from './dependencies.ts';

/** `GET /logout`: asks first, so that no link can sign a user out. Without a session it says so. */
export const logoutPage: PageHandler = async (page) => {
  const { translate } = page;
  if (!(await page.session('interactive')) && !(await page.session('pending_login')))
    return signedOutPage(page);
  const title = translate('signOut.title');
  const content = (
    <Message title={title} paragraphs={[translate('signOut.text')]}>
      <Form page={page} action="/logout">
        <SubmitOrLeave submit={translate('layout.signOut')} leave={translate('logout.stay')} to="/" />
      </Form>
    </Message>
  );
  return { page: { title, content } };
};

function signedOutPage({ translate }: PageRequest): PageResponse {
  const title = translate('logout.done.title');
  const content = (
    <Message title={title} paragraphs={[translate('logout.done.text')]}>
      <p>
        <a href="/login">{translate('recovery.signIn')}</a>
      </p>
    </Message>
  );
  return { page: { title, content } };
}

/** `POST /logout`: ends all sessions of the browser. */
export function logout(deps: SignInDependencies): PageHandler {
  return async (page) => {
    await signOut(deps, actorOfPage(page), page.cookies);
    clearSiteData(page.response);
    keepNotice(page, 'notice.signedOut');
    return { redirect: '/' };
  };
}
