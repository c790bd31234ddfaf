import { Form, Message, Submit } from '../pages/components.tsx';
import type { PageHandler } from '../pages/endpoint.tsx';
import type { SignInParts } from './parts.ts';

/** `GET /logout`: changes nothing, so that no link signs anybody out. */
export const logoutPage: PageHandler = (visit) => {
  const { translate } = visit;
  const title = translate('signOut.title');
  const content = (
    <Message title={title} paragraphs={[translate('signOut.text')]}>
      <Form visit={visit} action="/logout">
        <Submit>{translate('layout.signOut')}</Submit>
      </Form>
    </Message>
  );
  return { page: { title, content } };
};

/** `POST /logout`: ends whatever sessions the browser has. */
export function logout({ db, sessions }: SignInParts): PageHandler {
  return async ({ cookies, response }) => {
    for (const purpose of ['interactive', 'pending_login', 'protected'] as const)
      await sessions.end(db, cookies, purpose);
    response.setHeader('Clear-Site-Data', '"cache", "storage"');
    return { redirect: '/' };
  };
}
