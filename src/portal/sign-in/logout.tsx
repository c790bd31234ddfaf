import { signOut } from '../../authentication/sessions/acts.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import { clearSiteData } from '../../web/site-data.ts';
import type { SignInDependencies } from './dependencies.ts';

/** `GET /logout`: asks first, so that no link can sign a user out. */
export const logoutPage: PageHandler = (page) => {
  const { translate } = page;
  const title = translate('signOut.title');
  const content = (
    <Message title={title} paragraphs={[translate('signOut.text')]}>
      <Form page={page} action="/logout">
        <Submit>{translate('layout.signOut')}</Submit>
      </Form>
    </Message>
  );
  return { page: { title, content } };
};

/** `POST /logout`: ends all sessions of the browser. */
export function logout(deps: SignInDependencies): PageHandler {
  return async (page) => {
    await signOut(deps, actorOfPage(page), page.cookies);
    clearSiteData(page.response);
    return { redirect: '/' };
  };
}
