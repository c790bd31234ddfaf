import { recordEvent } from '../../audit/record-event.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { SignInDependencies } from './dependencies.ts';

/** `GET /logout`: changes nothing, so that no link signs anybody out. */
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

/** `POST /logout`: ends whatever sessions the browser has. */
export function logout(deps: SignInDependencies): PageHandler {
  return async (page) => {
    await endSessions(deps, page);
    return { redirect: '/' };
  };
}

/** Signs a browser out: on the server, in its cookies, and in what it keeps of this site. */
export async function endSessions(
  { db, sessions }: Pick<SignInDependencies, 'db' | 'sessions'>,
  page: PageRequest,
): Promise<void> {
  const { cookies, response } = page;
  const session = await page.session('interactive');
  if (session?.username) {
    const fields = { username: session.username, sessions: 'this' } as const;
    const source = actorOfPage(page, session);
    await inTransaction(db, (trx) => recordEvent(trx, source, 'session.ended', fields));
  }
  for (const purpose of ['interactive', 'pending_login', 'protected'] as const)
    await sessions.end(db, cookies, purpose);
  response.setHeader('Clear-Site-Data', '"cache", "storage"');
}
